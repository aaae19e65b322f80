import type { Child } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { IntervalBars, ShareOverTime, ShareStrip } from './charts/index.ts'
import * as ui from './index.ts'

/** Pages of sample words that show every part; only the tests draw them. */

const NOW = new Date('2026-03-13T11:22:00Z')
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)

interface Made {
  assets: Assets
  lang?: string | undefined
  nonce?: string | undefined
}

const NAV = [
  { label: 'Today', href: '/desk', icon: 'day', key: 't' },
  { label: 'Customers', href: '/story', icon: 'people', key: 'c' },
  { label: 'Journey', href: '/figures', icon: 'line', key: 'j' },
  { label: 'Wall', href: '/wall', icon: 'frame', key: 'w' },
  { label: 'Company', href: '/forms', icon: 'house', key: 'o' },
] as const

function Inside({ at, title, children, top, ...made }: Made & { at: string; title: string; children: Child; top?: Child }) {
  return (
    <ui.Shell
      {...made}
      title={title}
      company="Halden Cycles"
      zone="Europe/Berlin"
      now={NOW}
      nav={NAV.map((item) => ({ ...item, current: item.href === at }))}
      person={{
        name: 'Ben Okafor',
        links: [
          { label: 'Your page', href: '/me' },
          { label: 'Sign out', href: '/out', post: true },
        ],
      }}
      search={{ action: '/search' }}
      live={{ url: '/events', kinds: ['note.'] }}
      top={top}
    >
      {children}
    </ui.Shell>
  )
}

export const Desk = (made: Made) => (
  <Inside {...made} at="/desk" title="Today">
    <ui.PageTitle lead="Two people wait for you, one since 9:10. Good news first.">Good morning, Ben.</ui.PageTitle>
    <ui.Voice
      size="large"
      by={
        <>
          <ui.Verdict tone="gold">magic</ui.Verdict> · Tom Baker, courier · <a href="/wall">it is on the wall</a> ·
          Priya was thanked too
        </>
      }
    >
      Ben lent me a bike on a Friday evening so I could work. I did not have to explain anything twice.
    </ui.Voice>
    <ui.Columns
      aside={
        <>
          <ui.Card>
            <ui.Sentence size="big">
              You may give <b class="num">€74</b> more to Jonas, and <b class="num">€100</b> to anyone else, without
              asking.
            </ui.Sentence>
            <ui.Gauge share={0.26} label="€26 of €100 given to Jonas this month" />
            <ui.Sentence size="faint">
              This month you gave €188 to five customers. Four of them said it was put right.
            </ui.Sentence>
          </ui.Card>
          <ui.Section title="Everybody here knows" level={3}>
            <ui.Sentence size="soft">
              <b class="num">58 in 100</b> gave a five (50–66). A year ago: 31.
            </ui.Sentence>
            <ui.Sentence size="soft">
              Last customer lost: <a href="/story">Mrs Ito, nine years, over €6</a>.
            </ui.Sentence>
            <ui.Sentence size="soft">
              Last rule scrapped: <s>Storage fee after three days</s>, on Monday.
            </ui.Sentence>
          </ui.Section>
          <ui.Card title="Before you go" level={3}>
            <ui.Form action="/daily">
              <ui.Field
                type="textarea"
                name="did"
                label="What did you do today to add value to a customer relationship?"
                hint="Only you see this."
                rows={2}
                plain
              />
              <ui.Button>Keep it</ui.Button>
            </ui.Form>
          </ui.Card>
        </>
      }
    >
      <ui.Section title="Waiting for you">
        <ui.Rows>
          <ui.Row title="Jonas Weber" href="/story" note="customer since March" end={<ui.Due at={later(38)} />}>
            <ui.Voice size="small">The light you sold me went dead on the way home.</ui.Voice>
            <p class="faint">Wants: a working light by Thursday. You promised to ring before noon.</p>
          </ui.Row>
          <ui.Row
            title="Clara Ferreira"
            href="/figures"
            note="7 years, two children’s bikes"
            end={<ui.Due at={later(300)} />}
          >
            <ui.Voice size="small">Is the blue helmet back?</ui.Voice>
            <p class="faint">
              Waiting for Stores since <ui.Ago at={later(-12)} />
            </p>
          </ui.Row>
        </ui.Rows>
      </ui.Section>
      <ui.Section title="Expected today" aside={<a href="/story">the whole week</a>}>
        <ui.Rows>
          <ui.Row title="Mr. Aydin" end={<ui.Due at={later(220)} />}>
            <p class="soft">
              Collects his repair. Good to know: hard of hearing on the left; his daughter loves the bell.
            </p>
          </ui.Row>
        </ui.Rows>
      </ui.Section>
      <ui.Buttons>
        <ui.Button kind="go" href="/forms">
          Just heard something
        </ui.Button>
        <ui.Button href="/forms">Did something kind</ui.Button>
      </ui.Buttons>
    </ui.Columns>
  </Inside>
)

