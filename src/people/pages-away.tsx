import { DateTime } from 'luxon'
import { z } from 'zod'
import { dayIn } from '../kit/endpoint.ts'
import { formatDate } from '../kit/moments.ts'
import { Button, Deed, Disclosure, Field, Form, Row, Rows, Section } from '../ui/index.ts'
import { beAway, endAbsence } from './absence.ts'
import { type Absence, firstName, type Person, type Staff } from './people.ts'
import { form } from './staff.tsx'

const back = '/company/people/:id'
const at = (id: string) => `/company/people/${id}`

type AwayProps = { one: Person; who: Staff; own: Absence[]; everybody: Person[]; may: boolean }

/** When somebody is away and who stands in, with the form that plans it. */
export function Away({ one, who, own, everybody, may }: AwayProps) {
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const standIn = (id: string | null) => everybody.find((each) => each.id === id)?.name
  return (
    <Section title="Away">
      {own.length === 0 && <p class="soft">{firstName(one.name)} is not away, and no days are planned.</p>}
      <Rows>
        {own.map((each) => (
          <Row
            title={`${day(each.from_at)} to ${day(new Date(each.until_at.getTime() - 1))}`}
            end={
              may && (
                <Deed action={`/company/people/${one.id}/absences/${each.id}/end`} kind="link">
                  Take back
                </Deed>
              )
            }
          >
            <p>
              {standIn(each.stand_in_id) ? `${standIn(each.stand_in_id)} stands in.` : 'Nobody stands in.'}
            </p>
          </Row>
        ))}
      </Rows>
      {may && (
        <Disclosure summary="Plan days away">
          <Form action={`/company/people/${one.id}/absences`}>
            <Field name="from" type="date" label="First day" required />
            <Field name="until" type="date" label="Last day" required />
            <Field
              name="standIn"
              type="select"
              label="Who stands in"
              none="nobody"
              plain
              options={everybody
                .filter((each) => each.id !== one.id)
                .map((each) => ({ value: each.id, label: each.name }))}
            />
            <Button>Plan these days</Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

const awayForm = form(
  `${back}/absences`,
  z.object({
    from: dayIn('Say the first day.'),
    until: dayIn('Say the last day.'),
    standIn: z.union([z.literal(''), z.guid()]).default(''),
  }),
  async ({ db, who, param }, { from, until, standIn }) => {
    const day = (text: string) => DateTime.fromISO(text, { zone: who.house.zone }).startOf('day')
    await beAway(db, who, param('id'), {
      from: day(from).toJSDate(),
      until: day(until).plus({ days: 1 }).toJSDate(),
      standIn: standIn || null,
    })
    return at(param('id'))
  },
  back,
)

const endAwayForm = form(
  `${back}/absences/:absence/end`,
  z.object({}),
  async ({ db, who, param }) => {
    await endAbsence(db, who, param('id'), param('absence'))
    return at(param('id'))
  },
  back,
)

export const awayPages = [awayForm, endAwayForm]
