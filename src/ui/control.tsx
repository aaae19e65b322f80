import type { FieldProps, InputField, MoneyField, SelectField, TextField } from './field-props.ts'
import { typed, useFormAround } from './form-state.ts'
import { useLocale } from './locale.ts'
import { names } from './names.ts'

type Single = Exclude<FieldProps, { type: 'radio' } | { type: 'checkbox' }>

interface ControlProps {
  field: Single
  id: string
  wrong: boolean
}

/** The element that takes the input, as its type asks. Values are printed the way HTML wants them. */
export function Control({ field, id, wrong }: ControlProps) {
  const around = useFormAround()
  const shared = attributes(field, id, wrong)
  if (field.type === 'file')
    return (
      <input
        type="file"
        {...shared}
        {...(field.accept && { accept: field.accept })}
        {...(field.multiple && { multiple: true })}
      />
    )
  const given = field.value === undefined ? undefined : String(field.value)
  const value = typed(around, field.name, given) ?? ''
  if (field.type === 'textarea') return <Area field={field} shared={shared} value={value} />
  if (field.type === 'select') return <Select field={field} shared={shared} value={value} />
  if (field.type === 'money') return <Money field={field} shared={shared} value={value} />
  return <Input field={field} shared={shared} value={value} />
}

type Shared = Record<string, string | boolean>

function attributes(field: Single, id: string, wrong: boolean): Shared {
  const described = names(Boolean(field.hint) && `${id}-hint`, wrong && `${id}-error`)
  return {
    id,
    name: field.name,
    class: 'input',
    ...(field.required && { required: true }),
    ...(field.disabled && { disabled: true }),
    ...(field.autofocus && { autofocus: true }),
    ...(field.autocomplete && { autocomplete: field.autocomplete }),
    ...(field.placeholder && { placeholder: field.placeholder }),
    ...(described && { 'aria-describedby': described }),
    ...(wrong && { 'aria-invalid': 'true' }),
  }
}

interface Filled<Kind> {
  field: Kind
  shared: Shared
  value: string
}

function Input({ field, shared, value }: Filled<InputField>) {
  const list = field.suggestions?.length ? `${shared.id}-list` : undefined
  const more = ['min', 'max', 'step', 'maxlength', 'pattern', 'size'] as const
  const given = more.flatMap((key) => (field[key] === undefined ? [] : [[key, String(field[key])]]))
  const type = field.type ?? 'text'
  return (
    <>
      <input
        type={type}
        {...shared}
        {...Object.fromEntries(given)}
        {...(type === 'password' ? {} : { value })}
        {...(list && { list })}
        {...(field.anyScript && { dir: 'auto' })}
      />
      {list && (
        <datalist id={list}>
          {field.suggestions?.map((suggestion) => (
            <option value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** A textarea's first newline is eaten by the browser, so one stands before the text. */
const Area = ({ field, shared, value }: Filled<TextField>) => (
  <textarea
    {...shared}
    dir="auto"
    rows={field.rows ?? 3}
    {...(field.maxlength && { maxlength: field.maxlength })}
  >
    {`\n${value}`}
  </textarea>
)

const Select = ({ field, shared, value }: Filled<SelectField>) => (
  <select {...shared}>
    {field.none !== undefined && <option value="">{field.none}</option>}
    {field.options.map((option) => (
      <option
        value={option.value}
        {...(option.value === value && { selected: true })}
        {...(option.disabled && { disabled: true })}
      >
        {option.label}
      </option>
    ))}
  </select>
)

function Money({ field, shared, value }: Filled<MoneyField>) {
  const { lang } = useLocale()
  const parts = new Intl.NumberFormat(lang, {
    style: 'currency',
    currency: field.currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0)
  const at = parts.findIndex((part) => part.type === 'currency')
  // The whole frame is a label, so that a click beside the number finds the field.
  return (
    <label class={names('money', field.big && 'big', at > 0 && 'after')} for={String(shared.id)}>
      <span class="sign" aria-hidden="true">
        {parts[at]?.value ?? field.currency}
      </span>
      <input type="text" inputmode="decimal" autocomplete="off" {...shared} value={value} />
    </label>
  )
}
