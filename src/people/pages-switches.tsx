import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import { formatDate } from '../kit/moments.ts'
import {
  Button,
  Card,
  Columns,
  Deed,
  Disclosure,
  Field,
  Form,
  Notice,
  PageTitle,
  QuietLinks,
  Row,
  Rows,
  Section,
  Sentence,
} from '../ui/index.ts'
import type { CompanyLink } from './company-links.ts'
import { council, endCouncil, isCouncil, nameCouncil } from './council.ts'
import { chooseLeastGroup, leastGroup } from './least-group.ts'
import { type Person, people, type Staff } from './people.ts'
import { form, page } from './staff.tsx'
import type { Switched } from './store-switches.ts'
import {
  LEAST_DAYS,
  type State,
  type Switch,
  stateOf,
  switches,
  switchOff,
  switchOn,
  switchTable,
} from './switches.ts'

const over = <a href="/company">Company</a>

/** On the company's page: in one sentence, whether anything measures people here. */
export async function switchesLink(db: Db, who: Staff): Promise<CompanyLink> {
  const states = (await switchTable(db)).map(({ is, done }) => [is, stateOf(done[0], who.at)] as const)
  const title = (state: State) => states.filter(([, now]) => now === state).map(([is]) => is.title)
  const [on, soon] = [title('on'), title('announced')]
  const sentence =
    on.length + soon.length === 0
      ? 'Nothing here measures people: every switch is off.'
      : `${on.length > 0 ? `On: ${on.join(', ')}. ` : ''}${soon.length > 0 ? `Announced: ${soon.join(', ')}.` : ''}`
  return { title: 'Switches', href: '/company/switches', sentence, group: 'people' }
}

const switchesPage = page('/company/switches', async ({ db, who }) => {
  const [table, members, everybody, k, reads] = await Promise.all([
    switchTable(db),
    council(db),
    people(db),
    leastGroup(db),
    isCouncil(db, who.id),
  ])
  const names = new Map((await people(db, { left: true })).map((one) => [one.id, one.name]))
  const off = table.every(({ done }) => stateOf(done[0], who.at) === 'off')
  const ready = table.filter(({ is }) => is.opens.length > 0)
  return {
    title: 'Switches',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={over}
          lead="All that could measure people. Everybody here may read it; whoever switches something on says why, and all know before it takes effect."
        >
          {off ? 'Nothing here measures people' : 'What measures people here'}
        </PageTitle>
        <Columns
          aside={
            <>
              <Council members={members} everybody={everybody} who={who} />
              <LeastGroup k={k} who={who} />
              <QuietLinks
                links={[
                  {
                    label: 'Papers for works council and data protection, to print',
                    href: '/company/switches/print',
                  },
                  ...(who.admin || reads
                    ? [{ label: 'Openings of a person’s history', href: '/company/openings' }]
                    : []),
                  { label: 'Your own history', href: '/account/history' },
                ]}
              />
            </>
          }
        >
          <Section title="What can be switched on">
            {ready.map(({ is, done }) => (
              <OneSwitch is={is} done={done} who={who} names={names} />
            ))}
          </Section>
          <Section title="Not built: cannot be switched on">
            <Rows label="Not built">
              {table
                .filter(({ is }) => is.opens.length === 0)
                .map(({ is }) => (
                  <Row title={is.title}>
                    <p class="soft">{is.says}</p>
                  </Row>
                ))}
            </Rows>
          </Section>
        </Columns>
      </>
    ),
  }
})

type OneProps = { is: Switch; done: readonly Switched[]; who: Staff; names: ReadonlyMap<Id, string> }

function OneSwitch({ is, done, who, names }: OneProps) {
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const [last] = done
  const state = stateOf(last, who.at)
  const earlier = done.filter((one) => one.off_at)
  return (
    <div id={is.name.replace('.', '-')} class="section">
      <h3>{is.title}</h3>
      <p>{is.says}</p>
      {state === 'off' && (
        <Sentence size="big">It is off{earlier.length === 0 && ', and has never been on'}.</Sentence>
      )}
      {last && state !== 'off' && (
        <>
          <Notice tone="warn">
            {state === 'on'
              ? `On since ${day(last.from_at)}.`
              : `Announced: it takes effect on ${day(last.from_at)}, and not before.`}{' '}
            {names.get(last.by_id)} decided it on {day(last.at)}: “{last.why}”{' '}
            {last.told_at ? 'Everybody was told by letter.' : 'The letters to everybody are being written.'}
          </Notice>
          {who.admin && (
            <Deed action={`/company/switches/${is.name}/off`} kind="danger" id="off">
              Switch it off now
            </Deed>
          )}
        </>
      )}
      {state === 'off' && who.admin && <SwitchOn is={is} />}
      {earlier.length > 0 && (
        <Disclosure summary={`Before (${earlier.length})`}>
          <Rows>
            {earlier.map((one) => (
              <Row title={`${names.get(one.by_id)} on ${day(one.at)}`}>
                <p class="soft">
                  “{one.why}” To take effect on {day(one.from_at)};{' '}
                  {names.get(one.off_by ?? '') ?? 'somebody'} switched it off on{' '}
                  {one.off_at && day(one.off_at)}.
                </p>
              </Row>
            ))}
          </Rows>
        </Disclosure>
      )}
    </div>
  )
}

