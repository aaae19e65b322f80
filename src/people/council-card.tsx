import { Button, Card, Deed, Disclosure, Field, Form, Row, Rows, Section } from '../ui/index.ts'
import type { Person, Staff } from './people.ts'

type CouncilProps = { members: readonly Person[]; everybody: readonly Person[]; who: Staff }

export function Council({ members, everybody, who }: CouncilProps) {
  const could = everybody.filter((one) => !one.admin && !members.some((each) => each.id === one.id))
  return (
    <Section title="Staff council" id="council">
      {members.length === 0 && (
        <p class="soft">
          Nobody is named. Who is on it reads this table, the notices and the openings of histories, and
          switches nothing.
        </p>
      )}
      <Rows label="Staff council">
        {members.map((one) => (
          <Row title={one.name}>
            {who.admin && (
              <Deed
                action={`/company/council/${one.id}/end`}
                kind="link"
                label={`${one.name} is no longer on it`}
              >
                No longer
              </Deed>
            )}
          </Row>
        ))}
      </Rows>
      {who.admin && could.length > 0 && (
        <Disclosure summary="Name somebody">
          <Form action="/company/council" id="name">
            <Field
              name="person"
              type="select"
              label="Who?"
              required
              none="Choose somebody"
              options={could.map((one) => ({ value: one.id, label: one.name }))}
            />
            <Button>Put them on the council</Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

export const LeastGroup = ({ k, who }: { k: number; who: Staff }) => (
  <Card title="Anonymous answers" id="least" level={3}>
    <p>
      They are shown when {k} or more have come, never fewer. Free words from {Math.max(k, 10)} on.
    </p>
    {who.admin && (
      <Disclosure summary="Ask for more">
        <Form action="/company/switches/least" id="least-group" inline>
          <Field name="k" type="number" label="At least" required min={5} max={50} value={k} size={3} />
          <Button>Keep this</Button>
        </Form>
      </Disclosure>
    )}
  </Card>
)
