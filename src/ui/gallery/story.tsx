import * as ui from '../index.ts'
import { Inside, later, type Made } from './frame.tsx'

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
                    <ui.Field
                      type="money"
                      name="amount"
                      label="How much"
                      currency="EUR"
                      value="40"
                      big
                      required
                      hideLabel
                    />
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
            <ui.Sentence size="soft">
              Above €74 Carla is asked. No answer in ten minutes means yes.
            </ui.Sentence>
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
            The light you sold me went dead on the way home. It was dark and I had my son on the back. I need
            one that works by Thursday.
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
