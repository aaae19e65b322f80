import {
  type Customer,
  expectVisit,
  mayBeExpected,
  meet,
  noteFact,
  recordPurchase,
} from '../../customers/customers.ts'
import { hearOnce, mayHaveHappened } from '../../interactions/interactions.ts'
import { clock } from '../../kit/clock.ts'
import type { Database, Db } from '../../kit/db.ts'
import { dropFile, readFile } from '../../kit/files.ts'
import type { Id } from '../../kit/ids.ts'
import { enqueue, job } from '../../kit/jobs.ts'
import { tellPages } from '../../kit/live.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Who } from '../../kit/who.ts'
import { company } from '../../people/people.ts'
import { type Touchpoint, touchpoints } from '../../touchpoints/touchpoints.ts'
import type { What } from './plan.ts'
import { type Meant, readRow } from './read-row.ts'
import { type Row, readTable } from './rows.ts'
import { deleteErrors, insertErrors, type Run, selectKnownKeys, selectRun, updateRun } from './store.ts'

const BATCH = 100
const MOST_ERRORS = 1000

export const bringRows = job<{ run: Id }>({
  name: 'import.run',
  run: (database, who, { run }) => runImport(database, who, run),
})
export const begin = (db: Db, run: Id): Promise<void> => enqueue(db, bringRows, { run })

type Sums = { done: number; made: number; known: number; wrong: number }

/**
 * Goes through the whole table in batches, each its own transaction; where it stands is written with each batch.
 * Begun again after a crash it begins at the first row: every row is known by its key, so none is taken twice.
 */
export async function runImport(database: Database, who: Who, id: Id): Promise<void> {
  const set = await database.inCompany(who.company, async (db) => {
    const run = await selectRun(db, id)
    const bytes = run && (await readFile(db, run.hash))
    if (!run || !bytes || run.ended_at) return undefined
    await deleteErrors(db, id)
    const places = new Map(
      (await touchpoints(db)).flatMap((one) => [
        [one.code, one] as const,
        [one.name.toLowerCase(), one] as const,
      ]),
    )
    return {
      run,
      bytes,
      house: await company(db),
      places,
      met: { known: new Map(), last: Promise.resolve() },
    }
  })
  if (!set) return
  const sums: Sums = { done: 0, made: 0, known: 0, wrong: 0 }
  const seen = new Map<string, number>()
  let trouble: string | null = null
  try {
    const table = await readTable(set.bytes)
    for await (const rows of batches(table.rows))
      await database.inCompany(who.company, (db) =>
        batch(db, { ...who, at: clock.now() }, set, rows, sums, seen),
      )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    trouble = error.sentence
  }
  await database.inCompany(who.company, async (db) => {
    await updateRun(db, id, { ...sums, rows: sums.done, ended_at: clock.now(), trouble })
    // What is good to know of somebody is erased on request: it must not stand in a second place.
    const { what, dry, plan, hash } = set.run
    if (what === 'customers' && !dry && !trouble && plan.columns.note !== undefined) await dropFile(db, hash)
    tellPages(db, 'import.ended')
  })
}

type Met = { known: Map<string, Promise<Customer>>; last: Promise<unknown> }
type Places = Map<string, Touchpoint>
type Set = { run: Run; house: { zone: string }; places: Places; met: Met }

