import { page } from '../people/staff.tsx'
import { type IntervalBar, IntervalBars, ShareOverTime } from '../ui/charts/index.ts'
import { Columns, Empty, PageTitle, QuietLinks, Section, Sentence, Stack } from '../ui/index.ts'
import { fivesLead, fivesTitle, lineTitle } from './finding.ts'
import { type Fives, readFives } from './fives.ts'
import { periodOf, resultsAt } from './links.ts'
import { periodNames } from './period.ts'
import { Periods } from './periods.tsx'
import { Said } from './said.tsx'
import { inHundred, LEAST, type Told } from './told.ts'
import { wordsBelow } from './words-below.ts'

export const fivesPage = page('/results', async ({ db, who, query }) => {
  const asked = { period: periodOf(query('period')), team: query('team'), touchpoint: query('touchpoint') }
  const found = await readFives(db, who, asked)
  const words = await wordsBelow(db, {
    below: 5,
    touchpoint: found.touchpoint?.id,
    team: found.team?.id,
    since: found.span.from,
    most: MOST_WORDS,
  })
  return {
    title: fivesTitle(found),
    on: 'journey',
    body: (
      <>
        <PageTitle over={<Where found={found} />} lead={fivesLead(found, found.period)}>
          {fivesTitle(found)}
        </PageTitle>
        <Periods kept={asked} path="/results" />
        <OverTime found={found} />
        <Columns aside={<Groups found={found} />}>
          <Section title="What would have made it a five?">
            {words.length > 0 ? (
              words.map((one) => <Said one={one.said} name={one.name} />)
            ) : (
              <Empty begin={<a href="/journey/qr">Print the sheet for the counter</a>}>
                What customers write who gave less than a five stands here, in their own words.
              </Empty>
            )}
          </Section>
        </Columns>
        <QuietLinks
          links={[
            {
              label: 'The journey, place by place',
              href: resultsAt('/results/journey', { period: found.period }),
            },
            { label: 'Download as a table (CSV)', href: resultsAt('/results', asked, '.csv') },
          ]}
        />
      </>
    ),
  }
})

const MOST_WORDS = 6

/** Whose fives these are, and the way back to all of them. */
function Where({ found: { team, touchpoint, period } }: { found: Fives }) {
  if (!team && !touchpoint) return <>Fives, at every place and in every team</>
  return (
    <>
      Only {[touchpoint?.name, team?.name].filter(Boolean).join(', ')} ·{' '}
      <a href={resultsAt('/results', { period })}>show all</a>
    </>
  )
}

const LEAST_POINTS = 3

function OverTime({ found }: { found: Fives }) {
  if (found.line.filter((step) => step.share).length < LEAST_POINTS)
    return (
      <Sentence size="faint">
        No line is drawn yet: a {found.by} is told from {LEAST} answers on.
      </Sentence>
    )
  return (
    <ShareOverTime
      title={lineTitle(found)}
      desc={`Fives in 100 answers, ${found.by} by ${found.by}; the band is the range that 95 in 100 such counts would cover.`}
      points={found.line.map(({ label, n, share }) => ({ label, n, ...bare(share) }))}
      note={`A ${found.by} is told from ${LEAST} answers on.`}
    />
  )
}

function Groups({ found }: { found: Fives }) {
  const { period, team, touchpoint } = found
  const places = found.touchpoints.map((one) =>
    barOf(
      one.touchpoint.name,
      resultsAt('/results', { period, team: team?.id, touchpoint: one.touchpoint.id }),
      one.told,
    ),
  )
  const shown = found.teams.flatMap((one) =>
    one.told
      ? [
          barOf(
            one.team.name,
            resultsAt('/results', { period, team: one.team.id, touchpoint: touchpoint?.id }),
            one.told,
          ),
        ]
      : [],
  )
  const small = found.teams.filter((one) => !one.told).map((one) => one.team.name)
  return (
    <Stack>
      {!touchpoint && places.length > 0 && (
        <IntervalBars
          title={spread(
            'place',
            found.touchpoints.map((one) => one.told),
          )}
          desc={`Fives in 100 answers in ${periodNames[period]}, in the order of the journey.`}
          bars={places}
          heads={{ name: 'Place', share: 'In 100', interval: 'Between', n: 'Answers' }}
        />
      )}
      {!team && shown.length > 0 && (
        <IntervalBars
          title={spread(
            'team',
            found.teams.flatMap((one) => one.told ?? []),
          )}
          desc={`Fives in 100 answers in ${periodNames[period]}, by name: nobody is ranked.`}
          bars={shown}
          heads={{ name: 'Team', share: 'In 100', interval: 'Between', n: 'Answers' }}
        />
      )}
      {!team && small.length > 0 && (
        <Sentence size="faint">
          Not shown by themselves: {small.join(', ')}. So few work there that the figure would be about a
          person.
        </Sentence>
      )}
    </Stack>
  )
}

/** The finding of some bars: whether the lines of doubt leave any difference. */
function spread(what: 'place' | 'team', all: readonly Told[]): string {
  const told = all.flatMap((one) => one.share ?? [])
  if (told.length === 0) return `Too few to say, ${what} by ${what}`
  const [low, high] = [Math.max(...told.map((one) => one.low)), Math.min(...told.map((one) => one.high))]
  if (told.length > 1 && low > high) {
    const shares = told.map((one) => inHundred(one.share))
    return `From ${Math.min(...shares)} to ${Math.max(...shares)}, ${what} by ${what}`
  }
  return told.length === 1 ? `${inHundred(told[0]?.share ?? 0)} in 100` : `No ${what} stands out`
}

const barOf = (label: string, href: string, { n, share }: Told): IntervalBar => ({
  label,
  href,
  n,
  ...bare(share),
})
const bare = (share: Told['share']) => (share ? { share: share.share, low: share.low, high: share.high } : {})
