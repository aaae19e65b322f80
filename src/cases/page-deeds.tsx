import { formatWhen } from '../kit/moments.ts'
import { firstName } from '../people/people.ts'
import { Button, Choices, Deed, Disclosure, Field, Form, Part, ShowChosen } from '../ui/index.ts'
import { type Moment, momentsAhead } from './promise.ts'
import { clip, type Sight } from './sight.ts'
import type { Promised } from './store-promises.ts'

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
    <Disclosure summary={last ? 'It is kept, or promise anew' : `Promise ${name} something`} id="promise">
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

export const PutRight = ({ one, name, way, promises }: Sight) => (
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
      <Promises open={promises.filter((promised) => !promised.end)} name={name} />
      <Button kind="go">Put right: ask {name}</Button>
    </Form>
  </Disclosure>
)

/** Nobody has rung because a bicycle is ready: what is kept with it is ticked, the rest stays promised. */
const Promises = ({ open, name }: { open: Promised[]; name: string }) =>
  open.length === 0 ? null : (
    <Choices
      name="promises_kept"
      legend={`Which promise to ${name} is kept?`}
      hint="What you do not tick stays promised, and its clock goes on."
      many
      small
      plain
      choices={open.map((promised) => ({ value: promised.id, label: clip(promised.what, 80) }))}
    />
  )

export const BriefWords = ({ one }: Sight) => (
  <Disclosure summary="Say it better" id="brief">
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