const GIVE = [
  { value: 'sorry', label: 'Say sorry' },
  { value: 'fix', label: 'Fix' },
  { value: 'extra', label: 'Extra' },
]

export const StoryPage = (made: Made & { heard?: string | undefined }) => (
  <Inside
    {...made}
    at="/story"
    title="The light went dead"
    top={<ui.Undo action="/undo">A call is promised by noon.</ui.Undo>}
  >
    <ui.PageTitle
      over={
        <>
          Jonas Weber · with you since 9:10 · {made.heard ?? 'waiting'}, <span>never told twice</span>
        </>
      }
    >
      The light went dead on the way home
    </ui.PageTitle>
    <ui.Facts
      facts={[
        { name: 'Happened', value: 'A light sold on Saturday failed in the dark.' },
        { name: 'Wants', value: 'A working light by Thursday.' },
        {
          name: 'Promised',
          value: (
            <>
              <b>A call before noon</b> <ui.Due at={later(38)} />
            </>
          ),
        },
      ]}
    />
    <ui.Columns
      aside={
        <>
          <ui.Sheet id="right" title="Put it right">
            <ui.Form action="/give" hidden={{ key: 'k1' }}>
              <ui.ShowChosen>
                <ui.Choices name="kind" legend="How" hideLabel across required choices={GIVE} value="extra" />
                <ui.Part of="kind" value="extra">
                  <ui.MoneyLabel
                    template="Give Jonas {amount} now"
                    currency="EUR"
                    limit="74"
                    above="Ask Carla for {amount}"
                  >
                    <ui.Field type="money" name="amount" label="How much" currency="EUR" value="40" big required hideLabel />
                    <ui.Field name="reason" label="Why" value="afraid in the dark with his son" required />
                    <ui.Sentence>
                      You may give <b class="num">€74</b> more to Jonas this month.{' '}
                      <span class="soft">Likely worth €900–1,600 over three years.</span>
                    </ui.Sentence>
                    <ui.Button kind="go" wide>
                      Give it now
                    </ui.Button>
                  </ui.MoneyLabel>
                </ui.Part>
                <ui.Part of="kind" value="sorry">
                  <ui.Field type="textarea" name="words" label="Your words" required />
                  <ui.Button kind="go" wide>
                    Say sorry to Jonas
                  </ui.Button>
                </ui.Part>
              </ui.ShowChosen>
            </ui.Form>
            <ui.Sentence size="soft">Above €74 Carla is asked. No answer in ten minutes means yes.</ui.Sentence>
          </ui.Sheet>
          <ui.QuietLinks
            links={[
              { label: 'A rule stopped me', href: '/forms', icon: 'stop' },
              { label: 'Hand over, with this brief', href: '/forms', icon: 'hand' },
              { label: 'Waiting for another team', href: '/forms', icon: 'wait' },
            ]}
          />
          <ui.Section title="Good to know" level={3}>
            <p class="soft">Rides to work. Son Emil, four, likes the bell.</p>
          </ui.Section>
        </>
      }
    >
      <ui.Story label="The whole story">
        <ui.Entry when="2 March" kind="bought, Station">
          <p>
            City bike, €890. <a href="/paper">Receipt</a>
          </p>
        </ui.Entry>
        <ui.Entry when="2 March" kind="something kind, noted by Ana">
          <p>Rang the bell with his son; lent the pump.</p>
        </ui.Entry>
        <ui.Entry when="15 June" kind="answered our question">
          <ui.Voice by="a four · “what would have made it a five?” · a call when it is done">
            All good, though nobody said when it would be ready.
          </ui.Voice>
        </ui.Entry>
        <ui.Entry when="today 09:10" kind="by email">
          <ui.Voice>
            The light you sold me went dead on the way home. It was dark and I had my son on the back. I need one that
            works by Thursday.
          </ui.Voice>
        </ui.Entry>
      </ui.Story>
      <ui.Form action="/reply" guard label="Answer">
        <ui.Field type="textarea" name="text" label="Your answer" rows={4} required />
        <ui.Buttons>
          <ui.Button>Send</ui.Button>
          <span class="faint">undo for ten seconds</span>
        </ui.Buttons>
      </ui.Form>
    </ui.Columns>
  </Inside>
)

