import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { randomBy } from '../../../test/world/random.ts'
import { kindsSince } from '../../history/history.ts'
import type { Staff } from '../../people/people.ts'
import { changeStanding } from '../../people/standing.ts'
import { clock, days, hours, later, minutes } from '../clock.ts'
import { type Id, newId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import {
  answer,
  askedSince,
  clearAway,
  groupsReleased,
  groupsTold,
  type Opening,
  openRound,
  release,
  released,
  roundReleased,
  takePart,
  toldOf,
  waitingFor,
} from './anonymous.ts'

const CHOICES = ['yes', 'no', 'cannot tell']

type Crowd = TestCompany & { staff: { who: Staff; group: Id }[] }
/** So many at Station, so many at Harbour, so many in the workshop. */
async function aCrowd(station: number, harbour = 0, workshop = 0): Promise<Crowd> {
  const company = await aCompany('Crowd')
  const { teams } = company
  const groups = [
    ...Array<Id>(station).fill(teams.station),
    ...Array<Id>(harbour).fill(teams.harbour),
    ...Array<Id>(workshop).fill(teams.workshop),
  ]
  const staff: Crowd['staff'] = []
  for (const [n, group] of groups.entries())
    staff.push({ who: await company.hire(`Person ${n}`, group, 'front-line'), group })
  return { ...company, staff }
}

const open = (crowd: Crowd, more: Partial<Opening> = {}) => {
  const at = clock.now()
  const { teams } = crowd
  return crowd.run((db) =>
    openRound(
      db,
      { ...crowd.mara, at },
      {
        kind: 'test',
        about: newId(at),
        k: 5,
        choices: CHOICES,
        groups: [
          { id: teams.station, name: 'Station' },
          { id: teams.harbour, name: 'Harbour' },
          { id: teams.workshop, name: 'Workshop' },
        ],
        invited: crowd.staff.map(({ who, group }) => ({ holder: who.id, group })),
        closesAt: later(at, days(7)),
        ...more,
      },
    ),
  )
}

async function say(crowd: Crowd, round: Id, person: number, choice: string, words?: string): Promise<void> {
  const { who } = crowd.staff[person]!
  const slip = await crowd.run((db) => takePart(db, crowd.now(who), round))
  await crowd.run((db) => answer(db, slip, { choice, words }))
}
const shown = (crowd: Crowd, round: Id, groups?: Id[]) =>
  crowd.run((db) => released(db, round, groups && { groups }))
const letOut = (crowd: Crowd, round: Id, last: boolean) =>
  crowd.run((db) => release(db, { ...crowd.mara, at: clock.now() }, round, last))
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a round has k of five or more, and needs as many to ask', async () => {
  const crowd = await aCrowd(6)
  await assert.rejects(open(crowd, { k: 4 }), refused('k'))
  await assert.rejects(open(crowd, { k: 7 }), refused('too-few'))
  const round = await open(crowd, { k: 6 })
  assert.equal(round.k, 6)
  const change = sql`update kit_anonymous_round set k = 5 where id = ${round.id}`
  await assert.rejects(
    crowd.run((db) => change.execute(db)),
    /permission denied/,
  )
  await assert.rejects(
    crowd.owner.query('update kit_anonymous_round set k = 4 where id = $1', [round.id]),
    /kit_anonymous_round_k_check/,
  )
})

test('each of those who are asked answers once: fifty at the same moment, two tabs, and who is not asked', async () => {
  const crowd = await aCrowd(50)
  const round = await open(crowd)
  const tries = crowd.staff.flatMap((_, person) => [person, person])
  const done = await Promise.allSettled(tries.map((person) => say(crowd, round.id, person, 'yes')))
  assert.equal(done.filter((one) => one.status === 'fulfilled').length, 50)
  for (const one of done)
    if (one.status === 'rejected') assert.ok(refused('answered')(one.reason), String(one.reason))
  const { rows } = await crowd.owner.query<{ n: number; bits: number }>(
    `select jsonb_array_length(answers) as n, bit_count(taken)::int as bits
     from kit_anonymous_held join kit_anonymous_roll using (company_id, round_id) where round_id = $1`,
    [round.id],
  )
  assert.deepEqual(rows, [{ n: 50, bits: 50 }])
  await assert.rejects(
    crowd.run((db) => takePart(db, crowd.now(crowd.ben), round.id)),
    refused('round'),
  )
  const waits = (who: Staff) => crowd.run(async (db) => (await waitingFor(db, crowd.now(who), 'test')).length)
  assert.equal(await waits(crowd.staff[0]!.who), 0)
  assert.equal(await waits(crowd.ben), 0)
})

