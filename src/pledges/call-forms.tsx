import { Button, Choices, Disclosure, Field, Form, Part, ShowChosen } from '../ui/index.ts'
import type { Listed } from './list.ts'

/** Twenty seconds: reached or not, a few words, how it was. The rest only where there is something. */
export const CallForm = ({ one, more }: { one: Listed; more: boolean }) => (
  <Form action={`/pledges/calls/${one.id}/note`} id={`n-${one.id}`} guard>
    <ShowChosen>
      <Choices
        name="how"
        legend="Did you reach them?"
        hideLabel
        across
        required
        value="reached"
        choices={[
          { value: 'reached', label: 'We spoke' },
          { value: 'not', label: 'Nobody answered' },
          { value: 'again', label: 'Ring again' },
        ]}
      />
      <Field
        type="textarea"
        name="words"
        label="In a few words"
        hint="It goes into their story, so that they need not tell it again."
        rows={2}
        maxlength={4000}
        plain
      />
      <Part of="how" value="reached">
        <Choices
          name="felt"
          legend="How was it for them?"
          small
          plain
          choices={[
            { value: 'glad', label: 'Glad that we rang' },
            { value: 'fair', label: 'All right' },
            { value: 'hurt', label: 'Still hurt' },
          ]}
        />
        {one.gone && (
          <Field
            type="checkbox"
            name="came_back"
            label="They came back: they are our customer again"
            hint="With your words beside it, among the customers lost."
          />
        )}
        <Disclosure
          summary="You promised something, or a rule was in the way"
          open={more}
          id={`more-${one.id}`}
        >
          <Field name="promise_what" label="What did you promise?" maxlength={400} anyScript />
          <Field
            name="promise_by"
            type="datetime-local"
            label="By when?"
            hint="It gets a clock, and you are asked."
          />
          <Field
            name="rule_name"
            label="Was a rule in the way?"
            hint="By its name, as you say it here: its owner hears of it."
            maxlength={200}
          />
        </Disclosure>
      </Part>
      <Part of="how" value="again">
        <Field name="again_at" type="datetime-local" label="When?" plain />
      </Part>
    </ShowChosen>
    <Button kind="go">Keep it in their story</Button>
  </Form>
)

export const SkipForm = ({ one }: { one: Listed }) => (
  <Form action={`/pledges/calls/${one.id}/skip`} id={`s-${one.id}`}>
    <Field
      name="reason"
      label="Why not?"
      hint="Everybody can read it. Somebody else is drawn in this place."
      required
      maxlength={200}
    />
    <Field type="checkbox" name="leave" label="They asked us not to ring: draw them never again" />
    <Button>Pass it on, and draw anew</Button>
  </Form>
)
