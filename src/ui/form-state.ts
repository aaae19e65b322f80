import { createContext, useContext } from 'hono/jsx'

export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** A refused post: the same page is shown again with what was typed and the sentence that says why. */
export interface Refused {
  values: FormValues
  sentence?: string | undefined
  /** The name of the field that the sentence is about. */
  field?: string | undefined
  /** The `action` of the form that was refused; on a page with a single form it may be left out. */
  action?: string | undefined
}

export const FormState = createContext<Refused | undefined>(undefined)

/** The form around a field: gives ids their prefix, and the refusal only where it is this form's. */
export interface AroundField {
  id: string
  refused: Refused | undefined
}

export const FormAround = createContext<AroundField>({ id: 'f', refused: undefined })

export const useFormAround = (): AroundField => useContext(FormAround)

/** What was typed into `name`, else what the page gave: a field that was not sent (a secret, a file) keeps it. */
export function typed(around: AroundField, name: string, given: string | undefined): string | undefined {
  const value = around.refused?.values[name]
  if (value === undefined) return given
  return typeof value === 'string' ? value : value[0]
}

/** Whether `value` was chosen among those of `name`. After a refusal nothing sent means nothing ticked. */
export function chosen(around: AroundField, name: string, value: string, given: boolean): boolean {
  if (!around.refused) return given
  const was = around.refused.values[name]
  return typeof was === 'string' ? was === value : (was?.includes(value) ?? false)
}

export const errorOf = (around: AroundField, name: string, given: string | undefined): string | undefined =>
  given ?? (around.refused?.field === name ? around.refused.sentence : undefined)
