import { z } from 'zod'
import { htmlResponse } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import {
  Button,
  Card,
  Choices,
  Columns,
  Copy,
  Deed,
  Empty,
  Field,
  Form,
  PageTitle,
  Row,
  Rows,
} from '../ui/index.ts'
import { endKey, keys, makeKey, saidOf, scopes } from './bearer.ts'
import { mustAdminister, people } from './people.ts'
import { form, page, staff } from './staff.tsx'

const lowerFirst = (said: string): string => said.charAt(0).toLowerCase() + said.slice(1)

const over = <a href="/company">Company</a>

const keysPage = page('/company/keys', async ({ db, who }) => {
  mustAdminister(who)
  const [all, everybody] = await Promise.all([keys(db), people(db, { left: true })])
  const name = (id: string) => everybody.find((one) => one.id === id)?.name ?? 'somebody'
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const holding = all.filter((key) => !key.ended_at)
  const ended = all.filter((key) => key.ended_at)
  return {
    title: 'Keys',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={over}
          lead="With a key another program acts here as a person, and may only what is ticked."
        >
          Keys
        </PageTitle>
        <Columns
          aside={
            <Card title="Make a key" deed>
              <Form action="/company/keys" plain>
                <Field name="name" label="What it is for" required maxlength={80} placeholder="Web shop" />
                <Field
                  name="person"
                  type="select"
                  label="It acts as"
                  required
                  value={who.id}
                  options={everybody
                    .filter((one) => !one.left_at)
                    .map((one) => ({ value: one.id, label: one.name }))}
                />
                <Choices
                  name="scopes"
                  legend="It may"
                  many
                  small
                  required
                  hint="Tick only what it needs: the name beside each is what the API calls it."
                  choices={scopes().map((value) => ({ value, label: saidOf(value), hint: value }))}
                />
                <Button kind="go">Make the key</Button>
              </Form>
            </Card>
          }
        >
          {holding.length === 0 && (
            <Empty begin={<a href="/api">Read what a key can do</a>}>
              Keys of other programs will stand here: the web shop, the till, a telephone system.
            </Empty>
          )}
          <Rows label="Keys that hold">
            {holding.map((key) => (
              <Row
                title={key.name}
                note={`as ${name(key.person_id)}, since ${day(key.made_at)}`}
                end={
                  <Deed
                    action={`/company/keys/${key.id}/end`}
                    kind="danger"
                    label={`End it: the key ${key.name}`}
                  >
                    End it
                  </Deed>
                }
              >
                <p class="faint">
                  It may: {key.scopes.map((scope) => lowerFirst(saidOf(scope))).join('; ')}.
                </p>
              </Row>
            ))}
          </Rows>
          {ended.length > 0 && (
            <p class="faint">
              Ended: {ended.map((key) => `${key.name} (${key.ended_at ? day(key.ended_at) : ''})`).join(', ')}
              .
            </p>
          )}
        </Columns>
      </>
    ),
  }
})

const makeForm = form(
  '/company/keys',
  z.object({
    name: z.string().trim().min(1, 'Say what the key is for.').max(80),
    person: z.guid(),
    scopes: z.union([z.string(), z.array(z.string())], 'Choose what the key may do.').optional(),
  }),
  async (ask, { name, person, scopes: chosen = [] }) => {
    const { token } = await makeKey(ask.db, ask.who, { name, person, scopes: [chosen].flat() })
    // Answered at once and not by way of another page: the token is shown here and nowhere else.
    return htmlResponse(
      await staff.frame(ask, {
        title: 'The key',
        on: 'company',
        body: (
          <>
            <PageTitle over={over} lead="This is the only time that it is shown: we keep no copy.">
              The key for {name}
            </PageTitle>
            <Copy text={token} label="the key" />
            <p>
              Send it with each request as <code>Authorization: Bearer …</code>. What it can do stands in the{' '}
              <a href="/api">reference of the API</a>.
            </p>
            <p>
              <Button href="/company/keys">I have it, back to the keys</Button>
            </p>
          </>
        ),
      }),
      201,
    )
  },
  '/company/keys',
)

const endForm = form(
  '/company/keys/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await endKey(db, who, param('id'))
    return '/company/keys'
  },
  '/company/keys',
)

export const keyPages = [keysPage, makeForm, endForm]
