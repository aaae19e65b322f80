import { momentOnTheWall } from '../cases/cases.ts'
import { branches } from '../people/teams.ts'
import { Button, Choices, Deed, Disclosure, Field, Form, Part, ShowChosen } from '../ui/index.ts'
import type { Sight } from './sight.ts'

/** From which page a deed is done: it goes back there. */
export const BACKS = ['today', 'list', 'page', 'case'] as const
export type Back = (typeof BACKS)[number]
export type At = { sight: Sight; back: Back }

/** What the asked team may do at once: one tap for the likeliest, the rest one tap away. */
export function Answering({ sight, back }: At) {
  const { who, one, moments } = sight
  const [first] = moments
  return (
    <>
      <div class="buttons">
        {one.promise || !first ? (
          <Deed
            action={`/requests/${one.id}/done`}
            hidden={{ back }}
            id={`done-${one.id}`}
            kind="go"
            label={`It is done: ${one.what}`}
          >
            It is done
          </Deed>
        ) : (
          <Deed
            action={`/requests/${one.id}/promise`}
            hidden={{ back, when: first.at.toISOString() }}
            id={`promise-${one.id}`}
            kind="go"
            label={`Promise it by ${first.says} to ${one.from}: ${one.what}`}
          >
            Promise it by {first.says}
          </Deed>
        )}
        {!one.taken && (
          <Deed
            action={`/requests/${one.id}/take`}
            hidden={{ back }}
            id={`take-${one.id}`}
            label={`I do it: ${one.what}`}
          >
            I do it
          </Deed>
        )}
        {one.taken?.by_id === who.id && (
          <Deed
            action={`/requests/${one.id}/let-go`}
            hidden={{ back }}
            id={`let-go-${one.id}`}
            kind="link"
            label={`Give it back to the team: ${one.what}`}
          >
            Give it back to the team
          </Deed>
        )}
      </div>
      <Disclosure
        summary={one.promise ? 'Done with a word, another time, or not' : 'Another time, a question, or not'}
        id={`more-${one.id}`}
      >
        <More sight={sight} back={back} />
      </Disclosure>
    </>
  )
}

/** Every other answer, each a form of its own. */
export const More = ({ sight, back }: At) => (
  <>
    <Done sight={sight} back={back} />
    <AnotherTime sight={sight} back={back} />
    {!sight.one.question && <AskBack sight={sight} back={back} />}
    <Cannot sight={sight} back={back} />
    <HandOn sight={sight} back={back} />
  </>
)

const Done = ({ sight: { one }, back }: At) => (
  <Form action={`/requests/${one.id}/done`} hidden={{ back }} id={`word-${one.id}`}>
    <Field name="word" label="It is done: a word to it" maxlength={400} anyScript />
    <Button>Done, with this word</Button>
  </Form>
)

const AnotherTime = ({ sight: { one, moments }, back }: At) => (
  <Form action={`/requests/${one.id}/promise`} hidden={{ back }} id={`time-${one.id}`}>
    <ShowChosen>
      <Choices
        name="when"
        legend="Promise another time"
        required
        small
        value={moments[0]?.at.toISOString() ?? 'own'}
        choices={[
          ...moments.map(({ at, says }) => ({ value: at.toISOString(), label: `By ${says}` })),
          { value: 'own', label: 'Another day and time' },
        ]}
      />
      <Part of="when" value="own">
        <Field type="datetime-local" name="own" label="Day and time" plain />
      </Part>
    </ShowChosen>
    <Field name="what" label="What you promise" maxlength={400} anyScript />
    <Button>Promise this</Button>
  </Form>
)

const AskBack = ({ sight: { one }, back }: At) => (
  <Form action={`/requests/${one.id}/ask-back`} hidden={{ back }} id={`back-${one.id}`}>
    <Field
      name="question"
      label={`Ask ${one.from} something`}
      hint="They answer where they are; your clock begins anew then."
      maxlength={1000}
      required
      anyScript
    />
    <Button>Ask {one.from}</Button>
  </Form>
)

const Cannot = ({ sight: { one, name }, back }: At) => (
  <Form action={`/requests/${one.id}/cannot`} hidden={{ back }} id={`cannot-${one.id}`}>
    <Field
      name="because"
      label="We cannot, because …"
      hint={`${one.from} has to tell ${name}: give them words.`}
      maxlength={400}
      required
      anyScript
    />
    <Button>Say that you cannot</Button>
  </Form>
)

function HandOn({ sight: { one, teams }, back }: At) {
  const others = branches(teams).filter((team) => team.id !== one.team_id && team.id !== one.from_team_id)
  if (others.length === 0) return null
  return (
    <Form action={`/requests/${one.id}/hand-on`} hidden={{ back }} id={`on-${one.id}`}>
      <Field
        type="select"
        name="team"
        label="Another team is the right one"
        none="Choose a team"
        required
        options={others.map((team) => ({ value: team.id, label: team.name }))}
      />
      <Field name="reason" label="Why they are" maxlength={400} required anyScript />
      <Button>Hand it on</Button>
    </Form>
  )
}

/** The moment that a form chose: one of those offered, or one's own on the wall clock. */
export function chosenMoment(when: string, own: string | undefined, zone: string): Date {
  return when === 'own' ? momentOnTheWall(own ?? '', zone) : new Date(when)
}
