import type { z } from 'zod'
import { Refusal, type RefusalKind } from './refusal.ts'

const STATUS: Record<RefusalKind, 403 | 404 | 409 | 410 | 422 | 429 | 503> = {
  invalid: 422,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  limit: 409,
  gone: 410,
  'too-many': 429,
  unavailable: 503,
}

export const httpStatus = (kind: RefusalKind) => STATUS[kind]

/** An answer that is an error, as RFC 9457 (application/problem+json). */
export function problem(
  status: number,
  code: string,
  sentence: string,
  more: Record<string, unknown> = {},
): Response {
  return Response.json(
    { type: `urn:makegood:${code}`, title: sentence, status, ...more },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
}

export const refusalProblem = (refusal: Refusal): Response =>
  problem(httpStatus(refusal.kind), refusal.code, refusal.sentence, {
    ...(refusal.field ? { field: refusal.field } : {}),
    ...(refusal.about ? { about: refusal.about } : {}),
  })

/** What zod found, as one refusal that names the first field. */
export function refusalOf(error: z.ZodError): Refusal {
  const first = error.issues[0]
  const field = first?.path.join('.') ?? ''
  const list = error.issues.map((issue) => ({ field: issue.path.join('.'), sentence: issue.message }))
  return new Refusal(
    'invalid',
    'input',
    first ? (field ? `${field}: ${first.message}` : first.message) : 'This cannot be read.',
    {
      field: field || undefined,
      about: { errors: list },
    },
  )
}
