import { z } from 'zod'
import { htmlResponse, type Leaf } from '../../kit/doors.ts'
import { formatWhen } from '../../kit/moments.ts'
import { frame } from '../../people/frame.tsx'
import { form, page } from '../../people/staff.tsx'
import {
  Button,
  Buttons,
  Card,
  Deed,
  Empty,
  Form,
  PageTitle,
  Row,
  Rows,
  Section,
  Sentence,
} from '../../ui/index.ts'
import { endPanels, giveCode, panelsOf } from './code.ts'
import { desks } from './desks.ts'

const over = <a href="/company/telephone">Telephone and panel</a>

/** Where one comes from a frame, signed in here: a code to type there. */
const connect = page('/panel/connect', async ({ db, who }) => {
  const [all, open] = [await desks(db), await panelsOf(db, who)]
  return {
    title: 'Your panel elsewhere',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={over}
          lead="A code opens your panel in another program, for twelve hours. Tell it nobody: whoever types it acts as you there."
        >
          Your panel in another program
        </PageTitle>
        {all.length === 0 ? (
          <Empty begin={<a href="/company/telephone">How it is done</a>}>
            No other program may show the panel yet. An administrator lists it.
          </Empty>
        ) : (
          <Card deed title="In which program?">
            <Form action="/panel/connect" plain>
              <Buttons>
                {all.map((origin) => (
                  <Button kind="go" name="origin" value={origin}>
                    Show a code for {new URL(origin).host}
                  </Button>
                ))}
              </Buttons>
            </Form>
          </Card>
        )}
        {open.length > 0 && (
          <Section title="Opened today">
            <Rows>
              {open.map((panel) => (
                <Row title={new URL(panel.origin).host}>
                  <p>Since {formatWhen(panel.at, who.at, 'en', who.house.zone)}.</p>
                </Row>
              ))}
            </Rows>
            <Deed action="/panel/end" kind="danger">
              End all of them
            </Deed>
          </Section>
        )}
      </>
    ),
  }
})

const code = form(
  '/panel/connect',
  z.object({ origin: z.string().max(300) }),
  async (ask, { origin }) => {
    const given = await giveCode(ask.db, ask.who, origin)
    const body = (
      <>
        <PageTitle over={over}>Type this in {new URL(origin).host}</PageTitle>
        <Card deed>
          <Sentence size="big">
            <span class="num" id="code">
              {given}
            </span>
          </Sentence>
          <Sentence>It holds for five minutes, once, and only there.</Sentence>
        </Card>
      </>
    )
    return htmlResponse(await frame(ask, { title: 'Your code', on: 'company', body }))
  },
  '/panel/connect',
)

const end = form(
  '/panel/end',
  z.object({}),
  async ({ db, who }) => {
    await endPanels(db, who)
    return '/panel/connect'
  },
  '/panel/connect',
)

export const connectPages: Leaf[] = [connect, code, end]
