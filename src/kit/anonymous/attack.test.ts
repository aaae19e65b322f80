import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Hono } from 'hono'
import { z } from 'zod'
import { attack, best } from '../../../test/anonymous/attacker.ts'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import type { Staff } from '../../people/people.ts'
import { quietStaff } from '../../people/staff.tsx'
import { clock, days, later, minutes } from '../clock.ts'
import { type Id, newId } from '../ids.ts'
import { logRequests, logTo } from '../log.ts'
import { beginSession } from '../session.ts'
import { anonymousForm, openRound, release } from './anonymous.ts'

const PEOPLE = 8
const RUNS = 24
/** One of eight is right by chance, whatever the order; over so many runs hardly ever more than two are on average. */
const CHANCE = 2.4

type Company = TestCompany & { staff: Staff[] }
async function aCrowd(): Promise<Company> {
  const company = await aCompany('Crowd')
  const staff: Staff[] = []
  for (let n = 0; n < PEOPLE; n++)
    staff.push(await company.hire(`Person ${n}`, company.teams.station, 'front-line'))
  return { ...company, staff }
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ one }) => one)

/** A door of this program with one question, all of whose lines are kept. */
function aDoor(company: Company, round: () => Id, lines: string[]) {
  const leaf = anonymousForm(
    quietStaff,
    '/answer',
    z.object({ says: z.string() }),
    { round: async () => round(), says: ({ says }) => ({ choice: says }), to: '/today' },
    '/today',
  )
  const hono = new Hono()
  hono.use(logRequests(logTo('info', { write: (line) => void lines.push(line) })))
  hono.post('/answer', (c) =>
    leaf.handle(c, { database: company.database, again: async () => c.text('refused', 409) }),
  )
  return hono
}

async function cookies(company: Company): Promise<string[]> {
  const tokens: string[] = []
  for (const one of company.staff)
    tokens.push(await company.run((db) => beginSession(db, one.id, 'test', clock.now())))
  return tokens.map((token) => `makegood=${token}`)
}

test('who took part and what was said cannot be paired by anything that is stored, before or after the release', async (t) => {
  t.after(() => clock.reset())
  const company = await aCrowd()
  const cookie = await cookies(company)
  const people = company.staff.map((one) => one.id)
  const lines: string[] = []
  let round = ''
  const door = aDoor(company, () => round, lines)
  const runs: Record<'waiting' | 'released', Map<string, number>[]> = { waiting: [], released: [] }
  for (let run = 0; run < RUNS; run++) {
    const answers = people.map(() => `said-${randomUUID().slice(0, 8)}`)
    const at = clock.now()
    const opened = await company.run((db) =>
      openRound(
        db,
        { ...company.mara, at },
        {
          kind: 'test',
          about: newId(at),
          k: 5,
          choices: shuffled(answers),
          groups: [{ id: company.teams.station, name: 'Station' }],
          invited: people.map((holder) => ({ holder, group: company.teams.station })),
          closesAt: later(at, days(3)),
        },
      ),
    )
    round = opened.id
    for (const place of shuffled(people.map((_, place) => place))) {
      clock.move(minutes(11)) // from page to page, so that sessions are seen anew
      const here = { cookie: cookie[place] ?? '', 'sec-fetch-site': 'same-origin' }
      const today = new Request(`${company.base}/account`, { headers: here })
      assert.equal((await company.app.hono.fetch(today)).status, 200)
      const body = new URLSearchParams({ says: answers[place] ?? '' })
      const sent = await door.fetch(
        new Request(`${company.base}/answer`, { method: 'POST', headers: here, body }),
      )
      assert.equal(sent.status, 303, await sent.text())
    }
    runs.waiting.push(await attack(company.owner, company.company, people, answers))
    await company.run((db) => release(db, { ...company.mara, at: clock.now() }, round, true))
    runs.released.push(await attack(company.owner, company.company, people, answers))
  }
  for (const [when, all] of Object.entries(runs)) {
    const { way, right } = best(all)
    t.diagnostic(`${when}: ${right.toFixed(2)} of ${PEOPLE} by ${way}, the best of ${all[0]?.size} ways`)
    assert.ok((all[0]?.size ?? 0) > 20, 'the attacker had something to go by')
    assert.ok(right < CHANCE, `${when}: ${right} of ${PEOPLE} by ${way}`)
  }
  assert.deepEqual(lines, [])
})

test('the attacker is not blind: answers kept the plain ways are paired with their people', async (t) => {
  const company = await aCrowd()
  const { owner } = company
  const people = company.staff.map((one) => one.id)
  await owner.query(`drop schema if exists naive cascade; create schema naive;
    create table naive.mark (company_id uuid, holder_id uuid, taken_on date);
    create table naive.said (company_id uuid, id uuid, choice text);`)
  t.after(() => owner.query('drop schema naive cascade'))
  const plain: Record<string, (holder: Id, choice: string) => Promise<unknown>> = {
    'in one transaction': (holder, choice) =>
      owner.query(
        `with m as (insert into naive.mark values ('${company.company}', '${holder}', '2026-11-22'))
         insert into naive.said values ('${company.company}', gen_random_uuid(), '${choice}')`,
      ),
    'in two transactions, without a common id and without a time, as they come': async (holder, choice) => {
      await owner.query(`insert into naive.mark values ('${company.company}', '${holder}', '2026-11-22')`)
      await owner.query(
        `insert into naive.said values ('${company.company}', gen_random_uuid(), '${choice}')`,
      )
    },
    'with ids that ascend, in another order in the file': async (holder, choice) => {
      await owner.query(`insert into naive.mark values ('${company.company}', '${holder}', '2026-11-22')`)
      await owner.query(
        `insert into naive.said values ('${company.company}', '${newId(clock.now())}', '${choice}')`,
      )
      await owner.query(`with gone as (delete from naive.said returning *)
        insert into naive.said select * from gone order by random()`)
    },
  }
  for (const [name, keep] of Object.entries(plain)) {
    const runs: Map<string, number>[] = []
    for (let run = 0; run < 6; run++) {
      await owner.query('truncate naive.mark, naive.said')
      const answers = people.map(() => `said-${randomUUID().slice(0, 8)}`)
      for (const place of shuffled(people.map((_, place) => place)))
        await keep(people[place] ?? '', answers[place] ?? '')
      runs.push(await attack(owner, company.company, people, answers))
    }
    const { way, right } = best(runs)
    t.diagnostic(`${name}: ${right.toFixed(1)} of ${PEOPLE} by ${way}`)
    assert.ok(right > PEOPLE - 1, `${name}: only ${right}`)
  }
})
