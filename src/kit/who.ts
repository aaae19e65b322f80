import type { Id } from './ids.ts'

/**
 * Who does a deed, and when. Doors make it once a request, from a credential and the clock; every deed takes it.
 * `id` is opaque here: a person, a customer, or null where the program itself acts (a timer, an import).
 */
export type Who = {
  readonly company: Id
  readonly by: 'person' | 'customer' | 'program'
  readonly id: Id | null
  readonly at: Date
}

/** The program itself, for timers and jobs. */
export const program = (company: Id, at: Date): Who => ({ company, by: 'program', id: null, at })
