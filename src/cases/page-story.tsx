import { mailGoesOut } from '../kit/mail.ts'
import type { Staff } from '../people/people.ts'
import { Ago, Button, Choices, Disclosure, Empty, Entry, Field, Form, Section, Story } from '../ui/index.ts'
import type { Sight } from './sight.ts'
import type { Reply } from './store-replies.ts'

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
          {way.channel === 'email' &&
            !mailGoesOut() &&
            '. No mail goes out yet: an administrator finds it under Company, Letters.'}
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
