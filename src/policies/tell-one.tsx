import { nameOf } from '../customers/customers.ts'
import { languages } from '../kit/language.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Button, Buttons, Card, Choices, Disclosure, Field, Form, Voice } from '../ui/index.ts'
import { moneyInWords } from './in-words.ts'
import type { Policy } from './policy.ts'
import { WHY_NOTS } from './store-told.ts'
import type { StillToTell } from './tell.ts'
import { whyNames } from './tell-told.tsx'

/** One customer, their own sentence, and a draft in their language: a person reads it, changes it, sends it. */
export function ToTell({
  one,
  each,
  first,
  who,
}: {
  one: Policy
  each: StillToTell
  first: boolean
  who: Staff
}) {
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
