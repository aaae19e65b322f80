import { Ago, Button, Card, Choices, Deed, Disclosure, Form } from '../ui/index.ts'
import type { Interaction } from './interactions.ts'

const choices = [
  { value: 'magic', label: 'Magic', hint: 'They will tell others of it.' },
  { value: 'mediocre', label: 'Mediocre', hint: 'It was done, and is forgotten.' },
  { value: 'misery', label: 'Misery', hint: 'It hurt, whatever the number says.' },
]

type JudgeProps = { one: Interaction; by: string | undefined; at: Date | undefined }

/** Somebody who knows better than a number says so, with their name. */
export function Judge({ one, by, at }: JudgeProps) {
  const ask = (
    <Form action={`/interactions/${one.id}/verdict`}>
      <Choices
        name="verdict"
        legend="What was it for the customer?"
        choices={choices}
        value={one.verdict ?? undefined}
        required
        small
      />
      <Button>Say so with my name</Button>
    </Form>
  )
  if (by && at)
    return (
      <Card title="What it was" id="verdict">
        <p>
          {by} said it was {one.verdict}, <Ago at={at} />.
        </p>
        <Deed action={`/interactions/${one.id}/verdict/undo`} kind="link" id="unjudge">
          {one.score === null ? 'Leave it open again' : 'Let the number speak again'}
        </Deed>
        <Disclosure summary="It was something else">{ask}</Disclosure>
      </Card>
    )
  if (one.verdict === null)
    return (
      <Card title="What was it?" id="verdict">
        {ask}
      </Card>
    )
  return (
    <Disclosure summary={`Was it something else than ${one.verdict}?`} id="verdict">
      {ask}
    </Disclosure>
  )
}