const MONTHS = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar']
const FIVES = [0.33, 0.31, 0.34, 0.3, undefined, 0.36, 0.41, 0.44, 0.5, 0.52, 0.55, 0.58]

const POINTS = MONTHS.map((label, at) => {
  const share = FIVES[at]
  const flag = at === 6 ? 'Fee scrapped' : undefined
  return share === undefined ? { label, n: 4 } : { label, n: 118 + at, share, low: share - 0.08, high: share + 0.08, flag }
})

const station = (name: string, gold: number, plum: number, n: number, note: string, guess: number) => ({
  name,
  n,
  note,
  guess,
  shares: { gold, grey: 1 - gold - plum, plum },
  interval: { low: gold - 0.08, high: gold + 0.08 },
})

export const STATIONS = [
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

const REFUSED = {
  action: '/settings',
  values: { name: 'Halden', mail: 'ben@', note: 'a <b> & "c"', level: 'lead', colour: 'b', agree: 'yes' },
  sentence: 'An address has an @ and something behind it.',
  field: 'mail',
}

export const Forms = (made: Made & { refused?: boolean | undefined }) => (
  <ui.FormState.Provider value={made.refused === false ? undefined : REFUSED}>
    <Inside {...made} at="/forms" title="Company" top={<ui.Notice>The team Harbour was added.</ui.Notice>}>
      <ui.PageTitle lead="Each part once, with what may go wrong.">Settings</ui.PageTitle>
      <ui.Columns
        aside={
          <>
            <ui.Card title="A link to copy" level={3}>
              <ui.Copy text="https://halden.example/tell-us/harbour" label="link" />
            </ui.Card>
            <ui.Section title="Small deeds" level={3}>
              <ui.Form action="/team" inline>
                <ui.Field name="team" label="A new team" required />
                <ui.Button>Add</ui.Button>
              </ui.Form>
              <ui.Buttons>
                <ui.Deed action="/go" kind="go">
                  Scrap it and tell the five
                </ui.Deed>
                <ui.Deed action="/leave" kind="danger">
                  Forget Mrs Ito
                </ui.Deed>
              </ui.Buttons>
              <ui.Disclosure summary="Why is this asked?">
                <p>Because names change.</p>
              </ui.Disclosure>
            </ui.Section>
          </>
        }
      >
        <ui.Form action="/settings" files guard>
          <ui.Field name="name" label="Name" value="given" required autocomplete="organization" anyScript />
          <ui.Field name="mail" type="email" label="Address" hint="Where answers go." required />
          <ui.Field name="secret" type="password" label="Password" required autocomplete="new-password" />
          <ui.Field name="from" type="date" label="From" value="2026-03-13" />
          <ui.Field name="note" type="textarea" label="Note" value="given" />
          <ui.Field name="limit" type="money" currency="EUR" label="Limit" value="100" />
          <ui.Field
            name="level"
            type="select"
            label="Level"
            none="choose"
            required
            options={[
              { value: 'front', label: 'Front line' },
              { value: 'lead', label: 'Leader' },
            ]}
          />
          <ui.Field
            name="colour"
            type="radio"
            label="Which"
            value="a"
            options={[
              { value: 'a', label: 'The first' },
              { value: 'b', label: 'The second', hint: 'with a hint' },
            ]}
          />
          <ui.Field name="agree" type="checkbox" label="Tell the council" hint="It hears of each switch." />
          <ui.Field name="file" type="file" label="A file" />
          <ui.Rating name="score" legend="How was it?" low="not good" high="a five" value={4} />
          <ui.Buttons>
            <ui.Button kind="go">Save</ui.Button>
            <ui.Button href="/desk">Leave it</ui.Button>
          </ui.Buttons>
        </ui.Form>
        <ui.Table
          caption="Limits by level"
          lines={[
            { name: 'Front line', each: '€100', left: '€74' },
            { name: 'Supervisor', each: '€250', left: '€250' },
            { name: 'Manager', each: '€500', left: '€380' },
          ]}
          columns={[
            { head: 'Level', cell: (line) => line.name },
            { head: 'Each case', cell: (line) => line.each, numeric: true },
            { head: 'Left this month', cell: (line) => line.left, numeric: true },
          ]}
        />
        <ui.Pager previous="/forms?1" next="/forms?3" label="Levels">
          51–100 of about 1,200
        </ui.Pager>
      </ui.Columns>
    </Inside>
  </ui.FormState.Provider>
)

export const TellUs = (made: Made) => (
  <ui.PublicShell
    {...made}
    title="Tell us"
    company="Halden Cycles"
    over={
      <>
        <span>Halden Cycles, Station</span> <b>English</b> <a href="/tell-us?l=de">Deutsch</a>
        <a href="/tell-us?l=ar" lang="ar">
          العربية
        </a>
      </>
    }
    foot={
      <>
        You already wrote to us? <a href="/follow">See where it is</a>
      </>
    }
  >
    <ui.PageTitle lead="Ben or Ana reads this. If you want an answer, you have it by tomorrow, 12:00.">
      Tell us.
    </ui.PageTitle>
    <div>
      <ui.Doors
        doors={[
          { label: 'Something good', href: '/ask' },
          { label: 'Something went wrong', href: '/ask' },
        ]}
      />
      <ui.Doors
        small
        doors={[
          { label: 'A question', href: '/ask' },
          { label: 'An idea', href: '/ask' },
        ]}
      />
    </div>
    <ui.Card>
      <p>
        <b>Or speak with a person</b>
      </p>
      <p>
        <a class="tel num" href="tel:+49405550100" dir="ltr">
          +49 40 555 0100
        </a>
      </p>
      <p class="faint">
        Monday to Saturday, 8–19. No menu. Or <a href="/call">we call you</a>.
      </p>
    </ui.Card>
  </ui.PublicShell>
)

export const Ask = (made: Made) => (
  <ui.PublicShell {...made} title="What went wrong" company="Halden Cycles" over="Halden Cycles, Station">
    <ui.PageTitle lead="As you would tell a friend.">What went wrong?</ui.PageTitle>
    <ui.Form action="/ask">
      <ui.Field type="textarea" name="text" label="In your words" rows={5} required />
      <ui.Field type="textarea" name="wish" label="What would put it right?" rows={2} />
      <ui.Choices
        name="answer"
        legend="Shall we answer?"
        required
        choices={[
          { value: 'mail', label: 'By email' },
          { value: 'call', label: 'Please ring me', hint: 'Monday to Saturday, 8–19' },
          { value: 'none', label: 'No answer needed' },
        ]}
      />
      <ui.Rating name="score" legend="And all in all?" low="bad" high="could not be better" />
      <ui.Button kind="go" wide>
        Send it to Ben and Ana
      </ui.Button>
    </ui.Form>
    <ui.Section title="Where it is">
      <ui.Steps
        label="Where it is"
        steps={[
          { label: 'Heard', note: 'today, 9:10', state: 'done' },
          { label: 'With Ben', note: 'he rings before noon', state: 'now' },
          { label: 'Put right', state: 'ahead' },
          { label: 'What we changed', state: 'ahead' },
        ]}
      />
    </ui.Section>
  </ui.PublicShell>
)

export const Wall = (made: Made) => (
  <ui.WallShell
    {...made}
    title="Wall"
    company="Halden Cycles"
    who="Ben, and Priya in the workshop"
    what="lent a bike on a Friday evening so that Tom could work"
    note="23 thank-yous this week"
    live={{ url: '/events' }}
  >
    <ui.Voice>I did not have to explain anything twice.</ui.Voice>
  </ui.WallShell>
)

export const Paper = (made: Made) => (
  <ui.PrintShell {...made} title="Sheet" company="Halden Cycles">
    <ui.PageTitle over="Halden Cycles, Station" lead="In a minute, on your phone, in your language.">
      Tell us how it was.
    </ui.PageTitle>
    <ui.Sentence size="big">halden.example/s/station</ui.Sentence>
  </ui.PrintShell>
)