test('two at a time who look before they write answer twice: the control that must go past the limit', async () => {
  const crowd = await aCrowd(5)
  const round = await open(crowd)
  await say(crowd, round.id, 0, 'yes')
  const { rows } = await crowd.owner.query<{ place: number }>(
    'select place from kit_anonymous_invited where round_id = $1 and holder_id = $2',
    [round.id, crowd.staff[1]!.who.id],
  )
  const place = rows[0]!.place
  let through = 0
  const naive = () =>
    crowd.run(async (db) => {
      const seen = await sql<{ bit: number }>`select get_bit(taken, ${place}) as bit from kit_anonymous_roll
        where round_id = ${round.id}`.execute(db)
      await new Promise((go) => setTimeout(go, 20))
      if (seen.rows[0]?.bit === 0) through++
      await sql`update kit_anonymous_roll set taken = set_bit(taken, ${place}, 1) where round_id = ${round.id}`.execute(
        db,
      )
    })
  await Promise.all([naive(), naive()])
  assert.equal(through, 2)
})

test('nothing is written down of an answer but the answer: no line, job, timer, letter, delta or live word', async () => {
  const crowd = await aCrowd(6)
  const round = await open(crowd)
  const tables = [
    'history_line',
    'kit_timer',
    'kit_letter',
    'kit_idempotency',
    'kit_session',
    'figures_delta',
    'graphile_worker._private_jobs',
  ]
  const count = async () =>
    (
      await crowd.owner.query(
        `select ${tables.map((one) => `(select count(*)::int from ${one}) as "${one}"`)}`,
      )
    ).rows[0]
  const heard: string[] = []
  crowd.database.hints.listen('live', (payload) => void heard.push(payload))
  await crowd.database.hints.ready()
  // What founding the company said is still on its way.
  await new Promise((go) => setTimeout(go, 100))
  heard.length = 0
  const before = await count()
  for (let person = 0; person < 6; person++) await say(crowd, round.id, person, 'no')
  assert.deepEqual(await count(), before)
  await new Promise((go) => setTimeout(go, 60))
  assert.deepEqual(
    heard.filter((one) => one.startsWith(crowd.company)),
    [],
  )
  const { rows } = await crowd.owner.query('select * from kit_anonymous_held where round_id = $1', [round.id])
  assert.deepEqual(
    rows[0].answers,
    Array(6).fill({ g: crowd.teams.station, c: 'no' }),
    'an answer is its group and what was chosen',
  )
})

test('counts move at fixed moments only, and by k or more; what is too few at the end is forgotten', async (t) => {
  t.after(() => clock.reset())
  const crowd = await aCrowd(17)
  const at = clock.now()
  const round = await open(crowd, { releasesAt: [later(at, days(1)), later(at, days(2))] })
  const told: (number | undefined)[] = []
  const look = async () => void told.push((await shown(crowd, round.id))?.n)
  const mixed = (person: number) => CHOICES[person % 3]!
  for (let person = 0; person < 4; person++) await say(crowd, round.id, person, mixed(person))
  await crowd.settle()
  await look()
  clock.move(days(1) + minutes(1)) // four: too few
  await crowd.settle()
  await look()
  for (let person = 4; person < 7; person++) {
    await say(crowd, round.id, person, mixed(person))
    await look()
  }
  clock.move(days(1)) // seven
  await crowd.settle()
  await look()
  for (let person = 7; person < 16; person++) {
    await say(crowd, round.id, person, mixed(person))
    await look()
  }
  const before = clock.now()
  clock.move(days(5)) // nine more at the end
  await crowd.settle()
  await look()
  assert.deepEqual([...new Set(told)], [undefined, 7, 16])
  const marks = await crowd.owner.query(
    'select from kit_anonymous_roll natural full join kit_anonymous_held where round_id = $1',
    [round.id],
  )
  assert.equal(marks.rowCount, 0, 'who took part is forgotten with the end')
  await assert.rejects(say(crowd, round.id, 16, 'yes'), refused('round-over'))
  assert.deepEqual(await crowd.run((db) => kindsSince(db, before)), [])

  const few = await open(crowd)
  for (let person = 0; person < 4; person++) await say(crowd, few.id, person, 'yes')
  await letOut(crowd, few.id, true)
  assert.equal(await shown(crowd, few.id), undefined)
  const kept = await crowd.owner.query('select from kit_anonymous_answer where round_id = $1', [few.id])
  assert.equal(kept.rowCount, 0)
})

