import type { Child } from 'hono/jsx'
import type { Customer, Fact, StoryLine } from '../customers/customers.ts'
import { nameOf } from '../customers/customers.ts'
import { formatWhen } from '../kit/moments.ts'
import { firstName, type Person, type Staff } from '../people/people.ts'
import {
  Ago,
  Button,
  Card,
  Choices,
  Copy,
  Deed,
  Disclosure,
  Due,
  Empty,
  Entry,
  Facts,
  Field,
  Form,
  Part,
  Rating,
  Section,
  ShowChosen,
  Story,
} from '../ui/index.ts'
import type { Case } from './case.ts'
import { type Moment, momentsAhead } from './promise.ts'
import type { Promised } from './store-promises.ts'
import type { Reply } from './store-replies.ts'

/** All that the parts of a case's page may need; read once. */
export type Sight = {
  who: Staff
  one: Case
  customer: Customer | undefined
  /** As one calls them here: "Tom", or "the customer". */
  name: string
  holder: Person | undefined
  promises: Promised[]
  facts: Fact[]
  lines: StoryLine[]
  leaving: Reply[]
  draft: string | undefined
  seen: string
  way: { channel: string; to?: string }
  phone: string | undefined
  colleagues: Person[]
  brief: string
}

const clip = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, '')} …`
}

/** What one must know at a glance: happened, wants, promised. */
export const Brief = ({ who, one, promises }: Sight) => {
  const open = promises.filter((promised) => !promised.end)
  return (
    <Facts
      facts={[
        { name: 'Happened', value: <span dir="auto">{clip(one.happened, 240)}</span> },
        {
          name: 'Wants',
          value: one.wants ? (
            <span dir="auto">{clip(one.wants, 240)}</span>
          ) : (
            <span class="faint">{one.waiting ? 'Not said yet: ask.' : 'Not said.'}</span>
          ),
        },
        { name: one.waiting ? 'Promised' : 'Put right', value: <Promise_ who={who} one={one} open={open} /> },
      ]}
    />
  )
}

function Promise_({ who, one, open }: { who: Staff; one: Case; open: Promised[] }) {
  if (one.put_right)
    return (
      <>
        <b>{clip(one.put_right.how, 160)}</b> <Ago at={one.put_right.at} now={who.at} />
      </>
    )
  if (open.length > 0)
    return (
      <>
        {open.map((promised) => (
          <div>
            <b dir="auto">{promised.what}</b> <Due at={promised.due_at} now={who.at} />
          </div>
        ))}
      </>
    )
  return one.due_at ? (
    <>
      An answer <Due at={one.due_at} now={who.at} />
    </>
  ) : null
}

const LINES = 30

export function WholeStory({ who, one, lines, name, leaving, all }: Sight & { all: boolean }) {
  const shown = all ? lines : lines.slice(-LINES)
  if (lines.length === 0 && leaving.length === 0)
    return <Empty>Here will be all that is said, on whatever channel.</Empty>
  return (
    <>
      {shown.length < lines.length && (
        <p class="faint">
          <a href={`/cases/${one.id}?all=yes`} rel="nofollow">
            Show what came before
          </a>{' '}
          ({lines.length - shown.length} more)
        </p>
      )}
      <Story label={`The whole story of ${name}`}>
        {shown.map((line) => (
          <Entry
            id={`l-${line.id.replace(' ', '-')}`}
            when={<Ago at={line.at} now={who.at} />}
            kind={
              <>
                {line.href && line.href !== `/cases/${one.id}` ? (
                  <a href={line.href}>{line.kind}</a>
                ) : (
                  line.kind
                )}
                {line.by && ` · ${line.by}`}
              </>
            }
          >
            {line.body}
          </Entry>
        ))}
        {leaving.map((letter) => (
          <Entry
            id={`leaving-${letter.person_id}`}
            when={<Ago at={letter.at} now={who.at} />}
            kind={leavingSentence(letter, who)}
          >
            <p class="letter">{letter.text}</p>
          </Entry>
        ))}
      </Story>
    </>
  )
}

function leavingSentence(letter: Reply, who: Staff): string {
  const late = letter.leaves_at !== null && who.at.getTime() - letter.leaves_at.getTime() > 60_000
  if (late) return 'written, and could not leave yet: it is tried again every minute'
  return letter.person_id === who.id
    ? 'leaves in a few seconds'
    : 'a colleague has just answered; it is about to leave'
}

/** The answer to the customer, and what was said by telephone or face to face. */
export const Answer = ({ one, name, draft, seen, way, phone }: Sight) => (
  <Section title={`Answer ${name}`} id="answer">
    <Form action={`/cases/${one.id}/reply`} hidden={{ seen }} guard>
      <Field
        type="textarea"
        name="text"
        label={`What you write to ${name}`}
        hideLabel
        rows={4}
        value={draft ?? ''}
        maxlength={20_000}
        required
      />
      <div class="buttons">
        <Button>Send</Button>
        <span class="faint">
          {way.channel === 'email'
            ? `by email to ${way.to}`
            : 'on their private page: no email address is known'}
          , undo for ten seconds
        </span>
      </div>
    </Form>
    <Disclosure summary="You spoke to them instead?" id="spoke">
      <Form action={`/cases/${one.id}/note`}>
        <Choices
          name="how"
          legend="How was it?"
          hideLabel
          across
          required
          value="rang"
          choices={[
            { value: 'rang', label: 'I rang them' },
            { value: 'called', label: 'They rang' },
            { value: 'came', label: 'They came by' },
          ]}
        />
        {phone && (
          <p>
            <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
          </p>
        )}
        <Field
          type="textarea"
          name="text"
          label="What was said, in a sentence"
          rows={2}
          required
          maxlength={20_000}
        />
        <Button>Write it down</Button>
      </Form>
    </Disclosure>
  </Section>
)

const wordsFor: Record<Exclude<Moment, 'own'>, string> = {
  hour: 'In an hour',
  closing: 'Today by closing',
  noon: 'Tomorrow noon',
}

export function PromiseCard({ who, one, name, promises }: Sight) {
  const open = promises.filter((promised) => !promised.end)
  const last = open.at(-1)
  const moments = momentsAhead(who.house.hours, who.at)
  return (
    <Disclosure
      summary={last ? 'Promise something else, or say it is kept' : `Promise ${name} something`}
      id="promise"
    >
      {open.map((promised) => (
        <Deed action={`/cases/${one.id}/promises/${promised.id}/keep`} id={`keep-${promised.id}`}>
          “{clip(promised.what, 40)}” is kept
        </Deed>
      ))}
      <Form action={`/cases/${one.id}/promise`} hidden={{ instead: last?.id }}>
        <Field
          name="what"
          label={last ? `Instead of “${clip(last.what, 40)}”` : 'What do you promise?'}
          placeholder="A call, a bike to ride meanwhile …"
          required
          maxlength={400}
          anyScript
        />
        <ShowChosen>
          <Choices
            name="when"
            legend="By when?"
            required
            value="hour"
            choices={[
              ...moments.map(({ moment, at }) => ({
                value: moment,
                label: wordsFor[moment as Exclude<Moment, 'own'>],
                hint: ` ${formatWhen(at, who.at, 'en', who.house.zone)}`,
              })),
              { value: 'own', label: 'Another time' },
            ]}
          />
          <Part of="when" value="own">
            <Field type="datetime-local" name="own" label="Day and time" plain />
          </Part>
        </ShowChosen>
        <Button>Promise it</Button>
        <p class="faint">You are reminded a quarter of an hour before.</p>
      </Form>
    </Disclosure>
  )
}

export const HandOver = ({ who, one, holder, colleagues, brief, name }: Sight) => (
  <Disclosure
    summary={
      holder && holder.id !== who.id
        ? `Take it over from ${firstName(holder.name)}`
        : 'Hand over, with this brief'
    }
    id="hand-over"
  >
    <Form action={`/cases/${one.id}/hand-over`} guard>
      <Field
        type="select"
        name="to"
        label="Who goes on?"
        required
        none="Choose a colleague"
        value={holder && holder.id !== who.id ? who.id : ''}
        options={colleagues
          .filter((person) => person.id !== one.holder_id)
          .map((person) => ({
            value: person.id,
            label: person.id === who.id ? `${person.name} (you)` : person.name,
          }))}
      />
      <Field
        type="textarea"
        name="brief"
        label="The brief"
        hint={`So that ${name} need not tell it again. Put it into your words.`}
        rows={6}
        value={brief}
        required
        maxlength={4000}
      />
      <Button>Hand it over</Button>
    </Form>
  </Disclosure>
)

export const PutRight = ({ one, name, way }: Sight) => (
  <Disclosure summary="It is put right" id="put-right">
    <Form action={`/cases/${one.id}/put-right`}>
      <Field
        type="textarea"
        name="how"
        label="How was it put right?"
        hint={
          way.channel === 'email'
            ? `${name} reads this in a mail, which asks whether it was.`
            : `${name} reads this on their private page and is asked there whether it was.`
        }
        rows={3}
        required
        maxlength={400}
      />
      <Button kind="go">Put right: ask {name}</Button>
    </Form>
  </Disclosure>
)

/** After it was put right: what the customer said, or how they can say it. */
export function After({ one, name, way, link }: Sight & { link: string | undefined }) {
  const { confirmed } = one
  if (confirmed)
    return (
      <Card title={`${name} gave it a ${['', 'one', 'two', 'three', 'four', 'five'][confirmed.score]}`}>
        {confirmed.made_five && (
          <p>
            <span class="faint">What would have made it a five:</span>{' '}
            <span dir="auto">{confirmed.made_five}</span>
          </p>
        )}
        {confirmed.told_twice !== null && (
          <p class="soft">
            {confirmed.told_twice ? 'They had to tell it twice.' : 'Nothing had to be told twice.'}
          </p>
        )}
      </Card>
    )
  return (
    <Card title={`Was it put right for ${name}?`}>
      <p class="soft">
        {way.channel === 'email'
          ? `${name} is asked by mail.`
          : 'No email address is known: give them the link, or ask them.'}
      </p>
      {link ? (
        <Copy text={link} label="the link" />
      ) : (
        <Deed action={`/cases/${one.id}/link`} id="link">
          Make a link to give
        </Deed>
      )}
      <Disclosure summary="They told me" id="told">
        <Form action={`/cases/${one.id}/confirm`}>
          <Rating name="score" legend="Was it put right?" low="not at all" high="completely" required />
          <Field
            name="words"
            type="textarea"
            rows={2}
            label="Below five: what would have made it a five?"
            maxlength={4000}
          />
          <Choices
            name="twice"
            legend="Did they have to tell it twice?"
            small
            choices={[
              { value: 'no', label: 'No' },
              { value: 'yes', label: 'Yes' },
            ]}
          />
          <Button>Write it down</Button>
        </Form>
      </Disclosure>
      <Deed action={`/cases/${one.id}/not-yet`} kind="link" id="not-yet">
        It is not right yet
      </Deed>
    </Card>
  )
}

export const BriefWords = ({ one }: Sight) => (
  <Disclosure summary="Put the brief into better words" id="brief">
    <Form action={`/cases/${one.id}`} guard>
      <Field name="title" label="In one line" value={one.title} required maxlength={200} anyScript />
      <Field
        type="textarea"
        name="happened"
        label="Happened"
        value={one.happened}
        rows={4}
        required
        maxlength={4000}
      />
      <Field type="textarea" name="wants" label="Wants" value={one.wants} rows={2} maxlength={2000} />
      <Button>Keep it so</Button>
    </Form>
  </Disclosure>
)

export const GoodToKnow = ({ facts }: Sight): Child =>
  facts.length === 0 ? null : (
    <Section title="Good to know" level={3}>
      {facts.slice(0, 3).map((fact) => (
        <p class="soft" dir="auto">
          {fact.fact}
        </p>
      ))}
    </Section>
  )

export const CustomerName = ({ customer }: { customer: Customer | undefined }) =>
  customer ? (
    <a href={`/customers/${customer.id}`}>
      <bdi>{nameOf(customer)}</bdi>
    </a>
  ) : (
    <>A customer we do not know</>
  )
