// Values for the shapes of contracts and forms, made from their JSON schema: the least that passes, with the ids given.
import { z } from 'zod'
import { clock, days, later } from '../../src/kit/clock.ts'

export type Schema = {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  minItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  contentEncoding?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: unknown
}
/** Where something stands inside of a value: names of members, numbers of items. */
export type Trail = readonly (string | number)[]

export const schemaOf = (shape: z.ZodType): Schema =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) as Schema

const GUID = schemaOf(z.guid()).pattern
export const isIdSchema = (schema: Schema): boolean =>
  schema.pattern === GUID || (schema.allOf ?? []).some((one) => one.pattern === GUID)

/** Every place at which an id may stand, with the name that it has there. */
export function idPlaces(schema: Schema, trail: Trail = []): { trail: Trail; name: string }[] {
  if (isIdSchema(schema)) return [{ trail, name: String(trail.findLast((one) => typeof one === 'string')) }]
  return [
    ...(schema.anyOf ?? []).flatMap((one) => idPlaces(one, trail)),
    ...(schema.items ? idPlaces(schema.items, [...trail, 0]) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => idPlaces(one, [...trail, name])),
  ]
}

/** What ids stand for where one is needed: by the name of the member. */
export type Ids = (name: string) => string

export function sample(schema: Schema, ids: Ids, name = ''): unknown {
  if (isIdSchema(schema)) return ids(name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf.find((one) => one.type !== 'null') ?? {}, ids, name)
  if (schema.type === 'object') {
    const needed = new Set(schema.required ?? [])
    const members = Object.entries(schema.properties ?? {}).filter(([member]) => needed.has(member))
    return Object.fromEntries(members.map(([member, one]) => [member, sample(one, ids, member)]))
  }
  if (schema.type === 'array') return schema.items ? [sample(schema.items, ids, name)] : []
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.exclusiveMinimum === undefined
      ? Math.max(schema.minimum ?? 1, 1)
      : schema.exclusiveMinimum + 1
  if (schema.type === 'boolean') return true
  return text(schema, name)
}

/** Moments that have been; all others are ahead. */
const DAYS: Record<string, string> = {
  bought_at: '2020-03-04T10:00:00Z',
  at: '2020-03-04T10:00:00Z',
  since: '2020-03-04T10:00:00Z',
}
const ahead = (howMany: number) => later(clock.now(), days(howMany))
const WORDS = 'some words that are long enough for whoever reads them'
function text(schema: Schema, name: string): string {
  if (schema.format === 'date-time') return DAYS[name] ?? ahead(name === 'from' ? 2 : 4).toISOString()
  if (schema.format === 'date') return '2020-03-04'
  if (schema.format === 'email') return 'nobody.in.particular@customer.example'
  if (schema.contentEncoding === 'base64') return 'U3ViamVjdDogeA0KDQp4'
  if (schema.pattern?.includes('[A-Z]{3}')) return 'EUR'
  if (schema.pattern?.startsWith('^[a-z]')) return 'phone'
  if (schema.pattern?.startsWith('^[A-Za-z]')) return 'en'
  return WORDS.slice(0, schema.maxLength ?? 60)
}

/** A value with something put in at a place; what is missing on the way there is made. */
export function put(value: unknown, trail: Trail, what: unknown): unknown {
  const [first, ...rest] = trail
  if (first === undefined) return what
  if (typeof first === 'number') return [put((value as unknown[] | undefined)?.[first], rest, what)]
  const object = (value ?? {}) as Record<string, unknown>
  return { ...object, [first]: put(object[first], rest, what) }
}
