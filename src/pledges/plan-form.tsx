import { DateTime } from 'luxon'
import { isOpen, nextOpening } from '../people/hours.ts'
import type { Person, Staff } from '../people/people.ts'
import { Button, Field, FieldRow, Form, Sentence } from '../ui/index.ts'
import { onTheWall } from './days.ts'

/** When, how long, beside whom: the front line first. */
export const PlanForm = ({ who, beside }: { who: Staff; beside: readonly Person[] }) => {
  const front = [...beside].sort(
    (a, b) =>
      Number(a.level !== 'front-line') - Number(b.level !== 'front-line') || a.name.localeCompare(b.name),
  )
  return (
    <Form action="/shifts" id="plan-f">
      <Field
        name="beside"
        type="select"
        label="Beside whom"
        none="Choose a colleague"
        required
        options={front.map((one) => ({ value: one.id, label: one.name }))}
      />
      <FieldRow legend="When">
        <Field
          name="planned"
          type="datetime-local"
          label="From"
          value={onTheWall(nextHour(who), who.house.zone)}
          required
        />
        <Field name="hours" type="number" label="Hours" value={2} min={0.5} max={8} step={0.5} required />
      </FieldRow>
      <Sentence size="soft">
        They are asked first. With their yes you may begin on that day, and both of you see it on every page.
      </Sentence>
      <Button kind="go">Ask them for a shift</Button>
    </Form>
  )
}

/** The next whole hour in which the house is open. */
function nextHour({ at, house }: Staff): Date {
  const next = wholeHour(at, house.zone)
  return isOpen(house.hours, next) ? next : (nextOpening(house.hours, next) ?? next)
}

const wholeHour = (at: Date, zone: string): Date =>
  DateTime.fromJSDate(at, { zone }).plus({ hours: 1 }).startOf('hour').toJSDate()
