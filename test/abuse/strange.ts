// What nobody expects in a field, a path or a query. Seeded: the same seed asks the same.

import type { Leaf } from '../../src/kit/doors.ts'
import type { Endpoint } from '../../src/kit/endpoint.ts'
import type { Known } from './filled.ts'
import { colons, KINDS, kindOfField, kindOfParameter, plainParameter } from './kinds.ts'
import type { Sent } from './probes.ts'
import { idPlaces, put, type Schema, sample, schemaOf } from './schema.ts'

/** mulberry32, by Tommy Ettinger (public domain): small, seeded, even enough. */
export function seeded(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    below,
    chance: (share: number) => next() < share,
    of: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  }
}
export type Dice = ReturnType<typeof seeded>

export const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202egpj.exe',
  '\r\nSet-Cookie: evil=1',
  '\u001b[31m',
  'a'.repeat(5000),
  '"><script>alert(1)</script>',
  "'; drop table people_person; --",
  '%',
  '%%%_\\',
  '\\',
  '../../../../etc/passwd',
  '1e400',
  'NaN',
  'infinity',
  'now',
  'null',
  'true',
  '__proto__',
  'constructor',
  '😀'.repeat(200),
  '٣٤٫٥٠',
  '9'.repeat(400),
  '-1',
  '0',
  '2026-02-30',
  '0000-00-00',
  '2026-13-01T00:00:00Z',
  '0000-01-01',
  '0001-01-01',
  '1950-01-01',
  '9999-12-31',
  '0000-01-01T00:00:00Z',
  '1950-01-01T00:00:00Z',
  '9999-12-31T23:59:59-14:00',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '+012345-01-01T00:00:00Z',
  '((((((((((',
  '@@@@@@@@',
  'a!'.repeat(2000),
  '{{7*7}}',
  '& | ! <-> :*',
  '“”„’',
  '-',
  '"',
  ':',
  'EUR',
  '12:61',
  'no-such-person@',
  '01890000-0000-7000-8000-000000000000',
  '01890000-0000-7000-8000-00000000000G',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
] as const

const DATES = TEXTS.filter((text) => /^[0-9+-]{4,}-\d\d-/.test(text))
/** Cursors that look like one: an id that is none, a moment that no calendar has. */
const PLACES = [
  '2026-01-01T00:00:00.000Z ------------------------------------',
  '+275760-09-13T00:00:00.000Z 01890000-0000-7000-8000-000000000000',
].map((text) => Buffer.from(text).toString('base64url'))

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  [],
  {},
  [[[[[]]]]],
  [null],
  { a: { b: { c: [] } } },
  '',
  'true',
]

function strange(dice: Dice, name = '', schema: Schema = {}): unknown {
  if (schema.format?.startsWith('date') && dice.chance(0.7)) return dice.of(DATES)
  if (name === 'after' && dice.chance(0.7)) return dice.of(PLACES)
  return dice.chance(0.6) ? dice.of(TEXTS) : dice.of(VALUES)
}

/** A request of that contract in which one or more places hold something strange. */
export function strangeCall({ method, path: braces, input }: Endpoint, own: Known, dice: Dice): Sent {
  const path = colons(braces)
  const schema = schemaOf(input)
  const filled = fillStrangely(method, path, own, dice)
  const members = Object.keys(schema.properties ?? {}).filter((name) => !path.includes(`:${name}`))
  let body: Record<string, unknown> = {}
  for (const name of members) {
    const one: Schema = schema.properties?.[name] ?? {}
    const needed = schema.required?.includes(name)
    if (!needed && dice.chance(0.5)) continue
    const ids = (field: string) => own[kindOfField(field) ?? dice.of(KINDS)]
    body[name] = dice.chance(0.3) ? strange(dice, name, one) : sample(one, ids, name)
    const place = dice.of([undefined, ...idPlaces(one)])
    if (place && dice.chance(0.1)) body[name] = put(body[name], place.trail, strange(dice))
  }
  if (dice.chance(0.03)) body = strange(dice) as Record<string, unknown>
  if (method === 'get' || method === 'delete')
    return {
      method,
      path: filled,
      query: Object.fromEntries(Object.entries(body ?? {}).map(([k, v]) => [k, asText(v)])),
    }
  return { method, path: filled, body }
}

/** The same of a page or a form. */
export function strangeVisit(
  { method, path, shape }: Leaf,
  queries: readonly string[],
  own: Known,
  dice: Dice,
): Sent {
  const filled = fillStrangely(method, path, own, dice)
  const query = Object.fromEntries(
    queries.filter(() => dice.chance(0.5)).map((name) => [name, String(strange(dice, name))]),
  )
  if (method === 'get') return { method, path: filled, query }
  const schema = shape ? schemaOf(shape) : {}
  const members = [...Object.keys(schema.properties ?? {}), ...(dice.chance(0.2) ? queries : [])]
  const body: Record<string, unknown> = {}
  for (const name of members) {
    if (dice.chance(0.2)) continue
    const one = schema.properties?.[name] ?? {}
    const kind = kindOfField(name)
    body[name] = dice.chance(0.35)
      ? dice.of(TEXTS)
      : kind
        ? own[kind]
        : asText(sample(one, () => own.person, name))
  }
  return { method, path: filled, query, body }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const fillStrangely = (method: string, path: string, own: Known, dice: Dice): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    const kind = kindOfParameter(method, path, name)
    const usual = kind && kind !== 'none' ? own[kind] : plainParameter(name, own.slug)
    const text = dice.chance(0.2) ? dice.of(TEXTS).slice(0, 300) : usual
    return encodeURIComponent(text.toWellFormed() || 'x')
  })