test('who took part in the last second still answers, and of several releases at the same time one counts', async (t) => {
  t.after(() => clock.reset())
  const told: number[] = []
  const react = async (_db: unknown, _who: unknown, what: { n: number }) => void told.push(what.n)
  roundReleased.take(react)
  const crowd = await aCrowd(6)
  const round = await open(crowd, { closesAt: later(clock.now(), hours(1)) })
  for (let person = 0; person < 5; person++) await say(crowd, round.id, person, CHOICES[person % 3]!)
  const slip = await crowd.run((db) => takePart(db, crowd.now(crowd.staff[5]!.who), round.id))
  clock.move(hours(1) + 1000)
  await crowd.settle()
  assert.equal(await shown(crowd, round.id), undefined)
  await crowd.run((db) => answer(db, slip, { choice: 'yes' }))
  clock.move(minutes(2))
  await Promise.all([1, 2, 3, 4].map(() => letOut(crowd, round.id, true)))
  await crowd.settle()
  assert.equal((await shown(crowd, round.id))?.n, 6)
  assert.ok((await shown(crowd, round.id))?.over)
  assert.deepEqual(told, [6])
})

test('nine are three and six: neither is shown by itself, and not even stored apart', async () => {
  const crowd = await aCrowd(3, 6)
  const round = await open(crowd)
  for (let person = 0; person < 9; person++) await say(crowd, round.id, person, CHOICES[person % 3]!)
  await letOut(crowd, round.id, true)
  const { station, harbour } = crowd.teams
  assert.equal((await shown(crowd, round.id))?.n, 9)
  assert.equal(await shown(crowd, round.id, [station]), undefined)
  assert.equal(await shown(crowd, round.id, [harbour]), undefined)
  assert.deepEqual(await crowd.run((db) => groupsReleased(db, round.id)), [])
  const groups = await crowd.owner.query(
    'select distinct group_id from kit_anonymous_answer where round_id = $1',
    [round.id],
  )
  assert.deepEqual(groups.rows, [{ group_id: null }])
})

test('who moves afterwards is counted where they were, and whoever came later is not asked', async () => {
  const crowd = await aCrowd(6, 6)
  const round = await open(crowd)
  const mover = crowd.staff[0]!.who
  await crowd.run((db) => changeStanding(db, crowd.now(crowd.mara), mover.id, { team: crowd.teams.workshop }))
  const late = await crowd.hire('Nina Late', crowd.teams.station, 'front-line')
  for (let person = 0; person < 12; person++) await say(crowd, round.id, person, CHOICES[person % 3]!)
  await assert.rejects(
    crowd.run((db) => takePart(db, crowd.now(late), round.id)),
    refused('round'),
  )
  await letOut(crowd, round.id, true)
  assert.equal((await shown(crowd, round.id, [crowd.teams.station]))?.n, 6)
  assert.equal(await shown(crowd, round.id, [crowd.teams.workshop]), undefined)
  const asked = await crowd.run((db) => askedSince(db, 'test', later(clock.now(), -days(1))))
  assert.ok(asked.has(mover.id) && !asked.has(late.id))
})

test('words are shown from ten answers on, in another order, and stand apart from what was chosen', async () => {
  const crowd = await aCrowd(12)
  const few = await open(crowd, { words: true })
  for (let person = 0; person < 9; person++)
    await say(crowd, few.id, person, CHOICES[person % 3]!, `w${person}`)
  await letOut(crowd, few.id, true)
  assert.deepEqual((await shown(crowd, few.id))?.words, [])
  const round = await open(crowd, { words: true })
  for (let person = 0; person < 12; person++)
    await say(crowd, round.id, person, CHOICES[person % 3]!, `words ${String.fromCharCode(97 + person)}`)
  await letOut(crowd, round.id, true)
  const found = (await shown(crowd, round.id))?.words ?? []
  assert.equal(found.length, 12)
  assert.notDeepEqual(
    found,
    found.toSorted(),
    'one order in half a thousand million is the one in which they came',
  )
  const without = await open(crowd)
  await say(crowd, without.id, 0, 'yes', 'not asked for')
  const held = await crowd.owner.query('select answers from kit_anonymous_held where round_id = $1', [
    without.id,
  ])
  assert.deepEqual(held.rows[0].answers, [{ g: crowd.teams.station, c: 'yes' }])
})

test('where all say the same it is not said that all do', () => {
  assert.equal(toldOf({ yes: 4 }, 5), undefined)
  assert.deepEqual(toldOf({ yes: 9, no: 2 }, 5)?.of, {
    yes: { n: 9, atLeast: false },
    no: { n: 2, atLeast: false },
  })
  const nearly = toldOf({ yes: 10, no: 1 }, 5)
  assert.deepEqual(nearly, { n: 11, of: { yes: { n: 10, atLeast: true } } })
  assert.deepEqual(toldOf({ yes: 11, no: 0 }, 5), nearly)
})

