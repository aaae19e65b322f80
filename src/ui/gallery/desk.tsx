import * as ui from '../index.ts'
import { Inside, later, type Made } from './frame.tsx'

export const Desk = (made: Made) => (
  <Inside {...made} at="/desk" title="Today">
    <ui.PageTitle lead="Two people wait for you, one since 9:10. Good news first.">
      Good morning, Ben.
    </ui.PageTitle>
    <ui.Voice
      size="large"
      by={
        <>
          <ui.Verdict tone="gold">magic</ui.Verdict> · Tom Baker, courier ·{' '}
          <a href="/wall">it is on the wall</a> · Priya was thanked too
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
              You may give <b class="num">€74</b> more to Jonas, and <b class="num">€100</b> to anyone else,
              without asking.
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
          <ui.Row
            title="Jonas Weber"
            href="/story"
            note="customer since March"
            end={<ui.Due at={later(38)} />}
          >
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
