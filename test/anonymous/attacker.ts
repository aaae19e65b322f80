// Somebody with every right over the database, and all the time in the world, on one committed moment of it.
import type pg from 'pg'
import type { Id } from '../../src/kit/ids.ts'

type Found = { table: string; xmin: string; ctid: string; row: Record<string, unknown>; text: string }
/** What is known of each of them, by a name of how it is known; only what differs from one to the next can order. */
type Clues = Map<string, Map<string, bigint>>

/** Every row of every table of a company, as it is stored: with its transaction and its place in the file. */
async function everything(owner: pg.Pool, company: Id): Promise<Found[]> {
  const { rows: tables } = await owner.query<{ schema: string; name: string; walled: boolean }>(
    `select n.nspname as schema, c.relname as name,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id') as walled
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker', 'naive') order by 1, 2`,
  )
  const parts = tables.map(
    ({ schema, name, walled }) =>
      `select '${name}' as "table", t.xmin::text, t.ctid::text, to_jsonb(t) as "row", to_jsonb(t)::text as text
       from ${schema}.${name} t ${walled ? `where t.company_id = '${company}'` : ''}`,
  )
  return (await owner.query<Found>(parts.join(' union all '))).rows
}

const placeOf = (ctid: string): number => {
  const [block = 0, line = 0] = ctid.slice(1, -1).split(',').map(Number)
  return block * 100_000 + line
}

/** All by which rows that speak of somebody (or hold an answer) can be put in an order. */
function cluesOf(all: readonly Found[], names: readonly string[]): Clues {
  const clues: Clues = new Map()
  const note = (clue: string, name: string, value: number | bigint) => {
    const of = clues.get(clue) ?? new Map<string, bigint>()
    const [now, before] = [BigInt(typeof value === 'number' ? Math.trunc(value) : value), of.get(name)]
    clues.set(clue, of.set(name, before !== undefined && before > now ? before : now))
  }
  for (const name of names)
    for (const { table, xmin, ctid, row, text } of all) {
      const at = text.indexOf(name)
      if (at < 0) continue
      note(`${table}.xmin`, name, Number(xmin))
      note(`${table}.ctid`, name, placeOf(ctid))
      note(`${table} within`, name, at)
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'number') note(`${table}.${column}`, name, value)
        if (typeof value !== 'string') continue
        if (/^\d{4}-\d\d-\d\d/.test(value)) note(`${table}.${column}`, name, Date.parse(value))
        else if (/^[0-9a-f]{8}-/.test(value) && value !== name)
          note(`${table}.${column}`, name, BigInt(`0x${value.replaceAll('-', '')}`))
      }
    }
  return clues
}

/**
 * Pairs each of `people` with one of `answers` by every clue on one side with every clue on the other, in the same
 * order and the other way round, and where two say the very same. Returns how many pairs were right by each way.
 */
export async function attack(
  owner: pg.Pool,
  company: Id,
  people: readonly string[],
  answers: readonly string[],
): Promise<Map<string, number>> {
  const all = await everything(owner, company)
  const [of, said] = [cluesOf(all, people), cluesOf(all, answers)]
  const right = new Map<string, number>()
  const together = people.filter((one, place) =>
    all.some(
      ({ text }) =>
        text.includes(one) &&
        text.includes(`"${answers[place]}"`) &&
        !text.includes(`"${answers[(place + 1) % answers.length]}"`),
    ),
  )
  right.set('in one row', together.length)
  for (const [mine, whose] of of)
    for (const [theirs, what] of said) {
      const [a, b] = [ordered(people, whose), ordered(answers, what)]
      const count = (b: readonly string[]) =>
        a.filter((one, place) => people.indexOf(one) === answers.indexOf(b[place] ?? '')).length
      right.set(`${mine} ↔ ${theirs}`, count(b))
      right.set(`${mine} ↔ ${theirs}, backwards`, count(b.toReversed()))
      right.set(
        `${mine} = ${theirs}`,
        people.filter((one, place) => {
          const same = answers.filter((each) => what.get(each) === whose.get(one))
          return whose.has(one) && same.length === 1 && same[0] === answers[place]
        }).length,
      )
    }
  return right
}

/** By the clue; what it does not tell apart is in an order drawn by lot. */
const ordered = (names: readonly string[], clue: Map<string, bigint>): string[] =>
  names
    .map((name) => ({ name, by: clue.get(name) ?? 0n, lot: Math.random() }))
    .sort((a, b) => (a.by === b.by ? a.lot - b.lot : a.by < b.by ? -1 : 1))
    .map(({ name }) => name)

/** Over many runs: the way of pairing that was right most often, and how many it had right on average. */
export function best(runs: readonly Map<string, number>[]): { way: string; right: number } {
  const sums = new Map<string, number>()
  for (const run of runs) for (const [way, n] of run) sums.set(way, (sums.get(way) ?? 0) + n)
  const [way, right] = [...sums].sort(([, a], [, b]) => b - a)[0] ?? ['none', 0]
  return { way, right: right / runs.length }
}
