import { formatTime } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { Button, Buttons, Deed, Disclosure, Field, Form } from '../ui/index.ts'
import { type CardPart, type MorningCard, PARTS, type Part } from './card.ts'
import { MOST_LETTERS } from './card-deeds.ts'

const TITLES: Record<Part, string> = {
  story: 'One story',
  promise: 'One promise due',
  thanks: 'One thank-you',
  rule: 'One rule',
  try: 'One thing to try',
}

type Props = {
  card: MorningCard
  who: Staff
  /** Whoever may change it gets the fields. */
  may: boolean
  names: ReadonlyMap<string, string>
  /** Large, for a screen on the wall. */
  wide?: boolean | undefined
}

/** The five things: what the customer said first, and largest. */
export const FiveThings = ({ card, who, may, names, wide }: Props) => (
  <div class={wide ? 'huddle wide' : 'huddle'}>
    {PARTS.map((part) => (
      <One one={card.parts[part]} card={card} who={who} may={may} names={names} />
    ))}
  </div>
)

function One({ one, card, who, may, names }: Omit<Props, 'wide'> & { one: CardPart }) {
  const text = one.changed?.text ?? one.text
  const words = one.part === 'story' && one.source !== null && !one.changed
  return (
    <section aria-labelledby={`${one.part}-h`} id={one.part}>
      <h2 id={`${one.part}-h`}>{TITLES[one.part]}</h2>
      {words ? (
        <blockquote dir="auto">“{text}”</blockquote>
      ) : (
        <p class="says" dir="auto">
          {text}
        </p>
      )}
      <Beside one={one} />
      {may && <Change one={one} card={card} who={who} names={names} text={text} />}
    </section>
  )
}

/** What somebody wrote by hand speaks for itself: what the draft came from is no longer behind it. */
const Beside = ({ one }: { one: CardPart }) => {
  if (one.changed || !(one.beside || one.href)) return null
  const more = one.href && (
    <a class="huddle-only-screen" href={one.href}>
      see it
    </a>
  )
  return (
    <p class="beside">
      {one.beside && <bdi>{one.beside}</bdi>}
      {one.beside && more && <span class="huddle-only-screen"> · </span>}
      {more}
    </p>
  )
}

function Change({
  one,
  card,
  who,
  names,
  text,
}: Omit<Props, 'may' | 'wide'> & { one: CardPart; text: string }) {
  const hidden = { team: card.team_id ?? undefined, day: card.day }
  const action = `/card/change/${one.part}`
  return (
    <div class="huddle-only-screen">
      {one.changed && (
        <p class="faint">
          Changed by {names.get(one.changed.by_id) ?? 'a colleague'},{' '}
          {formatTime(one.changed.at, 'en', who.house.zone)}
        </p>
      )}
      <Disclosure summary="Change it" id={`change-${one.part}`} action={action}>
        <Form action={action} hidden={hidden} id={`f-${one.part}`}>
          <Field
            type="textarea"
            name="text"
            label={TITLES[one.part]}
            value={text}
            rows={3}
            maxlength={MOST_LETTERS}
            required
          />
          <Buttons>
            <Button kind="go">Let the card say this</Button>
          </Buttons>
        </Form>
        {one.changed && (
          <Deed
            action={`/card/as-drafted/${one.part}`}
            hidden={hidden}
            kind="link"
            id={`drafted-${one.part}`}
          >
            Back to what was drafted
          </Deed>
        )}
      </Disclosure>
    </div>
  )
}
