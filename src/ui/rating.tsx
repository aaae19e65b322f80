import type { Child } from 'hono/jsx'
import { Below } from './field.tsx'
import { chosen, errorOf, useFormAround } from './form-state.ts'
import { useLocale } from './locale.ts'
import { names } from './names.ts'

export interface RatingProps {
  name: string
  legend: string
  /** What the lowest and the highest number mean. */
  low: string
  high: string
  max?: number | undefined
  value?: number | undefined
  hint?: Child
  error?: string | undefined
  required?: boolean | undefined
}

/** Numbers 1 to 5 as one radio group: one tab stop, arrows move. */
export function Rating(props: RatingProps) {
  const { name, legend, low, high, max = 5, value, hint, required } = props
  const { wording } = useLocale()
  const around = useFormAround()
  const id = `${around.id}-${name}`
  const error = errorOf(around, name, props.error)
  const described = names(Boolean(hint) && `${id}-hint`, `${id}-ends`, error && `${id}-error`)
  return (
    <fieldset id={id} class={names('rating', error && 'wrong')} aria-describedby={described}>
      <legend>
        {legend}
        {!required && <span class="faint"> ({wording.optional})</span>}
      </legend>
      <Below id={id} hint={hint} error={error} />
      <div class="scale">
        {Array.from({ length: max }, (_, at) => at + 1).map((score) => (
          <div class="score">
            <input
              type="radio"
              id={`${id}-${score}`}
              name={name}
              value={String(score)}
              {...(chosen(around, name, String(score), value === score) && { checked: true })}
              {...(required && { required: true })}
            />
            <label for={`${id}-${score}`}>{score}</label>
          </div>
        ))}
      </div>
      <p class="ends faint" id={`${id}-ends`}>
        <span>
          <span class="unseen">1: </span>
          {low}
        </span>
        <span>
          <span class="unseen">{max}: </span>
          {high}
        </span>
      </p>
    </fieldset>
  )
}
