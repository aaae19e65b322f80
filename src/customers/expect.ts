import { record } from '../history/history.ts'
import { type Db, isDatabaseError } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { customer } from './canonical.ts'
import type { Expected, Source } from './expected.ts'
import { mayBeExpected, mustBeKey, type When, whatWords } from './expected-rules.ts'
import { houseOf } from './meet.ts'
import { deleteState, insertExpected, lockExpected, type Row, updateExpected } from './store-expected.ts'

export type Expecting = {
  customer: Id
  /** What they come for, as one says it: "Collects his repair". */
  what: string
  on: When
  touchpoint?: Id | null | undefined
  team?: Id | null | undefined
  source: Source
  /** The number under which that source knows it; by hand none is needed. */
  key?: string | undefined
}

/**
 * A customer is expected. The same key of the same source again tells what is true now: it is moved where it was, and
 * on again if it had been called off; told the same twice, nothing happens. Who has come is not moved any more.
 */
export async function expectVisit(
  db: Db,
  who: Who,
  what: Expecting,
): Promise<{ expected: Expected; made: boolean }> {
  const house = await houseOf(db, who)
  const guest = await customer(db, what.customer)
  const id = newId(who.at)
  const row: Row = {
    id,
    customer_id: guest.id,
    source: what.source,
    key: mustBeKey(what.key ?? id),
    what: whatWords(what.what),
    day: what.on.day ?? null,
    at: what.on.at ?? null,
    touchpoint_id: what.touchpoint ?? null,
    team_id: what.team ?? null,
    made_at: who.at,
    by_id: who.id,
  }
  const { source, key } = row
  const known = await lockExpected(db, { source, key })
  if (known) return { expected: await tellAnew(db, who, known, row, house.zone), made: false }
  mayBeExpected(what.on, who.at, house.zone)
  if (!(await insertExpected(db, row).catch(noSuchPlace))) {
    const twin = await lockExpected(db, { source, key })
    if (!twin) throw new Error('A key that is taken belongs to a visit.')
    return { expected: await tellAnew(db, who, twin, row, house.zone), made: false }
  }
  await record(db, who, 'customers.expected', guest.id, { expected: id, source: row.source, ...onLine(row) })
  return { expected: { ...row, off_at: null, off_by: null, came_at: null }, made: true }
}

/** What the source says now. A change puts it on again: nobody moves what is off. */
async function tellAnew(db: Db, who: Who, known: Expected, row: Row, zone: string): Promise<Expected> {
  const change = {
    customer_id: row.customer_id,
    what: row.what,
    day: row.day,
    at: row.at,
    touchpoint_id: row.touchpoint_id,
    team_id: row.team_id,
  }
  const moved = known.day !== row.day || known.at?.getTime() !== row.at?.getTime()
  const other = (['customer_id', 'what', 'touchpoint_id', 'team_id'] as const).some(
    (name) => known[name] !== change[name],
  )
  if (known.came_at || (!moved && !other)) return known
  if (moved) mayBeExpected(row.at ? { at: row.at } : { day: row.day ?? '' }, who.at, zone)
  await updateExpected(db, known.id, change).catch(noSuchPlace)
  if (moved) await deleteState(db, 'customers_called_off', known.id)
  await record(db, who, moved ? 'customers.expected-moved' : 'customers.expected-changed', row.customer_id, {
    expected: known.id,
    ...(moved ? { from: known.day ?? known.at, to: row.day ?? row.at } : {}),
    ...(known.customer_id === row.customer_id ? {} : { instead: known.customer_id }),
  })
  return { ...known, ...change, ...(moved ? { off_at: null, off_by: null } : {}) }
}

const onLine = ({ day, at, team_id }: Row) => ({ on: day ?? at, ...(team_id ? { team: team_id } : {}) })

/** What a foreign key says of ids that mean nothing here. */
function noSuchPlace(error: unknown): never {
  if (isDatabaseError(error, '23503') && error instanceof Error && 'constraint' in error) {
    const field = String(error.constraint).includes('touchpoint') ? 'touchpoint' : 'team'
    throw new Refusal('not-found', field, `There is no such ${field} here.`, { field })
  }
  throw error
}
