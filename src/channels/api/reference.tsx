import type { Leaf } from '../../kit/doors.ts'
import type { Endpoint } from '../../kit/endpoint.ts'
import { doorPage } from '../../people/door.tsx'
import { baseUrl } from '../../people/entrance.ts'
import { page, staff } from '../../people/staff.tsx'
import { Columns, Disclosure, PageTitle, QuietLinks, Section, Table } from '../../ui/index.ts'
import { curlOf, gives, type Member, takes } from './members.ts'

/** What the API can do, written from the contracts that serve it: it cannot say anything else than they do. */
export function referenceLeaf(endpoints: readonly Endpoint[]): Leaf {
  const shown = () => ({ title: 'API', on: 'company', body: <Reference endpoints={endpoints} /> })
  const inside = page('/api', async () => shown())
  const outside = doorPage('/api', async () => shown())
  return {
    method: 'get',
    path: '/api',
    handle: async (c, house) => ((await staff.find(c, house.database)) ? inside : outside).handle(c, house),
  }
}

const wordOf = (endpoint: Endpoint) => endpoint.path.split('/')[1] ?? ''
const capital = (word: string) => word.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())

function Reference({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const words = [...new Set(endpoints.map(wordOf))]
  return (
    <>
      <PageTitle lead="Everything that the pages can do, for other programs. The same checks stand behind both.">
        API
      </PageTitle>
      <Columns
        aside={
          <Section title="On this page" level={3}>
            <QuietLinks links={words.map((word) => ({ label: capital(word), href: `#${word}` }))} />
            <p>
              <a href="/api/openapi.json">The same as OpenAPI 3.1</a>
            </p>
          </Section>
        }
      >
        <Ground />
        {words.map((word) => (
          <Section title={capital(word)} id={word}>
            {endpoints
              .filter((endpoint) => wordOf(endpoint) === word)
              .map((endpoint) => (
                <One endpoint={endpoint} />
              ))}
          </Section>
        ))}
      </Columns>
    </>
  )
}

const Ground = () => (
  <Section title="How it works">
    <p>
      An administrator makes a <a href="/company/keys">key</a>. Send it with each request as{' '}
      <code>Authorization: Bearer …</code>; it acts as one person, within the scopes that were ticked.
    </p>
    <p>
      Send and receive JSON. Moments are ISO 8601 with a zone, money is a whole number of the smallest unit
      with its currency. What a contract does not name is refused, not dropped.
    </p>
    <p>
      A <code>POST</code> with an <code>Idempotency-Key</code> happens once, however often it is sent. Lists
      come in pages: give <code>next</code> back as <code>after</code>.
    </p>
    <p>
      An error is <code>application/problem+json</code> (RFC 9457): <code>title</code> is a sentence that may
      be shown, <code>type</code> is for programs, <code>field</code> names the member it is about.
    </p>
  </Section>
)

const One = ({ endpoint }: { endpoint: Endpoint }) => (
  <article class="reference">
    <h3>
      {endpoint.method.toUpperCase()} {endpoint.path}
    </h3>
    <p>{endpoint.says}</p>
    <p class="faint">
      Needs the scope <code>{endpoint.scope}</code>.
    </p>
    <pre tabindex={0}>
      <code>{curlOf(endpoint, baseUrl())}</code>
    </pre>
    <Members title="It takes" members={takes(endpoint)} wanted />
    <Members title="It gives" members={gives(endpoint)} />
  </article>
)

const Members = ({ title, members, wanted }: { title: string; members: Member[]; wanted?: boolean }) =>
  members.length === 0 ? null : (
    <Disclosure summary={`${title} ${members.map((one) => one.name).join(', ')}`}>
      <Table
        caption={title}
        hideCaption
        lines={members}
        columns={[
          { head: 'Name', cell: (one) => <code>{one.name}</code> },
          { head: 'What', cell: (one) => one.kind },
          {
            head: '',
            cell: (one) =>
              [wanted && one.required ? 'Must be given.' : '', one.says].filter(Boolean).join(' '),
          },
        ]}
      />
    </Disclosure>
  )
