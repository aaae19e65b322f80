import type { Child } from 'hono/jsx'
import { firstName, type Staff } from '../people/people.ts'
import { Due, Row, Voice } from '../ui/index.ts'
import { Answering, type At } from './answering.tsx'
import { Judging, Replying } from './asking.tsx'
import { isLate, type Request } from './request.ts'
import type { Sight } from './sight.ts'
import { bare, clipped, owedIn, whenIn } from './wording.ts'

/** What another team waits for: the customer's words, what was promised to them, and the answer in its place. */
export function AskedRow({ sight, back, deeds }: At & { deeds: boolean }) {
  const { who, one, about, name } = sight
  return (
    <Row
      id={`request-${one.id}`}
      title={<bdi>{name}</bdi>}
      href={`/requests/${one.id}`}
      note={who.team === one.team_id ? `${one.from} waits` : `${one.from} waits for ${one.team}`}
      end={one.due_at && <Due at={one.due_at} now={who.at} />}
    >
      <Words sight={sight} />
      <p>
        Asks for: <b dir="auto">{one.what}</b>
      </p>
      <p class="faint">
        {about.promised && about.promised_by && (
          <>
            {capital(name)} was promised: <bdi>{bare(clipped(about.promised))}</bdi>, by{' '}
            {whenIn(about.promised_by, who)}.{' '}
          </>
        )}
        <Standing sight={sight} />
      </p>
      {deeds && <Answering sight={sight} back={back} />}
    </Row>
  )
}

export const Words = ({ sight: { about } }: { sight: Sight }) => (
  <Voice size="small" lang={about.language ?? undefined}>
    {clipped(about.words ?? about.happened)}
  </Voice>
)

/** Beside what the customer was promised: that this one is the team's. */
const whoOwes = (one: Request, who: Staff): string =>
  one.promise && one.due_at
    ? `${one.team} promised it by ${whenIn(one.due_at, who)}${isLate(one, who.at) ? ': late' : ''}`
    : capital(owedIn(one, who))

/** How it stands, in a sentence or two. */
export function Standing({ sight: { who, one } }: { sight: Sight }): Child {
  const mine = one.taken?.by_id === who.id
  return (
    <>
      {whoOwes(one, who)}. {one.taken && (mine ? 'You do it. ' : `${firstName(one.taken.by)} does it. `)}
      {one.question && (
        <>
          {one.team} asked: <bdi>{one.question.text}</bdi>
        </>
      )}
    </>
  )
}

/** What came back to whoever asked, or is late, and what they may say to it. */
export function CameBackRow({ sight, back }: At) {
  const { who, one, name } = sight
  return (
    <Row
      id={`request-${one.id}`}
      title={<bdi>{name}</bdi>}
      href={`/cases/${one.case_id}`}
      note={cameBack(sight)}
      end={one.due_at && <Due at={one.due_at} now={who.at} />}
    >
      <p class="soft">
        {one.asker_id === who.id ? 'You' : one.from} asked {one.team}: <span dir="auto">{one.what}</span>
      </p>
      <WhatCameBack sight={sight} back={back} />
    </Row>
  )
}

function cameBack({ one, who }: Sight): string {
  if (one.end) return one.end.how === 'done' ? `${one.team} has done it` : `${one.team} cannot`
  if (one.question) return `${one.team} asks back`
  if (isLate(one, who.at)) return `${one.team} keeps you waiting`
  return one.promise ? `${one.team} has promised it` : `${one.team} is asked`
}

/** The answer itself, with the deeds of whoever asked. */
export function WhatCameBack({ sight, back }: At) {
  const { one, asker } = sight
  return (
    <>
      {one.end?.word && (
        <p>
          “<bdi>{one.end.word}</bdi>”
        </p>
      )}
      {!one.end && (
        <p class="faint">
          <Standing sight={sight} />
        </p>
      )}
      {asker && !one.end && one.question && <Replying sight={sight} back={back} />}
      {asker && one.end?.how === 'done' && !one.helped && <Judging sight={sight} back={back} />}
    </>
  )
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
