import type { Child } from 'hono/jsx'
import { type Case, promisesOf } from '../cases/cases.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Staff, teams } from '../people/people.ts'
import { Disclosure, Section } from '../ui/index.ts'
import { Answering, type At } from './answering.tsx'
import { AskForm } from './ask-form.tsx'
import { Withdrawing } from './asking.tsx'
import { Drawn } from './drawn.tsx'
import type { Request } from './request.ts'
import { WhatCameBack } from './rows.tsx'
import { type Sight, sightsOf } from './sight.ts'
import { selectOnCases } from './store.ts'

/** What ended stays in sight for so long, then in the story alone. */
const FRESH = days(7)

/** On a case: who waits for whom, what came back, and one sentence to another team. */
export async function waitingForTeams(db: Db, who: Staff, one: Case): Promise<Child | null> {
  const [all, requests] = await Promise.all([teams(db), selectOnCases(db, [one.id])])
  const shown = requests.filter((each) => !each.end || isFresh(each, who))
  // Where there is nobody else to ask, nothing is to be seen of it.
  const others = all.filter((team) => team.id !== who.team)
  if (shown.length === 0 && (!one.waiting || others.length === 0)) return null
  const sights = await sightsOf(db, who, shown)
  const due = (await promisesOf(db, [one.id])).find((promise) => !promise.end)?.due_at ?? null
  const form = one.waiting && others.length > 0 && (
    <AskForm who={who} one={one} teams={all} promised={due} back="case" />
  )
  if (sights.length === 0)
    return (
      <Disclosure summary="Waiting for another team" id="requests">
        {form}
      </Disclosure>
    )
  return (
    <Section title={titleOf(shown)} level={3} id="requests">
      <Drawn requests={shown} who={who} />
      {sights.map((sight) => (
        <OnCase sight={sight} back="case" />
      ))}
      {form && <Disclosure summary="Ask another team">{form}</Disclosure>}
    </Section>
  )
}

const isFresh = ({ end }: Request, who: Staff): boolean =>
  end !== null && end.how !== 'withdrawn' && end.at > later(who.at, -FRESH)

function titleOf(shown: readonly Request[]): string {
  const open = shown.filter((one) => !one.end)
  const last = open.filter((one) => !open.some((each) => each.for_id === one.id)).map((one) => one.team)
  return last.length > 0 ? `Waiting for ${[...new Set(last)].join(' and ')}` : 'From another team'
}

function OnCase({ sight, back }: At) {
  const { who, one, asker } = sight
  return (
    <div class="each" id={`request-${one.id}`}>
      <p>
        <a href={`/requests/${one.id}`}>
          {one.from} asked {one.team}
        </a>
        : <span dir="auto">{one.what}</span>
      </p>
      {one.end && <p class="faint">{endIn(sight)}</p>}
      <WhatCameBack sight={sight} back={back} />
      {!one.end && who.team === one.team_id && <Answering sight={sight} back={back} />}
      {!one.end && asker && <Withdrawing sight={sight} back={back} />}
    </div>
  )
}

export function endIn({ one }: Pick<Sight, 'one'>): string {
  if (!one.end) return ''
  if (one.end.how === 'cannot') return `${one.team} cannot.`
  if (one.end.how === 'withdrawn') return 'Not needed any more.'
  const helped = one.helped && (one.helped.helped ? ' It helped.' : ' It did not help.')
  return `${one.team} has done it.${helped ?? ''}`
}
