import type { Context } from 'hono'
import { htmlResponse, type Refused } from '../../kit/doors.ts'
import { dress, refusedAround } from '../../people/frame.tsx'
import { baseUrl } from '../../people/pages-door.tsx'
import type { Company } from '../../people/people.ts'
import { Button, Card, Field, Form, PageTitle, PanelShell, Sentence } from '../../ui/index.ts'

/** In a frame, before anybody has said who they are: signing in happens in a tab, a short code brings it here. */
export function strangerPage(
  c: Context,
  house: Company | undefined,
  kept: boolean,
  refused?: Refused,
  here = addressOf(c),
): Promise<Response> {
  const tab = `${baseUrl()}/panel/connect`
  const body = (
    <>
      <PageTitle over={house?.name ?? 'Makegood'}>Who are you?</PageTitle>
      {kept ? (
        <>
          <Sentence>
            Once a day: open Makegood in a tab, where you sign in and are shown a code. Type it here.
          </Sentence>
          <p>
            <a class="btn quiet" href={tab} target="_blank" rel="noopener">
              Show me a code
            </a>
          </p>
          <Card deed title="The code">
            <Form
              action="/panel/code"
              id="code"
              hidden={{ company: house?.slug ?? c.req.query('company'), back: here }}
              plain
            >
              <Field
                name="code"
                label="Code"
                hideLabel
                required
                maxlength={20}
                autocomplete="one-time-code"
                placeholder="BCDF-2346"
              />
              <Button kind="go">Open my panel here</Button>
            </Form>
          </Card>
        </>
      ) : (
        <Sentence>
          In a frame this works only where Makegood itself is reached by https: a browser keeps nothing here
          otherwise.{' '}
          <a href={`${baseUrl()}${here}`} target="_blank" rel="noopener">
            Open it in a tab
          </a>
        </Sentence>
      )}
    </>
  )
  return htmlResponse(
    (
      <PanelShell assets={dress()} title="Panel" company={house?.name ?? 'Makegood'} lang="en">
        {refusedAround(refused, body as never)}
      </PanelShell>
    ) as never,
    refused?.status ?? 200,
  )
}

function addressOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname === '/panel' ? pathname + search : '/panel'
}