async function* batches(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function batch(
  db: Db,
  who: Who,
  set: Set,
  rows: Row[],
  sums: Sums,
  seen: Map<string, number>,
): Promise<void> {
  const { run } = set
  const errors: { line: number; sentence: string }[] = []
  const meant: Meant[] = []
  for (const row of rows)
    attempt(row.line, errors, () => {
      const one = readRow(run.what, row, run.plan, set.house.zone, seen)
      if (!one.on) mayHaveHappened(one.at ?? undefined, who.at)
      meant.push(one)
    })
  const known = await selectKnownKeys(
    db,
    run.what,
    meant.map((one) => one.key),
  )
  // What is known already may be over by now.
  const ahead = meant.filter(
    (one) =>
      known.has(one.key) ||
      attempt(one.line, errors, () => one.on && mayBeExpected(one.on, who.at, set.house.zone)),
  )
  // The rows of a batch travel together.
  await Promise.all(
    ahead.map(async (one) => {
      // Whoever is expected may have been moved: what is known is told once more.
      if (known.has(one.key) && (run.dry || run.what !== 'expected')) sums.known++
      else if (run.dry) sums.made++
      else
        await take(db, who, set, one).then(
          (made) => (made ? sums.made++ : sums.known++),
          (error: unknown) => noteError(one.line, errors, error),
        )
    }),
  )
  sums.done += rows.length
  sums.wrong += errors.length
  if (sums.wrong <= MOST_ERRORS) await insertErrors(db, run.id, errors)
  await updateRun(db, run.id, { ...sums })
  tellPages(db, 'import.going')
}

/** False where it was refused: the sentence is among the errors. */
function attempt(line: number, errors: { line: number; sentence: string }[], deed: () => unknown): boolean {
  try {
    deed()
    return true
  } catch (error) {
    noteError(line, errors, error)
    return false
  }
}

function noteError(line: number, errors: { line: number; sentence: string }[], error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  errors.push({ line, sentence: error.sentence })
}

/** Takes one row by the same deeds that a person's hand would do. True where it was not known before. */
async function take(db: Db, who: Who, { run: { what }, places, met }: Set, one: Meant): Promise<boolean> {
  const customer = await meetOnce(db, who, one, met, what)
  if (what === 'customers') {
    if (one.note && customer) await noteFact(db, who, customer.id, one.note.slice(0, 120))
    return customer?.made_at.getTime() === who.at.getTime()
  }
  if (what === 'purchases') {
    const { made } = await recordPurchase(db, who, {
      customer: customer!.id,
      key: one.key,
      boughtAt: one.at!,
      what: one.text || 'Purchase',
      units: one.quantity,
      amount: one.amount!,
    })
    return made
  }
  const touchpoint = one.touchpoint ? placeOf(one.touchpoint, places) : null
  if (what === 'expected') {
    const { made } = await expectVisit(db, who, {
      customer: customer!.id,
      what: one.text || 'Visit',
      on: one.on!,
      touchpoint: touchpoint?.id,
      team: touchpoint?.team_id,
      source: 'import',
      key: one.key,
    })
    return made
  }
  const { made } = await hearOnce(db, who, {
    kind: one.kind,
    channel: 'import',
    customer: customer?.id ?? null,
    touchpoint: touchpoint?.id ?? null,
    score: one.score,
    own: one.own,
    title: one.title,
    text: one.text,
    language: one.language,
    key: one.key,
    ...(one.at ? { at: one.at } : {}),
    past: true,
  })
  return made
}

/** A customer whom an earlier row has met is not looked for again. */
function meetOnce(db: Db, who: Who, one: Meant, met: Met, what: What): Promise<Customer> | null {
  if (one.name === null && one.addresses.length === 0) return null
  const key = JSON.stringify([one.name, one.addresses])
  const known = met.known.get(key)
  if (known) return known
  // One after another: two rows may be one human, by an address that only the second adds.
  const greet = () =>
    meet(db, who, {
      name: one.name,
      kind: one.organisation ? 'organisation' : 'person',
      language: one.language,
      addresses: one.addresses,
      ...(what === 'customers' && one.at ? { since: one.at.toISOString().slice(0, 10) } : {}),
    })
  const meeting = met.last.then(greet, greet)
  met.last = meeting
  met.known.set(key, meeting)
  meeting.catch(() => met.known.delete(key))
  return meeting
}

function placeOf(name: string, places: Places): Touchpoint {
  const found = places.get(name) ?? places.get(name.toLowerCase())
  if (!found)
    throw new Refusal(
      'invalid',
      'import.touchpoint',
      `There is no touchpoint “${name}”: draw it first, or leave the column out.`,
    )
  return found
}
