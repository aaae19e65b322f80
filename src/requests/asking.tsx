import { Button, Deed, Disclosure, Field, Form, Sentence } from '../ui/index.ts'
import type { At, Back } from './answering.tsx'
import type { Request } from './request.ts'

/** A question back, answered in its place. */
export const Replying = ({ sight: { one }, back }: At) =>
  one.question && (
    <>
      <Sentence>
        {one.team} asks: <b dir="auto">{one.question.text}</b>
      </Sentence>
      <Form action={`/requests/${one.id}/reply`} hidden={{ back }} id={`reply-${one.id}`}>
        <Field name="reply" label={`What you tell ${one.team}`} maxlength={1000} required anyScript />
        <Button kind="go">Tell {one.team}</Button>
      </Form>
    </>
  )

/** One tap of whoever asked, with a few words if there are any: of the team, and of nobody by name. */
export const Judging = ({ sight: { one }, back }: At) => (
  <>
    <div class="buttons">
      <Judge one={one} back={back} helped="yes" />
      <Judge one={one} back={back} helped="no" />
    </div>
    <Disclosure summary="With a few words" id={`words-${one.id}`}>
      <Form action={`/requests/${one.id}/helped`} hidden={{ back }} id={`judge-${one.id}`}>
        <Field
          name="word"
          label={`A word for ${one.team}`}
          hint="About what was done, and not about a person."
          maxlength={400}
          anyScript
        />
        <div class="buttons">
          <Button name="helped" value="yes">
            It helped
          </Button>
          <Button name="helped" value="no">
            It did not help
          </Button>
        </div>
      </Form>
    </Disclosure>
  </>
)

const Judge = ({ one, back, helped }: { one: Request; back: Back; helped: 'yes' | 'no' }) => (
  <Deed
    action={`/requests/${one.id}/helped`}
    hidden={{ back, helped }}
    id={`helped-${helped}-${one.id}`}
    {...(helped === 'yes' && { kind: 'go' as const })}
    label={`${helped === 'yes' ? 'It helped' : 'It did not help'}: ${one.what}`}
  >
    {helped === 'yes' ? 'It helped' : 'It did not help'}
  </Deed>
)

export const Withdrawing = ({ sight: { one }, back }: At) => (
  <Deed
    action={`/requests/${one.id}/withdraw`}
    hidden={{ back }}
    id={`withdraw-${one.id}`}
    kind="link"
    label={`Not needed any more: ${one.what}`}
  >
    Not needed any more
  </Deed>
)
