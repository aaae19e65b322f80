import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { inHundred, LEAST, type Told } from '../stats/told.ts'
import { IntervalBars } from '../ui/charts/index.ts'
import { Empty, Section, Sentence, Stack, Table } from '../ui/index.ts'
import { type HowItWent, howItWent, LEAST_ANSWERS } from './went.ts'

/** Whether it helped, and how soon somebody answered, team by team. */
export async function Went({ db, who }: { db: Db; who: Staff }) {
  const { shown, small } = await howItWent(db, who.at)
  return (
    <Stack>
      {shown.length === 0 && small.length === 0 ? (
        <Empty>
          Here will be how often what a team did has helped, and how soon it answers. It begins with the first
          team that asks another from a case.
        </Empty>
      ) : (
        <Helped shown={shown} />
      )}
      {shown.length > 0 && (
        <Section title="How soon a team answers">
          <Table
            caption="Half of the first answers came within this time, by the clock, nights included"
            columns={[
              { head: 'Team', cell: (one: HowItWent) => one.team.name },
              {
                head: 'Half within',
                cell: (one) => (one.median === undefined ? 'too few to say' : inTime(one.median)),
                numeric: true,
              },
              { head: 'Answers', cell: (one) => one.answered, numeric: true },
            ]}
            lines={shown}
          />
          <Sentence size="faint">Told from {LEAST_ANSWERS} answers on.</Sentence>
        </Section>
      )}
      {small.length > 0 && (
        <Sentence size="faint">
          Not shown by themselves: {small.map((team) => team.name).join(', ')}. So few work there that the
          figure would be about a person.
        </Sentence>
      )}
    </Stack>
  )
}

const Helped = ({ shown }: { shown: readonly HowItWent[] }) =>
  shown.length === 0 ? null : shown.every((one) => !one.helped.share) ? (
    <Sentence>
      Too few to say yet whether it helped:{' '}
      {shown.map((one) => `${one.team.name} ${one.helped.n}`).join(', ')} judged. A share is told from {LEAST}{' '}
      on.
    </Sentence>
  ) : (
    <IntervalBars
      title={finding(shown.map((one) => one.helped))}
      desc="Of 100 that a team did and somebody judged in the last ninety days, so many helped; by name, nobody is ranked."
      bars={shown.map(({ team, helped: { n, share } }) => ({
        label: team.name,
        n,
        ...(share ? { share: share.share, low: share.low, high: share.high } : {}),
      }))}
      heads={{ name: 'Team', share: 'In 100', interval: 'Between', n: 'Judged' }}
      note={`A share is told from ${LEAST} on.`}
    />
  )

function finding(all: readonly Told[]): string {
  const told = all.flatMap((one) => one.share ?? [])
  const shares = told.map((one) => inHundred(one.share))
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  return least === most ? `${most} in 100 helped` : `Between ${least} and ${most} in 100 helped, team by team`
}

export function inTime(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours === 1 ? '1 hour' : `${hours} hours`
}
