import { formatTime, formatWhen } from '../kit/moments.ts'
import type { PlannedShift } from '../limits/limits.ts'
import { isToday } from '../limits/shift-rules.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Buttons, Deed, Row } from '../ui/index.ts'
import type { Visit } from './shift-report.ts'

type Props = { who: Staff; shift: PlannedShift; visit?: Visit | undefined }

/** A shift, with the one thing that this person may do about it now. */
export function ShiftRow({ who, shift, visit }: Props) {
  const mine = shift.by === who.id
  const other = firstName(mine ? shift.beside_name : shift.by_name)
  const { zone } = who.house
  const when = formatWhen(shift.from ?? shift.planned_at, who.at, 'en', zone)
  return (
    <Row
      id={`shift-${shift.id}`}
      title={mine ? `You beside ${other}` : `${other} beside you`}
      href={shift.from ? `/shifts/${shift.id}` : undefined}
      note={when}
    >
      <p class="soft">{stateOf(who, shift, other, visit)}</p>
      <ShiftDeeds who={who} shift={shift} other={other} />
    </Row>
  )
}

function stateOf(who: Staff, shift: PlannedShift, other: string, visit: Visit | undefined): string {
  const mine = shift.by === who.id
  if (visit) {
    const met = visit.met.length
    const what =
      met === 0
        ? 'No limit or rule was met'
        : met === 1
          ? 'One limit or rule was met'
          : `${met} limits and rules were met`
    return `${what}; ${visit.report ? 'the team was told' : 'the team was not told yet'}.`
  }
  if (shift.from && shift.until) return `It runs until ${formatTime(shift.until, 'en', who.house.zone)}.`
  if (shift.yes) return mine ? `${other} said yes.` : 'You said yes. You may call it off at any time.'
  return mine
    ? `${other} has not answered yet.`
    : 'With your limit. They would see who waits for you and your team.'
}

/** Yes or no; begin; end: whichever it is now. */
export function ShiftDeeds({ who, shift, other }: { who: Staff; shift: PlannedShift; other: string }) {
  const mine = shift.by === who.id
  const to = `/shifts/${shift.id}`
  if (shift.from && shift.until) {
    const over = shift.ended_at ?? shift.until
    if (over > who.at)
      return (
        <Deed action={`${to}/end`} id={`end-${shift.id}`}>
          End it now
        </Deed>
      )
    return null
  }
  if (!mine && shift.yes === null)
    return (
      <Buttons>
        <Deed action={`${to}/answer`} hidden={{ yes: 'yes' }} kind="go" id={`yes-${shift.id}`}>
          Yes, {other} may work beside me
        </Deed>
        <Deed action={`${to}/answer`} hidden={{ yes: 'no' }} id={`no-${shift.id}`}>
          No
        </Deed>
      </Buttons>
    )
  return (
    <Buttons>
      {mine && shift.yes && isToday(shift, who) && (
        <Deed action={`${to}/begin`} kind="go" id={`begin-${shift.id}`}>
          Begin the shift with {other}’s limit
        </Deed>
      )}
      <Deed action={`${to}/end`} kind="link" id={`off-${shift.id}`}>
        Call it off
      </Deed>
    </Buttons>
  )
}
