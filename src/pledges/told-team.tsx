import { DateTime } from 'luxon'
import { formatDate, formatTime } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { overAt } from '../limits/shift.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Ago, Button, Card, Empty, Field, Form, Row, Rows, Section, Sentence, Voice } from '../ui/index.ts'
import type { Visit } from './shift-report.ts'

const day = (iso: string): string => formatDate(new Date(`${iso}T12:00:00Z`), 'en', 'UTC')

/** What the leader told the team, what they met, and what has become of it. */
export function VisitTold({ one, who }: { one: Visit; who: Staff }) {
  const { shift, met, report } = one
  const { zone } = who.house
  const until = overAt(shift, who.at) ?? shift.until
  const first = firstName(shift.by_name)
  return (
    <>
      {shift.from && until && (
        <Sentence size="soft">
          {formatDate(shift.from, 'en', zone)}, {formatTime(shift.from, 'en', zone)} to{' '}
          {formatTime(until, 'en', zone)}, with {firstName(shift.beside_name)}’s limit.
        </Sentence>
      )}
      {report && (
        <Section title={`What ${first} told the team`} id="told">
          <Voice size="large">{report.met}</Voice>
          <Change one={one} />
        </Section>
      )}
      <Section title="Limits and rules met" id="met">
        {met.length === 0 ? (
          <Empty>Here is what stopped {first} on this shift: so far nothing did.</Empty>
        ) : (
          <Rows label="Met on this shift">
            {met.map((each) => (
              <Row
                title={titleOf(each)}
                href={
                  each.policy
                    ? `/rules/${each.policy.id}`
                    : each.case_id
                      ? `/cases/${each.case_id}`
                      : undefined
                }
                note={<Ago at={each.at} />}
              >
                <p class="soft">{becameOf(each)}</p>
              </Row>
            ))}
          </Rows>
        )}
      </Section>
    </>
  )
}

export const Change = ({ one: { shift, report } }: { one: Visit }) =>
  report ? (
    <>
      <p>
        <b>
          {firstName(shift.by_name)} will change, by {day(report.by_day)}:
        </b>{' '}
        <span dir="auto">{report.change}</span>
      </p>
      {report.changed && report.changed_at && (
        <p>
          <b>
            Done, <Ago at={report.changed_at} />:
          </b>{' '}
          <span dir="auto">{report.changed}</span>
        </p>
      )}
    </>
  ) : null

type Met = Visit['met'][number]

function titleOf(one: Met): string {
  const amount =
    one.minor !== null && one.currency ? formatMoney({ minor: one.minor, currency: one.currency }, 'en') : ''
  if (one.how === 'rule') return `“${one.policy?.name ?? 'A rule'}”`
  if (one.how === 'asked') return `Had to ask for ${amount}`
  return `Was refused ${amount}`
}

function becameOf(one: Met): string {
  const about = one.case_title ? `On “${one.case_title}”. ` : ''
  if (one.how === 'rule') return `${about}${RULE[one.policy?.state ?? 'awaiting']}`
  if (one.how === 'refused') return `${about}The limit left no room.`
  const asked = firstName(one.asked ?? 'somebody')
  if (!one.answered_at) return `${about}${asked} was asked.`
  return `${about}Waited ${waited(one.at, one.answered_at)} for ${asked}’s ${one.answer === 'no' ? 'no' : 'yes'}.`
}

const RULE = {
  awaiting: 'Its owner has not decided yet.',
  defended: 'It was kept, with a reason and an end.',
  scrapped: 'It is gone.',
  changed: 'It was set anew.',
} as const

function waited(from: Date, to: Date): string {
  const seconds = Math.round((to.getTime() - from.getTime()) / 1000)
  if (seconds < 120) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
}

/** The short report back; afterwards, that it was done. */
export function TellTeam({ one: { shift, report }, who }: { one: Visit; who: Staff }) {
  if (report?.changed) return null
  if (report)
    return (
      <Card title="Has it changed?" id="changed" deed>
        <Form action={`/shifts/${shift.id}/changed`} id="changed-f">
          <Field name="how" label="What has changed" required maxlength={400} />
          <Button kind="go">Tell the team that it is done</Button>
        </Form>
      </Card>
    )
  const inAWeek = DateTime.fromJSDate(who.at, { zone: who.house.zone }).plus({ weeks: 1 }).toISODate() ?? ''
  return (
    <Card title="Tell the team" id="report" deed>
      <Form action={`/shifts/${shift.id}/report`} id="report-f" guard>
        <Field name="met" type="textarea" label="What I met" rows={3} required maxlength={2000} />
        <Field name="change" type="textarea" label="What I will change" rows={2} required maxlength={1000} />
        <Field name="by" type="date" label="By when" value={inAWeek} required />
        <Sentence size="soft">It stands on their Today for a week, and stays here.</Sentence>
        <Button kind="go">Tell {firstName(shift.beside_name)}’s team</Button>
      </Form>
    </Card>
  )
}
