import { IntervalBars, ShareOverTime, ShareStrip } from '../charts/index.ts'
import * as ui from '../index.ts'
import { Inside, type Made } from './frame.tsx'

const MONTHS = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar']
const FIVES = [0.33, 0.31, 0.34, 0.3, undefined, 0.36, 0.41, 0.44, 0.5, 0.52, 0.55, 0.58]

const POINTS = MONTHS.map((label, at) => {
  const share = FIVES[at]
  const flag = at === 6 ? 'Fee scrapped' : undefined
  return share === undefined
    ? { label, n: 4 }
    : { label, n: 118 + at, share, low: share - 0.08, high: share + 0.08, flag }
})

const station = (name: string, gold: number, plum: number, n: number, note: string, guess: number) => ({
  name,
  n,
  note,
  guess,
  shares: { gold, grey: 1 - gold - plum, plum },
  interval: { low: gold - 0.08, high: gold + 0.08 },
})

const STATIONS = [
  station('Choose', 0.61, 0.05, 141, 'Harbour, Station', 0.58),
  station('Buy', 0.55, 0.06, 190, 'all shops', 0.6),
  station('Bring in', 0.48, 0.09, 118, 'all shops', 0.5),
  { name: 'Wait', n: 6, note: 'workshop' },
  { ...station('Collect', 0.24, 0.34, 122, 'owner: David Lund', 0.6), marked: true, href: '/story' },
  station('Ride', 0.66, 0.04, 110, 'after sales', 0.62),
]

const WORDS = { gold: 'magic', grey: 'mediocre', plum: 'misery' }

export const Figures = (made: Made) => (
  <Inside {...made} at="/figures" title="Journey">
    <ui.PageTitle lead="34 in 100 found it a misery last month (26–43, n 122). Staff had guessed that 60 would love it.">
      Collecting a repair is where we lose people
    </ui.PageTitle>
    <ui.Tabs
      label="Which figures"
      tabs={[
        { label: 'The journey', href: '/figures', current: true },
        { label: 'Fives', href: '/figures?fives' },
        { label: 'Customers lost', href: '/figures?lost' },
      ]}
    />
    <ShareStrip
      title="Collecting a repair is where we lose people"
      desc="Shares in 100 of all who told us, last month."
      stations={STATIONS}
      words={WORDS}
      guessed="what staff guessed"
      hideTitle
    />
    <ui.Columns
      even
      aside={
        <IntervalBars
          title="The workshop’s customers give fewest fives"
          desc="Fives in 100 answers, by team, this quarter."
          bars={[
            { label: 'Harbour', share: 0.66, low: 0.57, high: 0.74, n: 110, tone: 'gold' },
            { label: 'Station', share: 0.55, low: 0.48, high: 0.62, n: 190, href: '/story' },
            { label: 'Phone desk', n: 6 },
            { label: 'Workshop', share: 0.24, low: 0.17, high: 0.32, n: 122, tone: 'plum' },
          ]}
        />
      }
    >
      <ShareOverTime
        title="Fives have nearly doubled since the fee went"
        desc="Fives in 100 answers, by month; the band holds the true share 95 times in 100."
        points={POINTS}
      />
    </ui.Columns>
    <ui.Section title="In their words">
      <ui.Voice by="14 Nov · put right by Ben the same day">Nobody told me it wasn’t ready.</ui.Voice>
      <ui.Voice lang="de" by="9 Nov">
        Sechs Euro, weil mich niemand angerufen hat.
      </ui.Voice>
      <ui.Empty begin={<a href="/forms">Draw your journey</a>}>
        Here is what customers say about each step, once you have drawn the steps.
      </ui.Empty>
    </ui.Section>
  </Inside>
)