/** Small groups of every size, of which some are of one mind. */
test('ten thousand pairs of questions never differ by fewer than k, and no group of one mind is had by subtraction', () => {
  const { below } = randomBy(5)
  const k = 5
  let groupsShown = 0
  for (let pair = 0; pair < 10_000; pair++) {
    const all = Array.from({ length: 1 + below(6) }, (_, at) => ({
      id: `g${at}`,
      yes: below(12),
      no: below(3) === 0 ? below(2) : below(6),
    }))
    const told = groupsTold(new Map(all.map(({ id, ...counts }) => [id, counts])), k)
    const size = (some: typeof all) => some.reduce((n, { yes, no }) => n + yes + no, 0)
    if (!told) {
      assert.ok(size(all) < k)
      continue
    }
    groupsShown += told.size
    // A question asks for everybody, or for groups: of those only the ones that have kept their name answer.
    const ask = () => (below(4) === 0 ? all : all.filter(({ id }) => told.has(id) && below(2) === 0))
    const [a, b] = [ask(), ask()]
    for (const apart of [a.filter((one) => !b.includes(one)), b.filter((one) => !a.includes(one))])
      assert.ok(size(apart) === 0 || size(apart) >= k, `${JSON.stringify(all)} shows ${[...told]}`)
    const rest = all.filter(({ id }) => !told.has(id))
    const minds = told.size > 0 ? [rest, ...all.filter(({ id }) => told.has(id)).map((one) => [one])] : []
    for (const some of minds) {
      const yes = some.reduce((n, one) => n + one.yes, 0)
      const one = size(some) === 0 || Math.min(yes, size(some) - yes) >= 2
      assert.ok(
        one,
        `${JSON.stringify(some)} is of one mind, and ${[...told]} of ${JSON.stringify(all)} are shown`,
      )
    }
  }
  assert.ok(groupsShown > 5000, `${groupsShown} groups were shown: hiding all would prove nothing`)
})

test('every question that can be asked of a round: what is shown of some is whole groups of five or more', async () => {
  const crowd = await aCrowd(6, 7, 3)
  const round = await open(crowd)
  for (let person = 0; person < 16; person++) await say(crowd, round.id, person, CHOICES[person % 2]!)
  await letOut(crowd, round.id, true)
  const { station, harbour, workshop } = crowd.teams
  const seen = new Set<number>()
  for (let which = 0; which < 8; which++) {
    const asked = [station, harbour, workshop].filter((_, at) => which & (1 << at))
    seen.add((await shown(crowd, round.id, asked))?.n ?? 0)
  }
  seen.add((await shown(crowd, round.id))?.n ?? 0)
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [0, 7, 16],
    'the three hide with the six',
  )
})

/**
 * The row is moved together within its page, over what it was: where the two meet, marks stand beside each other that
 * never did. How many seams that makes is chance, one mostly; an older state of the row would be eleven.
 */
const SEAMS = 3

test('the row of answers keeps no older state in its file, from which the last one could be told', async () => {
  const crowd = await aCrowd(12)
  // What other tests have left in the file is none of this one's.
  await crowd.owner.query('vacuum full kit_anonymous_held')
  const choices = crowd.staff.map((_, person) => `mark${String.fromCharCode(97 + person)}`)
  const round = await open(crowd, { choices })
  /** Answers that stand beside each other in the bytes of the file, other than they stand in the row itself. */
  const older = async () => {
    await crowd.owner.query('checkpoint')
    const { rows } = await crowd.owner.query<{ file: Buffer; answers: { c: string }[] }>(
      `select pg_read_binary_file(pg_relation_filepath('kit_anonymous_held')) as file, answers
       from kit_anonymous_held where round_id = $1`,
      [round.id],
    )
    const now = rows[0]!.answers.map((one) => one.c).join()
    const found = rows[0]!.file.toString('latin1').match(/mark[a-l]/g) ?? []
    const foreign = found.map((one, at) => at > 0 && !now.includes(`${found[at - 1]},${one}`))
    const runs =
      foreign
        .map((is) => (is ? 'x' : '.'))
        .join('')
        .match(/x+/g) ?? []
    return { all: foreign.filter(Boolean).length, longest: Math.max(0, ...runs.map((run) => run.length)) }
  }
  for (let person = 0; person < 12; person++) await say(crowd, round.id, person, choices[person]!)
  assert.ok((await older()).all > 5, 'the state before the last is there yet, so this can see')
  // The database clears nothing away while anybody, its own cleaner included, may still read what was before.
  let left = await older()
  for (let look = 0; look < 40 && left.all > 1; look++) {
    if (look > 0) await new Promise((go) => setTimeout(go, 100))
    await crowd.run((db) => clearAway(db, round.id))
    left = await older()
  }
  const { rows: readers } = await crowd.owner.query(
    `select datname, application_name, state, backend_type, backend_xmin, left(query, 60) as query from pg_stat_activity
     where backend_xmin is not null and pid <> pg_backend_pid()`,
  )
  assert.ok(
    left.all <= SEAMS && left.longest <= 2,
    `${JSON.stringify(left)}: only seams between the row and what is left of the very same row; ${JSON.stringify(readers)}`,
  )
})
