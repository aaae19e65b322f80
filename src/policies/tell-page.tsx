import { z } from 'zod'
import { nameOf } from '../customers/customers.ts'
import { htmlResponse, type Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { languages } from '../kit/language.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { dress } from '../people/frame.tsx'
import { firstName, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import {
  Ago,
  Button,
  Buttons,
  Card,
  Choices,
  Columns,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  Notice,
  PageTitle,
  PrintShell,
  Row,
  Rows,
  Section,
  Sentence,
  Voice,
} from '../ui/index.ts'
import { capital, customersInWords, inWords, moneyInWords, namesInWords } from './in-words.ts'
import { wordSentence } from './letters.ts'
import { type Policy, policy } from './policy.ts'
import { type HurtCustomer, WHY_NOTS, type WhyNot } from './store-told.ts'
import { putBack, type StillToTell, stillToTell, tellCustomer, tellNot, told } from './tell.ts'

/** So many drafts at once: read and sent one after another, the next ones come up. */
const MOST = 5
const HERE = '/rules/:id/tell'

const tellPage = page(HERE, async ({ db, who, param, query }) => {
  if (!isId(param('id'))) throw new Refusal('not-found', 'policy', 'There is no such rule here.')
  const one = await policy(db, param('id'))
  const [still, all] = [await stillToTell(db, who, one.id), await told(db, one)]
  const heard = all.filter((each) => each.told && each.told.how !== 'not')
  const not = all.filter((each) => each.told?.how === 'not')
  return {
    title: `Who hears that “${one.name}” is gone`,
    on: 'company',
    body: (
      <>
        {query('gone') && one.word && <Notice>{goneNotice(one, still.length)}</Notice>}
        <PageTitle
          over={
            <>
              <a href="/rules">Red tape</a> ·{' '}
              <a href={`/rules/${one.id}`}>
                <s dir="auto">{one.name}</s>
              </a>
            </>
          }
          lead={
            one.state === 'scrapped'
              ? wordSentence(one, who.at, who.house.zone)
              : 'It is not scrapped: there is nothing to tell yet.'
          }
        >
          {titleOf(still.length, all.length)}
        </PageTitle>
        <Columns
          aside={
            <>
              <Since all={heard} />
              {one.hurt.nameless > 0 && (
                <Sentence size="faint">
                  {capital(inWords(one.hurt.nameless))} more it hurt, whose names nobody knows: they cannot be
                  told.
                </Sentence>
              )}
            </>
          }
        >
          {one.state === 'scrapped' && all.length === 0 && (
            <Empty>
              Nobody was named whom it hurt. Whoever is, stands here with a draft to read and send.
            </Empty>
          )}
          {still.slice(0, MOST).map((each, at) => (
            <ToTell one={one} each={each} first={at === 0} who={who} />
          ))}
          {still.length > MOST && (
            <Sentence size="faint">
              {capital(inWords(still.length - MOST))} more come here when these are told:{' '}
              {namesInWords(still.slice(MOST).map((each) => nameOf(each)))}.
            </Sentence>
          )}
          {heard.length > 0 && (
            <Section title={heard.length === all.length ? 'All have been told' : 'Told'} id="told">
              <Rows label="Told">
                {heard.map((each) => (
                  <Heard each={each} who={who} />
                ))}
              </Rows>
            </Section>
          )}
          {not.length > 0 && (
            <Section title="Not told, and why not" id="not">
              <Rows label="Not told">
                {not.map((each) => (
                  <Row
                    title={<bdi>{nameOf(each)}</bdi>}
                    href={`/customers/${each.customer_id}`}
                    end={
                      <Deed
                        action={`/rules/${one.id}/tell/back`}
                        hidden={{ customer: each.customer_id }}
                        kind="link"
                        id={`b-${each.customer_id}`}
                        label={`Put ${nameOf(each)} back on the list`}
                      >
                        Put back
                      </Deed>
                    }
                  >
                    <p class="soft">
                      {whyNames[each.told?.why_not ?? 'other']}
                      {each.told?.word && <>: {each.told.word}</>}
                    </p>
                  </Row>
                ))}
              </Rows>
            </Section>
          )}
        </Columns>
      </>
    ),
  }
})

function goneNotice(one: Policy, still: number): string {
  const stopped = one.stopped
    .filter((person) => person.id !== one.word?.by_id)
    .map((person) => firstName(person.name))
  const hear =
    stopped.length > 0 ? ` ${namesInWords(stopped)} ${stopped.length === 1 ? 'has' : 'have'} heard it.` : ''
  return `It is gone.${hear}${still > 0 ? ` ${capital(customersInWords(still))} ${still === 1 ? 'is' : 'are'} still to be told.` : ''}`
}

const titleOf = (still: number, all: number): string =>
  all === 0
    ? 'Whom it hurt'
    : still === 0
      ? 'Nobody is left to tell'
      : `${capital(customersInWords(still))} still to be told`

/** What it did, said as it is: who came back, and who did not. */
function Since({ all }: { all: HurtCustomer[] }) {
  if (all.length === 0) return null
  const back = all.filter((each) => each.back_at)
  const away = all.filter((each) => !each.back_at)
  return (
    <Section title="Since they were told" level={3} id="since">
      <Sentence>
        {back.length === 0
          ? 'Nobody has bought anything or come by since.'
          : back.length === all.length
            ? 'All of them have come back.'
            : `${capital(inWords(back.length))} of ${inWords(all.length)} ${back.length === 1 ? 'has' : 'have'} come back.`}
      </Sentence>
      {back.length > 0 && (
        <p class="soft">
          {namesInWords(back.map((each) => nameOf(each)))} {back.length === 1 ? 'has' : 'have'}.
        </p>
      )}
      {away.length > 0 && back.length > 0 && (
        <p class="soft">
          {namesInWords(away.map((each) => nameOf(each)))} {away.length === 1 ? 'has' : 'have'} not.
        </p>
      )}
      <Sentence size="faint">
        Back is who bought something or came by after being told. Whether that is why, nobody knows.
      </Sentence>
    </Section>
  )
}

const HOW_NAMES = {
  email: 'by email',
  page: 'on their page',
  phone: 'by telephone',
  counter: 'face to face',
  post: 'by letter',
  not: '',
}
const whyNames: Record<WhyNot, string> = {
  unreachable: 'They cannot be reached',
  unwilling: 'They do not want to be written to',
  other: 'For another reason',
}

const Heard = ({ each, who }: { each: HurtCustomer; who: Staff }) => (
  <Row
    title={<bdi>{nameOf(each)}</bdi>}
    href={`/customers/${each.customer_id}`}
    end={each.told && <Ago at={each.told.at} now={who.at} />}
  >
    <p class="soft">
      {each.told?.by ? `${firstName(each.told.by)}, ` : ''}
      {HOW_NAMES[each.told?.how ?? 'not']}
      {each.told?.interaction_id && (
        <>
          {' · '}
          <a href={`/interactions/${each.told.interaction_id}`}>the words</a>
        </>
      )}
      {' · '}
      {each.back_at ? (
        <>
          came back <Ago at={each.back_at} now={who.at} />
        </>
      ) : (
        'not back so far'
      )}
    </p>
  </Row>
)

/** One customer, their own sentence, and a draft in their language: a person reads it, changes it, sends it. */
function ToTell({ one, each, first, who }: { one: Policy; each: StillToTell; first: boolean; who: Staff }) {
  const { way, draft, charged } = each
  const name = nameOf(each, 'this customer')
  const id = `tell-${each.customer_id}`
  return (
    <Card deed={first} id={id}>
      <h2>
        <a href={`/customers/${each.customer_id}`}>
          <bdi>{name}</bdi>
        </a>
      </h2>
      {each.said && (
        <Voice size={first ? undefined : 'small'} lang={each.said.language ?? undefined}>
          {each.said.text}
        </Voice>
      )}
      <p class="faint">
        A customer since {each.since.slice(0, 4)}
        {charged.length > 0 && `; ${moneyInWords(charged)} taken from them`}; {firstName(each.by)} reported
        it.
      </p>
      {each.words && (
        <p class="soft">
          {firstName(each.by)} wrote: <span dir="auto">{each.words}</span>
        </p>
      )}
      <Form
        action={`/rules/${one.id}/tell`}
        id={`${id}-f`}
        hidden={{ customer: each.customer_id, subject: draft.subject }}
        plain={way.channel === 'post'}
        guard
      >
        <Field
          type="textarea"
          name="text"
          label={
            way.channel === 'email' || way.channel === 'post'
              ? `What you write to ${name}`
              : `What you tell ${name}`
          }
          hint={
            draft.language === 'en'
              ? undefined
              : `Drafted in ${languages[draft.language].name}, as ${name} ${each.language ? 'speaks' : 'may speak'} it.`
          }
          rows={10}
          value={draft.text}
          required
          maxlength={20_000}
        />
        <HowTo way={way} name={name} one={one} go={first} />
      </Form>
      <Otherwise one={one} each={each} name={name} who={who} />
    </Card>
  )
}

function HowTo({ way, name, one, go }: { way: StillToTell['way']; name: string; one: Policy; go: boolean }) {
  const kind = go ? 'go' : 'quiet'
  switch (way.channel) {
    case 'email':
      return (
        <Buttons>
          <Button kind={kind} name="channel" value="email">
            Send it to {name}
          </Button>
          <span class="faint">
            by email to {way.to}
            {!mailGoesOut() && '. No mail goes out yet: an administrator finds it under Company, Letters.'}
          </span>
        </Buttons>
      )
    case 'phone':
      return (
        <>
          <p>
            Ring{' '}
            <a href={`tel:${(way.to ?? '').replace(/[^+\d]/g, '')}`} class="num">
              {way.to}
            </a>
            , and tell them yourself.
          </p>
          <Button kind={kind} name="channel" value="phone">
            I told {name}
          </Button>
        </>
      )
    case 'post':
      return (
        <>
          <p class="soft">{way.to}</p>
          <Buttons>
            <Button kind={kind} name="channel" value="post">
              It is in the post
            </Button>
            <Button formaction={`/rules/${one.id}/letter`}>Print it</Button>
          </Buttons>
        </>
      )
    case 'counter':
      return (
        <>
          <p class="soft">No address of theirs is known: tell them when they come by.</p>
          <Button kind={kind} name="channel" value="counter">
            I told {name}
          </Button>
        </>
      )
  }
}

const Otherwise = ({
  one,
  each,
  name,
  who,
}: {
  one: Policy
  each: StillToTell
  name: string
  who: Staff
}) => (
  <Disclosure summary={`Told ${name} otherwise, or not at all`}>
    {each.way.channel !== 'counter' && (
      <Form
        action={`/rules/${one.id}/tell`}
        id={`otherwise-${each.customer_id}`}
        hidden={{ customer: each.customer_id, text: each.draft.text }}
      >
        <Choices
          name="channel"
          legend="I told them"
          small
          required
          value={each.way.channel === 'phone' ? 'counter' : 'phone'}
          choices={[
            { value: 'phone', label: 'by telephone' },
            { value: 'counter', label: 'face to face' },
            { value: 'post', label: 'by letter' },
          ]}
        />
        <Button>Note that {name} knows</Button>
      </Form>
    )}
    <Form
      action={`/rules/${one.id}/tell/not`}
      id={`not-${each.customer_id}`}
      hidden={{ customer: each.customer_id }}
    >
      <Choices
        name="why"
        legend={`${firstName(who.name)}, why are they not told?`}
        small
        required
        choices={WHY_NOTS.map((why) => ({ value: why, label: whyNames[why] }))}
      />
      <Field name="word" label="A word to it" maxlength={400} anyScript />
      <Button>Take them off this list</Button>
    </Form>
  </Disclosure>
)

const mustBeId = (text: string | undefined): string => {
  if (isId(text)) return text
  throw new Refusal('not-found', 'customer', 'There is no such customer here.')
}

const sent = form(
  HERE,
  z.object({
    customer: z.string().optional(),
    text: z.string().max(20_000).default(''),
    subject: z.string().max(400).optional(),
    channel: z.enum(['email', 'phone', 'post', 'counter']).optional(),
  }),
  async ({ db, who, param }, { customer, ...said }) => {
    await tellCustomer(db, who, { policy: param('id'), customer: mustBeId(customer), ...said })
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

const notTold = form(
  `${HERE}/not`,
  z.object({
    customer: z.string().optional(),
    why: z.enum(WHY_NOTS, 'Say why they are not told.'),
    word: z.string().max(400).optional(),
  }),
  async ({ db, who, param }, { customer, why, word }) => {
    await tellNot(db, who, { policy: param('id'), customer: mustBeId(customer), why, word })
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

const back = form(
  `${HERE}/back`,
  z.object({ customer: z.string().optional() }),
  async ({ db, who, param }, { customer }) => {
    await putBack(db, who, param('id'), mustBeId(customer))
    return `/rules/${param('id')}/tell`
  },
  HERE,
)

/** The letter as it goes into an envelope: what was typed, on paper. Nothing is sent and nothing is noted by it. */
const letter = form(
  '/rules/:id/letter',
  z.object({
    customer: z.string().optional(),
    text: z.string().max(20_000).default(''),
    subject: z.string().max(400).optional(),
    channel: z.string().optional(),
  }),
  async ({ db, who, param }, { customer, text, subject }) => {
    const whom = mustBeId(customer)
    const each = (await stillToTell(db, who, param('id'))).find((one) => one.customer_id === whom)
    if (!each) throw new Refusal('conflict', 'told-already', 'They have been told already.')
    return htmlResponse(
      <PrintShell
        assets={dress()}
        title={subject ?? each.draft.subject}
        company={who.house.name}
        lang={each.draft.language}
      >
        <p>{who.house.name}</p>
        <p dir="auto">{each.way.to}</p>
        {text.split(/\n{2,}/).map((part) => (
          <p dir="auto">{part}</p>
        ))}
      </PrintShell>,
    )
  },
  HERE,
)

export const tellLeaves: Leaf[] = [tellPage, sent, notTold, back, letter]
