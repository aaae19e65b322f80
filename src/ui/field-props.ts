import type { Child } from 'hono/jsx'

export interface Choice {
  value: string
  label: string
  hint?: Child
  disabled?: boolean | undefined
}

export interface FieldShared {
  name: string
  label: string
  hint?: Child
  error?: string | undefined
  required?: boolean | undefined
  /** The label is read, not seen: only where the place says it all. */
  hideLabel?: boolean | undefined
  /** Spoken by placeholder only in addition to the label. */
  placeholder?: string | undefined
  autocomplete?: string | undefined
  autofocus?: boolean | undefined
  disabled?: boolean | undefined
  /** Does not say "optional" although it is. */
  plain?: boolean | undefined
}

export type InputType =
  | 'text'
  | 'email'
  | 'tel'
  | 'url'
  | 'search'
  | 'password'
  | 'number'
  | 'date'
  | 'time'
  | 'datetime-local'
  | 'month'

export interface InputField extends FieldShared {
  type?: InputType | undefined
  value?: string | number | undefined
  min?: string | number | undefined
  max?: string | number | undefined
  step?: string | number | undefined
  maxlength?: number | undefined
  pattern?: string | undefined
  /** Names that the browser offers while one types. */
  suggestions?: readonly string[] | undefined
  /** Room for about this many characters instead of the whole width. */
  size?: number | undefined
  /** dir=auto: names and words of any script. */
  anyScript?: boolean | undefined
}

export interface TextField extends FieldShared {
  type: 'textarea'
  value?: string | undefined
  rows?: number | undefined
  maxlength?: number | undefined
}

export interface MoneyField extends FieldShared {
  type: 'money'
  /** As the person would type it: "40" or "40.50". */
  value?: string | undefined
  /** ISO 4217. */
  currency: string
  /** The large one in the middle of a card. */
  big?: boolean | undefined
}

export interface SelectField extends FieldShared {
  type: 'select'
  value?: string | undefined
  options: readonly Choice[]
  /** A first line that stands for nothing chosen. */
  none?: string | undefined
}

export interface RadioField extends FieldShared {
  type: 'radio'
  value?: string | undefined
  options: readonly Choice[]
}

export interface CheckboxField extends FieldShared {
  type: 'checkbox'
  /** What is sent when it is ticked; "yes" by default. */
  value?: string | undefined
  checked?: boolean | undefined
}

export interface FileField extends FieldShared {
  type: 'file'
  accept?: string | undefined
  multiple?: boolean | undefined
}

export type FieldProps =
  | InputField
  | TextField
  | MoneyField
  | SelectField
  | RadioField
  | CheckboxField
  | FileField
