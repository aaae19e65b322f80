import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { teams as allTeams, rank, type Staff } from '../people/people.ts'
import { howManyWaitFor, requestsEnded, requestsFor } from '../requests/requests.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Row, Rows, Section, Sentence } from '../ui/index.ts'
import type { Day } from './gather.ts'
import { inWords } from './sentences.ts'

/** Also where nobody has drawn yet who serves where. */
async function meetsCustomers(db: Db, team: Id): Promise<boolean> {
  const serving = (await touchpoints(db)).flatMap((one) => one.team_id ?? [])
  return serving.length === 0 || serving.includes(team)
}

/** What other teams wait for, of one's own team; a manager's teams are told of beneath. */
export async function requestsForMine(db: Db, who: Staff) {
  if (!who.team || who.house.small) return undefined
  const own = (await allTeams(db)).find((one) => one.id === who.team)
  if (!own) return undefined
  return { many: (await howManyWaitFor(db, [own.id], who.at)).waiting, whom: own.name }
}

/** Only of answers of which somebody said it. */
function whetherItHelped(judged: number, helped: number): string {
  if (judged === 0) return 'Whether it helped is said by whoever asked, with one tap.'
  if (judged === 1) return `They told of one answer: it ${helped === 1 ? 'helped' : 'did not help'}.`
  const all = helped === judged
  return `Of ${inWords(judged)} answers ${all ? 'all' : helped === 0 ? 'none' : inWords(helped)} helped, they said.`
}

const LATELY = days(90)
const MOST = 3

/**
 * Who is my customer? Whoever is asked by other teams, or meets no customer, has colleagues for customers. Null for
 * whoever leads, and where somebody waits: a customer goes first.
 */
export async function customersInside(db: Db, { as: who, wait, asked: { forMe } }: Day) {
  const team = who.team
  if (!team || who.house.small || rank(who.level) >= rank('manager')) return null
  if (wait.rows.length > 0 || forMe.length > 0) return null
  const since = later(who.at, -LATELY)
  const asked = [
    ...(await requestsFor(db, [team], 200)),
    ...(await requestsEnded(db, { asked: [team] }, 200)),
  ]
  const lately = asked.filter((one) => one.at >= since)
  if (lately.length === 0 && (await meetsCustomers(db, team))) return null
  const by = new Map<string, number>()
  for (const one of lately) by.set(one.from, (by.get(one.from) ?? 0) + 1)
  const judged = lately.flatMap((one) => one.helped ?? [])
  const teams = [...by].sort(([, a], [, b]) => b - a).slice(0, MOST)
  return (
    <Section title="Your customers" id="inside">
      {teams.length === 0 ? (
        <Sentence size="soft">
          Your customers are colleagues: whoever stands before a customer and waits for you. As soon as a team
          asks yours for something, it stands here, with the customer behind it.
        </Sentence>
      ) : (
        <>
          <Rows label="Who asks us">
            {teams.map(([name, n]) => (
              <Row
                title={<bdi>{name}</bdi>}
                note={`asked ${n === 1 ? 'once' : `${inWords(n)} times`} in three months`}
              />
            ))}
          </Rows>
          <Sentence size="faint">
            {whetherItHelped(judged.length, judged.filter((one) => one.helped).length)}
          </Sentence>
        </>
      )}
    </Section>
  )
}
