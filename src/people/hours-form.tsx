import { z } from 'zod'
import { Refusal } from '../kit/refusal.ts'
import { Field, FieldLines } from '../ui/index.ts'
import { type Hours, hoursShape, type Period, WEEKDAYS, type Weekday } from './hours.ts'

const NAMES: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
// A morning and an afternoon: who opens three times a day says so through the API.
const SPANS = ['1', '2'] as const

const name = (day: Weekday, end: 'from' | 'to', span: string) => `${day}_${end}${span}`

/** A week of opening hours as plain time fields: an empty line is a closed day. */
export function HoursFields({ hours }: { hours: Hours }) {
  const time = (day: Weekday, end: 'from' | 'to', span: (typeof SPANS)[number]) => (
    <Field
      type="time"
      name={name(day, end, span)}
      label={`${NAMES[day]}, ${span === '2' ? 'again ' : ''}${end}`}
      hideLabel
      plain
      value={shown(hours.week[day]?.[Number(span) - 1]?.[end === 'from' ? 0 : 1])}
    />
  )
  return (
    <>
      <FieldLines
        lines={WEEKDAYS.map((day) => ({
          legend: NAMES[day],
          pairs: SPANS.map((span) => [time(day, 'from', span), time(day, 'to', span)] as const),
        }))}
      />
      <Field
        type="textarea"
        name="closed"
        label="Closed on these days"
        hint="One date a line, as 2026-12-25."
        rows={2}
        value={hours.closed.join('\n')}
      />
    </>
  )
}

const shown = (time: string | undefined) => (time === '24:00' ? '00:00' : (time ?? ''))

const time = z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is as 08:30.')])

/** The members that HoursFields sends, for the shape of a form. */
export const hoursMembers: Record<string, z.ZodType<string | undefined>> = Object.fromEntries([
  ...WEEKDAYS.flatMap((day) =>
    SPANS.flatMap((span) => [
      [name(day, 'from', span), time.optional()],
      [name(day, 'to', span), time.optional()],
    ]),
  ),
  ['closed', z.string().max(4000).optional()],
])

/** What was sent, as hours; refuses a time without its other end, and a date that is none. */
export function hoursOf(sent: Readonly<Record<string, unknown>>, zone: string): Hours {
  const week = Object.fromEntries(
    WEEKDAYS.map((day) => [day, SPANS.flatMap((span) => periodOf(sent, day, span))]),
  )
  const closed = [
    ...new Set(
      String(sent.closed ?? '')
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ].sort()
  const read = hoursShape.safeParse({ zone, week, closed })
  if (read.success) return read.data
  const field = read.error.issues[0]?.path[0] === 'closed' ? 'closed' : undefined
  throw new Refusal(
    'invalid',
    'hours',
    field ? 'A day is a date such as 2026-12-25, one on each line.' : 'These hours cannot be read.',
    { field },
  )
}

function periodOf(sent: Readonly<Record<string, unknown>>, day: Weekday, span: string): Period[] {
  const [from, to] = (['from', 'to'] as const).map((end) => String(sent[name(day, end, span)] ?? ''))
  if (!from && !to) return []
  if (from && to) return [[from, to]]
  throw new Refusal(
    'invalid',
    'hours-half',
    `${NAMES[day]} says only ${from ? 'when it begins' : 'when it ends'}.`,
    {
      field: name(day, from ? 'to' : 'from', span),
    },
  )
}
