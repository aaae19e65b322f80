import { Button, Choices, Field, FieldRow, Form, Part, Sentence, ShowChosen } from '../ui/index.ts'

const SPANS = [
  { value: 'week', label: 'each week' },
  { value: 'month', label: 'each month' },
  { value: 'quarter', label: 'each quarter' },
]

export const Cadence = ({ times, per }: { times: number; per: string }) => (
  <FieldRow legend="How often">
    <Field name="times" type="number" label="How many" value={times} min={1} max={100} required />
    <Field name="per" type="select" label="In" value={per} required options={SPANS} />
  </FieldRow>
)

/** Three sorts: two count by themselves, the third by what one says that one did. */
export const MakeForm = ({ seen }: { seen: boolean }) => (
  <Form action="/pledges" id="pledge">
    <ShowChosen>
      <Choices
        name="doing"
        legend="What will you do?"
        hideLabel
        across
        required
        value="calls"
        choices={[
          { value: 'calls', label: 'Ring customers' },
          { value: 'shifts', label: 'Take shifts' },
          { value: 'other', label: 'Something else' },
        ]}
      />
      <Part of="doing" value="other">
        <Field
          name="sentence"
          label="In your words"
          placeholder="Eat with the workshop"
          maxlength={200}
          plain
        />
      </Part>
      <Cadence times={3} per="week" />
    </ShowChosen>
    <Sentence size="soft">
      {seen
        ? 'Everybody here sees it, and whether it was kept.'
        : 'Only you see it. What leaders pledge is seen by all.'}
    </Sentence>
    <Button kind="go">Pledge it</Button>
  </Form>
)
