import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { formatWhen } from '../kit/moments.ts'
import { shiftOf, shifts } from '../limits/limits.ts'
import { overAt } from '../limits/shift.ts'
import { isToday } from '../limits/shift-rules.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Button, Card, Deed, Row, Rows, Section, Sentence, Voice } from '../ui/index.ts'
import { Because } from './called.tsx'
import { listOf, openIn } from './list.ts'
import { toldTeam, visitsOf } from './shift-report.ts'
import { ShiftDeeds } from './shift-row.tsx'
import { hasDrawn } from './store-draw.ts'
import { Change } from './told-team.tsx'

type Part = { things: number; body: Child } | null

/** On a leader's Today: whom the lot gave them this week, each with the button that one presses after the call. */
export async function callsToday(db: Db, who: Staff, room: number): Promise<Part> {
  if (await shiftOf(db, who.id, who.at)) return null
  const list = await listOf(db, who)
  if (!list) return who.level === 'leader' && !(await hasDrawn(db)) ? beginning() : null
  // Whoever is to be rung at a later hour waits until then.
  const open = openIn(list).filter((one) => !one.again_at || one.again_at <= who.at)
  const shown = open.slice(0, Math.max(1, Math.min(room, 3)))
  if (shown.length === 0) return null
  return {
    things: shown.length,
    body: (
      <Section
        title="Customers to ring"
        id="calls"
        aside={open.length > shown.length && <a href="/pledges/calls">all of them</a>}
      >
        <Rows label="Customers to ring">
          {shown.map((one) => (
            <Row
              id={`ring-${one.id}`}
              title={<bdi>{one.name}</bdi>}
              href={`/customers/${one.customer_id}`}
              end={
                <Button href={`/pledges/calls?open=${one.id}#call-${one.id}`} label={`I called ${one.name}`}>
                  I called
                </Button>
              }
            >
              <Because one={one} small />
            </Row>
          ))}
        </Rows>
      </Section>
    ),
  }
}

/** Nothing is switched on that nobody asked for. */
const beginning = (): Part => ({
  things: 1,
  body: (
    <Section title="Customers to ring" id="calls">
      <Sentence size="soft">
        Each Monday three customers can be drawn for you: one who left, one we let down, one gone quiet.
      </Sentence>
      <Deed action="/pledges/calls/draw">Draw this week’s three</Deed>
    </Section>
  ),
})

/** A shift that is asked for, may begin today, or is over and not yet told. */
export async function shiftToday(db: Db, who: Staff, room: number): Promise<Part> {
  if (room < 1) return null
  const asked = (await shifts(db, { person: who.id, open: true, most: 10 })).filter(
    (one) => one.planned_at.getTime() > who.at.getTime() - 86_400_000,
  )
  const one =
    asked.find((each) => each.beside === who.id && each.yes === null) ??
    asked.find((each) => each.by === who.id && each.yes && isToday(each, who))
  if (one) {
    const mine = one.by === who.id
    const other = firstName(mine ? one.beside_name : one.by_name)
    const when = formatWhen(one.planned_at, who.at, 'en', who.house.zone)
    return {
      things: 1,
      body: (
        <Card id="shift-today" deed>
          <Sentence size="big">
            {mine
              ? `Your shift beside ${other}: ${when}.`
              : `${one.by_name} asks to work beside you, with your limit: ${when}.`}
          </Sentence>
          {!mine && (
            <Sentence size="soft">
              They would see who waits for you and your team. Your no needs no reason.
            </Sentence>
          )}
          <ShiftDeeds who={who} shift={one} other={other} />
        </Card>
      ),
    }
  }
  return untold(db, who)
}

const REMINDED_FOR = 7 * 86_400_000

async function untold(db: Db, who: Staff): Promise<Part> {
  const found = (await visitsOf(db, who.id, 5)).find(({ shift, report }) => {
    const over = overAt(shift, who.at)
    return shift.by === who.id && !report && over && over.getTime() > who.at.getTime() - REMINDED_FOR
  })
  if (!found) return null
  return {
    things: 1,
    body: (
      <Card id="shift-today" deed>
        <Sentence size="big">
          Tell {firstName(found.shift.beside_name)}’s team what you met on your shift.
        </Sentence>
        <Button href={`/shifts/${found.shift.id}#report`} kind="go">
          Tell them in three lines
        </Button>
      </Card>
    ),
  }
}

/** What a leader met beside one of this team and will change: for a week. */
export async function toldToday(db: Db, who: Staff, room: number): Promise<Part> {
  const [one] = await toldTeam(db, who)
  if (!one?.report || room < 1) return null
  return {
    things: 1,
    body: (
      <Section
        title={`${firstName(one.shift.by_name)} worked beside ${one.shift.beside === who.id ? 'you' : firstName(one.shift.beside_name)}`}
        id="told-team"
      >
        <Voice size="small" by={<a href={`/shifts/${one.shift.id}`}>What was met, and what became of it</a>}>
          {one.report.met}
        </Voice>
        <Change one={one} />
      </Section>
    ),
  }
}
