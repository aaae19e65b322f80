import type { Child } from 'hono/jsx'
import { Choices } from './choices.tsx'
import { Control } from './control.tsx'
import type { CheckboxField, FieldProps, FieldShared } from './field-props.ts'
import { chosen, errorOf, useFormAround } from './form-state.ts'
import { useLocale } from './locale.ts'
import { names } from './names.ts'

/** Label, hint, error and control of one name. After a refused post it shows what was typed. */
export function Field(props: FieldProps) {
  const around = useFormAround()
  const id = `${around.id}-${props.name}`
  const error = errorOf(around, props.name, props.error)
  if (props.type === 'radio') {
    const { type: _, label, options, ...rest } = props
    return <Choices {...rest} legend={label} choices={options} small />
  }
  if (props.type === 'checkbox') return <Tick {...props} id={id} error={error} />
  return (
    <div class={names('field', error && 'wrong')}>
      <Label {...props} id={id} />
      <Below id={id} hint={props.hint} error={error} />
      <Control field={props} id={id} wrong={Boolean(error)} />
    </div>
  )
}

function Label({
  id,
  label,
  required,
  hideLabel,
  plain,
  type,
}: FieldShared & { id: string; type?: string | undefined }) {
  const { wording } = useLocale()
  return (
    <label for={id} class={names(hideLabel && 'unseen')}>
      {label}
      {!required && !plain && type !== 'search' && <span class="faint"> ({wording.optional})</span>}
    </label>
  )
}

/** Hint and error, in the order in which they are read. */
export function Below({ id, hint, error }: { id: string; hint: Child; error: string | undefined }) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  )
}

function Tick(props: CheckboxField & { id: string; error: string | undefined }) {
  const { id, name, label, hint, error, value = 'yes', checked = false, required, disabled } = props
  const on = chosen(useFormAround(), name, value, checked)
  const described = names(Boolean(hint) && `${id}-hint`, error && `${id}-error`)
  return (
    <div class={names('tick', error && 'wrong')}>
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        {...(on && { checked: true })}
        {...(required && { required: true })}
        {...(disabled && { disabled: true })}
        {...(described && { 'aria-describedby': described })}
      />
      <label for={id}>{label}</label>
      <Below id={id} hint={hint} error={error} />
    </div>
  )
}
