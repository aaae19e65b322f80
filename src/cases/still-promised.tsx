import type { Child } from 'hono/jsx'
import { customersById, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { Deed, Due, Row, Rows, Section } from '../ui/index.ts'
import { selectStillPromised } from './store-owed.ts'

const MOST = 3

/** Part of Today: what was put right, and something was promised with it that is still to be done. */
export async function stillPromised(
  db: Db,
  who: Staff,
  room: number,
): Promise<{ things: number; body: Child } | null> {
  const owed = await selectStillPromised(
    db,
    { person: who.id, team: who.team },
    Math.max(1, Math.min(room, MOST)),
  )
  if (owed.length === 0) return null
  const customers = await customersById(
    db,
    owed.flatMap((one) => one.customer_id ?? []),
  )
  return {
    things: owed.length,
    body: (
      <Section title="Put right, and still promised" id="still-promised">
        <Rows label="Put right, and still promised">
          {owed.map((one) => (
            <Row
              id={`owed-${one.id}`}
              title={<bdi>{nameOf(one.customer_id ? customers.get(one.customer_id) : null)}</bdi>}
              href={`/cases/${one.case_id}`}
              note={`case ${one.number}`}
              end={<Due at={one.due_at} now={who.at} />}
            >
              <p dir="auto">{one.what}</p>
              <Deed
                action={`/cases/${one.case_id}/promises/${one.id}/keep`}
                hidden={{ back: 'today' }}
                id={`keep-${one.id}`}
                label={`It is kept: ${one.what}`}
              >
                It is kept
              </Deed>
            </Row>
          ))}
        </Rows>
      </Section>
    ),
  }
}
