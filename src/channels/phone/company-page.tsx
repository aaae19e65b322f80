import type { Child } from 'hono/jsx'
import { z } from 'zod'
import type { Leaf } from '../../kit/doors.ts'
import { baseUrl } from '../../people/pages-door.tsx'
import { form, page } from '../../people/staff.tsx'
import {
  Button,
  Card,
  Columns,
  Copy,
  Deed,
  Empty,
  Field,
  Form,
  PageTitle,
  Row,
  Rows,
  Section,
  Table,
} from '../../ui/index.ts'
import { desks, listDesk, unlistDesk } from './desks.ts'

/** How telephone systems name the number of whoever rings, in the address that they open. */
const PLACEHOLDERS: readonly [system: string, placeholder: string][] = [
  ['3CX', '%CallerNumber%'],
  ['Asterisk, FreePBX', `\${CALLERID(num)}`],
  ['gloCOM (Bicom)', '%CALLERID%'],
  ['Ringotel', '$caller$'],
  ['Wildix', '{CALLERNUM}'],
]

const telephone = page('/company/telephone', async ({ db, who }) => {
  const listed = await desks(db)
  const base = baseUrl()
  const panel = `${base}/panel?company=${who.house.slug}&phone=`
  return {
    title: 'Telephone and panel',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="When somebody rings, their story opens by itself; and beside another program stands what you need of it."
        >
          Telephone and panel
        </PageTitle>
        <Columns aside={<Desks listed={listed} admin={who.admin} />}>
          <Section title="A call opens the story">
            <p>
              Whatever rings can open an address: a telephone system, a softphone, a browser. In its settings,
              under “open an address on an incoming call”, write this, with its own word for the number at the
              end:
            </p>
            <Copy label="address for the telephone system" text={`${base}/find?phone=%NUMBER%`} />
            <Table<readonly [string, string]>
              caption="What stands for the number"
              lines={[...PLACEHOLDERS]}
              columns={[
                { head: 'System', cell: ([system]) => system },
                { head: 'Write', cell: ([, placeholder]) => <code>{placeholder}</code> },
              ]}
            />
            <Hints />
          </Section>
          <Section title="A panel beside another program">
            <p>
              Mail, shop or helpdesk programs can show an address in a frame. This one is 320 px wide and has
              the brief, what is good to know, what you may give, and puts it right:
            </p>
            <Copy label="address of the panel" text={`${panel}%NUMBER%`} />
            <p class="soft">
              By email address it is the same with <code>email=</code> in the place of <code>phone=</code>.
              Only programs on the list may show it. Each person types a code there once a day:{' '}
              <a href="/panel/connect">show me a code</a>.
            </p>
          </Section>
        </Columns>
      </>
    ),
  }
})

const Hints = (): Child => (
  <ul class="soft">
    <li>
      The number may be written in any way: with or without its country, with an extension, as a tel: or sip:
      address.
    </li>
    <li>
      For an email address it is <code>/find?email=</code>.
    </li>
    <li>Whoever is not signed in signs in first, and then comes to the story.</li>
    <li>
      To ring from here, click any number: your computer’s own telephone program takes tel: links, once it is
      chosen for them in the system’s settings.
    </li>
  </ul>
)

const Desks = ({ listed, admin }: { listed: readonly string[]; admin: boolean }) => (
  <>
    <Section title="May show the panel">
      {listed.length === 0 ? (
        <Empty>No program may. The programs that an administrator lists will stand here.</Empty>
      ) : (
        <Rows>
          {listed.map((origin) => (
            <Row
              title={origin}
              end={
                admin && (
                  <Deed
                    action="/company/telephone/unlist"
                    hidden={{ origin }}
                    id={`unlist-${new URL(origin).host}`}
                    label={`Take ${origin} off the list`}
                  >
                    Take it off
                  </Deed>
                )
              }
            />
          ))}
        </Rows>
      )}
    </Section>
    {admin ? (
      <Card deed title="Another program">
        <Form action="/company/telephone">
          <Field
            name="origin"
            type="url"
            label="Its address"
            placeholder="https://desk.example"
            required
            maxlength={300}
            hint="Pages of this address may show the panel in a frame, and nobody else’s. Everybody there then gives money with one look and one press: list only what you trust."
          />
          <Button kind="go">Let it show the panel</Button>
        </Form>
      </Card>
    ) : (
      <p class="soft">An administrator can list a program.</p>
    )}
  </>
)

export const companyPages: Leaf[] = [
  telephone,
  form(
    '/company/telephone',
    z.object({ origin: z.string().trim().min(1, 'Write its address.').max(300) }),
    async ({ db, who }, { origin }) => {
      await listDesk(db, who, origin)
      return '/company/telephone'
    },
    '/company/telephone',
  ),
  form(
    '/company/telephone/unlist',
    z.object({ origin: z.string().max(300) }),
    async ({ db, who }, { origin }) => {
      await unlistDesk(db, who, origin)
      return '/company/telephone'
    },
    '/company/telephone',
  ),
]
