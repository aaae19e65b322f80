import { allIdsOf, type Customer } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { Staff } from '../people/people.ts'
import { Ago, Button, Due, Row, Rows, Section } from '../ui/index.ts'
import { caseForms } from './forms.ts'
import { casesList } from './list.tsx'
import { newCase } from './new.tsx'
import { casePage } from './page.tsx'
import { selectCasesOf } from './store.ts'

export const casesPages: Leaf[] = [casesList, ...newCase, casePage, ...caseForms]

const SHOWN = 5

/** Beside a customer's story: what waits, and the way to write down what went wrong. */
export async function casesPanel(db: Db, who: Staff, one: Customer) {
  const all = await selectCasesOf(db, await allIdsOf(db, one.id), 50)
  const shown = [...all.filter((each) => each.waiting), ...all.filter((each) => !each.waiting)].slice(
    0,
    SHOWN,
  )
  return (
    <Section title="Cases" level={3} id="cases">
      {shown.length > 0 && (
        <Rows>
          {shown.map((each) => (
            <Row
              title={<span dir="auto">{each.title}</span>}
              href={`/cases/${each.id}`}
              end={
                each.due_at ? <Due at={each.due_at} now={who.at} /> : <Ago at={each.opened_at} now={who.at} />
              }
            >
              <p class="faint">
                {each.waiting ? `waits, case ${each.number}` : `put right, case ${each.number}`}
              </p>
            </Row>
          ))}
        </Rows>
      )}
      <p>
        <Button href={`/cases/new?customer=${one.id}`}>Open a case</Button>
      </p>
    </Section>
  )
}
