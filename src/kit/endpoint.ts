import { z } from 'zod'
import type { Db } from './db.ts'

/** A contract of the API as a value: from it come the check at the border, the types, OpenAPI and the reference. */
export type Endpoint<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below /api/v1, parameters in braces: `/cases/{id}/promises`. They are members of `input` too. */
  path: `/${string}`
  /** One sentence: what it does. */
  says: string
  /** The scope that a key must have, `cases:write`. */
  scope: string
  input: I
  output: O
  status?: 200 | 201 | 202
}

/** Unknown members are refused, not dropped: a misspelt one would otherwise pass unseen. */
export const endpoint = <I extends z.ZodObject, O extends z.ZodType>(
  one: Endpoint<I, O>,
): Endpoint<I, O> => ({
  ...one,
  input: one.input.strict() as unknown as I,
})

/** An endpoint and the deed behind it. */
export type Route<W> = { endpoint: Endpoint; run(db: Db, who: W, input: unknown): Promise<unknown> }

export function answers<I extends z.ZodObject, O extends z.ZodType, W>(
  contract: Endpoint<I, O>,
  deed: (db: Db, who: W, input: z.output<I>) => Promise<z.input<O>>,
): Route<W> {
  return { endpoint: contract, run: (db, who, input) => deed(db, who, input as z.output<I>) }
}

export const idShape = z.guid().lowercase().describe('An id.')
/** A moment, as ISO 8601 with a zone; in code a Date. */
export const momentShape = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999, 'No calendar has this moment.')
  .describe('A moment, ISO 8601.')
/** A moment on its way out. */
export const momentOut = z
  .date()
  .transform((at) => at.toISOString())
  .pipe(z.iso.datetime())
/** A day in a form; `sentence` is said where it is none. */
export const dayIn = (sentence?: string) =>
  z.iso.date(sentence).refine((text) => text >= '0001', 'No calendar has this day: the first year is 1.')
export const dayShape = dayIn().describe('A day, YYYY-MM-DD.')
/** Money at the border: a whole number of the smallest unit, never a fraction and never text. */
export const moneyShape = z
  .strictObject({
    minor: z.int().positive().describe('In the smallest unit of the currency: 4000 is €40.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217.'),
  })
  .transform(({ minor, currency }) => ({ minor: BigInt(minor), currency }))
export const moneyOut = z.object({ minor: z.bigint().transform(Number).pipe(z.int()), currency: z.string() })
/** A text of so many characters at most; control characters other than new lines and tabs are refused. */
export const textShape = (most: number) =>
  z
    .string()
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u, 'This has characters that no text has.')
    .refine((text) => text.isWellFormed(), 'This is not well-formed text.')

/** A list in pages: `after` is what the last page gave as `next`. */
export const pageInput = {
  after: z.string().max(200).optional().describe('The `next` of the page before.'),
  most: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most.'),
}
export const pageOutput = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Give this as `after`; null at the end.'),
  })
