import type { Child } from 'hono/jsx'
import { Below } from './field.tsx'
import type { Choice } from './field-props.ts'
import { chosen, errorOf, useFormAround } from './form-state.ts'
import { useLocale } from './locale.ts'
import { names, slug } from './names.ts'

export interface ChoicesProps {
  name: string
  legend: string
  choices: readonly Choice[]
  value?: string | undefined
  /** Several may be ticked; `values` says which. */
  many?: boolean | undefined
  values?: readonly string[] | undefined
  hint?: Child
  error?: string | undefined
  required?: boolean | undefined
  hideLabel?: boolean | undefined
  /** A plain list instead of big buttons. */
  small?: boolean | undefined
  /** Big buttons in equal columns, as the kinds of a deed; `wrap` where they are more than a line. */
  across?: boolean | 'wrap' | undefined
  plain?: boolean | undefined
}

/** Radio buttons (or ticks) in a fieldset: one tab stop, arrows move. */
export function Choices(props: ChoicesProps) {
  const { name, legend, choices, hint, hideLabel, small, across, required, many } = props
  const { wording } = useLocale()
  const around = useFormAround()
  const id = `${around.id}-${name}`
  const error = errorOf(around, name, props.error)
  const described = names(Boolean(hint) && `${id}-hint`, error && `${id}-error`)
  return (
    <fieldset
      id={id}
      class={names(
        'choices',
        small ? 'small' : 'big',
        across && 'across',
        across === 'wrap' && 'wrap',
        error && 'wrong',
      )}
      {...(described && { 'aria-describedby': described })}
    >
      <legend class={names(hideLabel && 'unseen')}>
        {legend}
        {!required && !props.plain && <span class="faint"> ({wording.optional})</span>}
      </legend>
      <Below id={id} hint={hint} error={error} />
      <div class="options">
        {choices.map((choice) => (
          <Option
            id={`${id}-${slug(choice.value)}`}
            name={name}
            choice={choice}
            many={many}
            required={required && !many}
            on={chosen(around, name, choice.value, isGiven(props, choice.value))}
          />
        ))}
      </div>
    </fieldset>
  )
}

const isGiven = ({ value, values }: ChoicesProps, choice: string): boolean =>
  values ? values.includes(choice) : value === choice

interface OptionProps {
  id: string
  name: string
  choice: Choice
  many: boolean | undefined
  required: boolean | undefined
  on: boolean
}

const Option = ({ id, name, choice, many, required, on }: OptionProps) => (
  <div class="option">
    <input
      type={many ? 'checkbox' : 'radio'}
      id={id}
      name={name}
      value={choice.value}
      {...(on && { checked: true })}
      {...(required && { required: true })}
      {...(choice.disabled && { disabled: true })}
      {...(Boolean(choice.hint) && { 'aria-describedby': `${id}-hint` })}
    />
    <label for={id}>
      {choice.label}
      {choice.hint && (
        <span class="faint" id={`${id}-hint`}>
          {choice.hint}
        </span>
      )}
    </label>
  </div>
)

export interface PartProps {
  /** The radio group's name and the value at which this part belongs to the form. */
  of: string
  value: string
  children: Child
}

/** A part of a form that belongs to one choice; inside ShowChosen. Without script all parts are seen. */
export const Part = ({ of, value, children }: PartProps) => (
  <fieldset class="part" data-of={of} data-value={value}>
    {children}
  </fieldset>
)

/** Around Choices and Parts: shows only the part that belongs to the choice. */
export const ShowChosen = ({ children }: { children: Child }) => <x-choices>{children}</x-choices>
