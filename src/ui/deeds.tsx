import type { Child } from 'hono/jsx'
import { Button, Form, type FormProps } from './form.tsx'
import { useLocale } from './locale.ts'

export interface UndoProps {
  /** What was done: "€40 given to Tom." */
  children: Child
  action: string
  hidden?: FormProps['hidden']
  /** After so many the toast goes; without script it stays. */
  seconds?: number | undefined
  id?: string | undefined
}

/** A toast after a deed, with the button that takes it back. */
export function Undo({ children, action, hidden, seconds = 10, id = 'undo' }: UndoProps) {
  const { wording } = useLocale()
  return (
    <x-undo id={id} class="toast" data-seconds={String(seconds)} role="status">
      <p>{children}</p>
      <Form action={action} hidden={hidden} id={`${id}-f`} inline>
        <Button kind="link">{wording.undo}</Button>
      </Form>
    </x-undo>
  )
}

/** A text with a button that copies it; without script the text can be marked by hand. */
export function Copy({ text, label }: { text: string; label?: string | undefined }) {
  const { wording } = useLocale()
  return (
    <x-copy class="copy" data-done={wording.copied}>
      <code tabindex={0}>{text}</code>
      <button
        type="button"
        class="btn quiet"
        hidden
        {...(label && { 'aria-label': `${wording.copy}: ${label}` })}
      >
        {wording.copy}
      </button>
      <span role="status" class="faint" />
    </x-copy>
  )
}

export interface MoneyLabelProps {
  /** Around a money field and its button. */
  children: Child
  /** "Give Tom {amount} now". */
  template: string
  currency: string
  /** The money field's name; "amount" by default. */
  field?: string | undefined
  /** Above this many (in the currency's main unit, as "74") the other template holds: "Ask Carla for {amount}". */
  limit?: string | undefined
  above?: string | undefined
}

/** Keeps the label of the form's green button in step with the amount that is typed. */
export const MoneyLabel = ({
  children,
  template,
  currency,
  field = 'amount',
  limit,
  above,
}: MoneyLabelProps) => (
  <x-money
    data-template={template}
    data-currency={currency}
    data-field={field}
    {...(limit && { 'data-limit': limit })}
    {...(above && { 'data-above': above })}
  >
    {children}
  </x-money>
)