const SwitchOn = ({ is }: { is: Switch }) => (
  <Disclosure summary="Announce that it will be switched on">
    <Form action={`/company/switches/${is.name}/on`} id="on">
      <p class="soft">
        Everybody gets a letter at once, with your name and your reason. Where the law gives a works council a
        say, it must have agreed first: the papers have a draft.
      </p>
      <Field name="why" type="textarea" label="Why?" rows={2} required maxlength={1000} />
      <Field
        name="notice"
        type="number"
        label="Days until it takes effect"
        required
        min={Math.max(LEAST_DAYS, is.noticeDays)}
        max={365}
        value={Math.max(LEAST_DAYS, is.noticeDays)}
        size={4}
      />
      <Button>Tell everybody, and switch it on after that</Button>
    </Form>
  </Disclosure>
)

type CouncilProps = { members: readonly Person[]; everybody: readonly Person[]; who: Staff }

function Council({ members, everybody, who }: CouncilProps) {
  const could = everybody.filter((one) => !one.admin && !members.some((each) => each.id === one.id))
  return (
    <Section title="Staff council" id="council">
      {members.length === 0 && (
        <p class="soft">
          Nobody is named. Who is on it reads this table, the notices and the openings of histories, and
          switches nothing.
        </p>
      )}
      <Rows label="Staff council">
        {members.map((one) => (
          <Row title={one.name}>
            {who.admin && (
              <Deed
                action={`/company/council/${one.id}/end`}
                kind="link"
                label={`${one.name} is no longer on it`}
              >
                No longer
              </Deed>
            )}
          </Row>
        ))}
      </Rows>
      {who.admin && could.length > 0 && (
        <Disclosure summary="Name somebody">
          <Form action="/company/council" id="name">
            <Field
              name="person"
              type="select"
              label="Who?"
              required
              none="Choose somebody"
              options={could.map((one) => ({ value: one.id, label: one.name }))}
            />
            <Button>Put them on the council</Button>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

const LeastGroup = ({ k, who }: { k: number; who: Staff }) => (
  <Card title="Anonymous answers" id="least" level={3}>
    <p>
      They are shown when {k} or more have come, never fewer. Free words from {Math.max(k, 10)} on.
    </p>
    {who.admin && (
      <Disclosure summary="Ask for more">
        <Form action="/company/switches/least" id="least-group" inline>
          <Field name="k" type="number" label="At least" required min={5} max={50} value={k} size={3} />
          <Button>Keep this</Button>
        </Form>
      </Disclosure>
    )}
  </Card>
)

const back = '/company/switches'
const onForm = form(
  `${back}/:name/on`,
  z.object({ why: z.string().max(1000), notice: z.coerce.number() }),
  async ({ db, who, param }, { why, notice }) => {
    await switchOn(db, who, param('name'), { why, noticeDays: notice })
    return back
  },
  back,
)
const offForm = form(
  `${back}/:name/off`,
  z.object({}),
  async ({ db, who, param }) => {
    await switchOff(db, who, param('name'))
    return back
  },
  back,
)
const leastForm = form(
  `${back}/least`,
  z.object({ k: z.coerce.number() }),
  async ({ db, who }, { k }) => {
    await chooseLeastGroup(db, who, k)
    return back
  },
  back,
)
const nameForm = form(
  '/company/council',
  z.object({ person: z.guid('Choose somebody.') }),
  async ({ db, who }, { person }) => {
    await nameCouncil(db, who, person)
    return back
  },
  back,
)
const endForm = form(
  '/company/council/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await endCouncil(db, who, param('id'))
    return back
  },
  back,
)

/** For everybody's day, as long as a notice runs and for a week after: there is no ticking it off, as nobody is to know. */
export async function switchNotices(db: Db, who: Staff) {
  const week = 7 * 86_400_000
  const told = (await switchTable(db)).flatMap(({ is, done: [last] }) =>
    last && !last.off_at && who.at.getTime() < last.from_at.getTime() + week ? [{ is, last }] : [],
  )
  if (told.length === 0) return null
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  return {
    things: told.length,
    body: (
      <Section title="Everybody is told" id="switch-notices">
        {told.map(({ is, last }) => (
          <Notice tone="warn">
            {last.from_at > who.at ? `From ${day(last.from_at)}` : `Since ${day(last.from_at)}`}:{' '}
            <a href="/company/switches">{is.title.toLowerCase()}</a>. “{last.why}”
          </Notice>
        ))}
      </Section>
    ),
  }
}

export const switchPages: Leaf[] = [switchesPage, onForm, offForm, leastForm, nameForm, endForm]
export const canBeOn = (): Switch[] => switches.taken.filter((one) => one.opens.length > 0)
