import type { Child } from 'hono/jsx'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { type Staff, type Team, teams } from '../people/people.ts'
import { Rows, Section } from '../ui/index.ts'
import { isLate, type Request, whoseMove } from './request.ts'
import { AskedRow, CameBackRow } from './rows.tsx'
import { sightsOf } from './sight.ts'
import { countWaitingRequests, selectAskedBy, selectOnCases, selectWaitingRequests } from './store.ts'
import { howLong, listed } from './wording.ts'

type Part = { things: number; body: Child } | null

const MOST = 3
const LOOKED_AT = 50

/** The teams whose Today this is: one's own and all beneath it; undefined: the whole house. */
export function teamsOf(all: readonly Team[], who: Staff): Id[] | undefined {
  if (who.level === 'leader') return undefined
  const found = who.team ? [who.team] : []
  for (const id of found)
    for (const team of all) if (team.parent_id === id && !found.includes(team.id)) found.push(team.id)
  return found
}

/** Who waits for my team, what is due first on top, with the answer in its place; also for teams that never see a customer. */
export async function waitingForMyTeam(db: Db, who: Staff, room: number): Promise<Part> {
  const all = await teams(db)
  const mine = teamsOf(all, who)
  if (mine?.length === 0) return null
  const waiting = await selectWaitingRequests(db, { asked: mine }, LOOKED_AT)
  if (waiting.length === 0) return null
  const shown = [...waiting]
    .sort((a, b) => Number(b.team_id === who.team) - Number(a.team_id === who.team))
    .slice(0, Math.max(1, Math.min(room, MOST)))
  const own = shown.every((one) => one.team_id === who.team)
  const name = all.find((team) => team.id === who.team)?.name
  const { waiting: many, late } = await countWaitingRequests(db, mine, who.at)
  return {
    things: shown.length,
    body: (
      <Section
        title={own && name ? `Waiting for ${name}` : 'Team waits for team'}
        id="requests"
        aside={many > shown.length && <a href="/requests">{`all ${many}${late ? `, ${late} late` : ''}`}</a>}
      >
        <Rows label="Who waits for us">
          {(await sightsOf(db, who, shown)).map((sight) => (
            <AskedRow sight={sight} back="today" deeds={sight.one.team_id === who.team} />
          ))}
        </Rows>
      </Section>
    ),
  }
}

const JUDGED_WITHIN = days(14)
const TOLD_FOR = days(2)

/** What came back from other teams to whoever asked: a question, "we cannot", what is done; and what is late. */
export async function answersForMe(db: Db, who: Staff, room: number): Promise<Part> {
  const all = await selectAskedBy(db, who.id, later(who.at, -JUDGED_WITHIN), LOOKED_AT)
  const back = all.filter((one) => cameBack(one, who)).slice(0, Math.max(1, Math.min(room, MOST)))
  if (back.length === 0) return null
  return {
    things: back.length,
    body: (
      <Section title="From other teams" id="came-back">
        <Rows label="What came back from other teams">
          {(await sightsOf(db, who, back)).map((sight) => (
            <CameBackRow sight={sight} back="today" />
          ))}
        </Rows>
      </Section>
    ),
  }
}

function cameBack(one: Request, who: Staff): boolean {
  if (!one.end) return isLate(one, who.at) || whoseMove(one) === 'asker' || one.question !== null
  if (one.end.how === 'done') return who.team !== one.team_id || who.id === one.asker_id
  return one.end.how === 'cannot' && one.end.at > later(who.at, -TOLD_FOR)
}

/** "Waiting for Stores since 2 h": beside a case wherever cases stand in a list. */
export async function waitingInLists(db: Db, who: Staff, cases: readonly Id[]): Promise<Map<Id, string>> {
  const open = (await selectOnCases(db, cases)).filter((one) => !one.end)
  const lines = new Map<Id, string>()
  for (const id of cases) {
    const here = open.filter((one) => one.case_id === id)
    // Whose move it is, at the end of each line of waiting.
    const last = here.filter((one) => !here.some((each) => each.for_id === one.id))
    if (last.length === 0) continue
    const names = listed([...new Set(last.map((one) => one.team))])
    const since = new Date(Math.min(...last.map((one) => one.asked_at.getTime())))
    const late = last.some((one) => isLate(one, who.at)) ? ', late' : ''
    lines.set(id, `Waiting for ${names} since ${howLong(since, who.at)}${late}`)
  }
  return lines
}
