import { Button, Disclosure, Field, Form } from '../ui/index.ts'
import type { Policy } from './policy.ts'

/** It was kept, and goes after all. */
export const Anew = ({ one }: { one: Policy }) => (
  <Form
    action={`/rules/${one.id}/scrap`}
    id={`scrap-${one.id}`}
    hidden={{ wait: one.word?.wait_id, anew: 'yes' }}
  >
    <Field name="because" label="Why it goes after all" required anyScript maxlength={2000} />
    <Button kind="go">Scrap it after all</Button>
  </Form>
)

/** It was scrapped, and is needed after all, or still holds somewhere. */
export const Reopen = ({ one }: { one: Policy }) => (
  <Disclosure summary="Open it again">
    <Form action={`/rules/${one.id}/reopen`} id="reopen">
      <Field
        type="textarea"
        name="reason"
        label="Why?"
        hint="Whoever heard that it is gone reads this."
        rows={2}
        required
        maxlength={2000}
      />
      <Button>Open it again</Button>
    </Form>
  </Disclosure>
)
