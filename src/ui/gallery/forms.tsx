import * as ui from '../index.ts'
import { Inside, type Made } from './frame.tsx'

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
