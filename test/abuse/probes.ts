// From the contracts, the pages and the forms: one probe for each place at which somebody may name a row.
import { clock, days, later } from '../../src/kit/clock.ts'
import type { Leaf } from '../../src/kit/doors.ts'
import type { Endpoint } from '../../src/kit/endpoint.ts'
import type { Known } from './filled.ts'
import { colons, isPlain, type Kind, kindOfField, kindOfParameter, LOOSE, plainParameter } from './kinds.ts'
import { idPlaces, put, type Schema, sample, schemaOf } from './schema.ts'

export type Sent = { method: string; path: string; query?: Record<string, string>; body?: unknown }
export type Probe = {
  door: 'api' | 'page'
  title: string
  method: string
  kind: Kind
  /** The request with one's own ids everywhere and `id` at the place that is probed. */
  request(own: Known, id: string): Sent
}
export class Unknown extends Error {}

const sure = (kind: Kind | 'none' | undefined, title: string): Kind | 'none' => {
  if (kind) return kind
  throw new Unknown(
    `${title}: say in test/abuse/kinds.ts which row stands here, or that it is none, so that the walls can be tested.`,
  )
}

const fill = (method: string, path: string, own: Known, but?: { name: string; id: string }): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === but?.name) return encodeURIComponent(but.id)
    const kind = kindOfParameter(method, path, name)
    return encodeURIComponent(kind && kind !== 'none' ? own[kind] : plainParameter(name, own.slug))
  })

const parameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')

/** What a request needs beside the least, before the id in question is looked at. */
const owed = (own: Known) => ({
  kind: own.owedKind,
  purchase: own.purchase,
  amount: { minor: 100, currency: 'EUR' },
})
const soon = () => later(clock.now(), days(3)).toISOString().slice(0, 10)
const BESIDE: Record<string, (own: Known) => Record<string, unknown>> = {
  'patch /journey/stages/:id': () => ({ name: 'Another name' }),
  'post /cases/:id/remedies': owed,
  'post /cases/:id/asks': (own) => ({ ...owed(own), amount: { minor: 30_000, currency: 'EUR' } }),
  'post /policies/reports': () => ({ name: 'A rule of nobody else' }),
  'post /rules/report': () => ({ name: 'A rule of nobody else' }),
  ...Object.fromEntries(
    ['tell', 'tell/not', 'tell/back', 'letter'].map((what) => [
      `post /rules/:id/${what}`,
      (own: Known) => ({ customer: own.customer }),
    ]),
  ),
  'post /thanks/:id/choose': (own) => ({ person: own.person }),
  'post /expected': (own) => ({ customer: own.customer, day: soon() }),
  'post /customers/:id/expected': () => ({ day: soon() }),
  'post /expected/:id/move': () => ({ day: soon() }),
  'post /calendars': () => ({ calendar: 'BEGIN:VCALENDAR' }),
  'post /calendar-entries/whose': (own) => ({ entry: own.entry }),
  'post /company/calendars/whose': (own) => ({ customer: own.customer }),
}

export function probesOfContract({ method, path: braces, input }: Endpoint): Probe[] {
  const path = colons(braces)
  const schema = schemaOf(input)
  const inPath = parameters(path)
  const ids = (own: Known) => (name: string) => {
    const kind = kindOfParameter(method, path, name) ?? kindOfField(name)
    return kind && kind !== 'none' ? own[kind] : ''
  }
  const least = (own: Known): Record<string, unknown> => ({
    ...(sample(without(schema, inPath), ids(own)) as Record<string, unknown>),
    ...BESIDE[`${method} ${path}`]?.(own),
  })
  const send = (filled: string, members: Record<string, unknown>): Sent =>
    method === 'get' || method === 'delete'
      ? { method, path: filled, query: members as Record<string, string> }
      : { method, path: filled, body: members }
  const title = (name: string) => `${method.toUpperCase()} /api/v1${path} · ${name}`
  return [
    ...inPath.flatMap((name): Probe[] => {
      const kind = sure(kindOfParameter(method, path, name), title(name))
      if (kind === 'none') return []
      return [
        {
          door: 'api',
          title: title(name),
          method,
          kind,
          request: (own, id) => send(fill(method, path, own, { name, id }), least(own)),
        },
      ]
    }),
    ...idPlaces(without(schema, inPath)).map(({ trail, name }): Probe => {
      const kind = sure(kindOfField(name), title(trail.join('.')))
      if (kind === 'none') throw new Unknown(title(name))
      return {
        door: 'api',
        title: title(trail.join('.')),
        method,
        kind,
        request: (own, id) =>
          send(fill(method, path, own), put(least(own), trail, id) as Record<string, unknown>),
      }
    }),
  ]
}

const without = (schema: Schema, names: string[]): Schema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name)),
  ),
  required: (schema.required ?? []).filter((name) => !names.includes(name)),
})

export function probesOfLeaf(leaf: Leaf, queries: readonly string[] = []): Probe[] {
  const { path, method, shape } = leaf
  const title = (name: string) => `${method.toUpperCase()} ${path} · ${name}`
  const fields = shape ? fieldsOf(leaf, schemaOf(shape), title) : []
  const schema: Schema = shape ? schemaOf(shape) : {}
  const least = (own: Known): Record<string, unknown> => ({
    ...(sample(schema, (name) => own[kindOfField(name) ?? 'person']) as Record<string, unknown>),
    ...Object.fromEntries(
      fields.filter(({ name }) => schema.required?.includes(name)).map(({ name, kind }) => [name, own[kind]]),
    ),
    ...BESIDE[`${method} ${path}`]?.(own),
  })
  const body = (own: Known, more: Record<string, unknown>) =>
    method === 'post' ? { body: { ...(shape ? least(own) : {}), ...more } } : {}
  const probe = (name: string, kind: Kind, request: Probe['request']): Probe => ({
    door: 'page',
    title: title(name),
    method,
    kind,
    request,
  })
  return [
    ...parameters(path).flatMap((name) => {
      const kind = sure(kindOfParameter(method, path, name), title(name))
      return kind === 'none'
        ? []
        : [
            probe(name, kind, (own, id) => ({
              method,
              path: fill(method, path, own, { name, id }),
              ...body(own, {}),
            })),
          ]
    }),
    ...fields.map(({ name, kind }) =>
      probe(name, kind, (own, id) => ({
        method,
        path: fill(method, path, own),
        ...body(own, { [name]: id }),
      })),
    ),
    ...queries
      .filter((name) => !isPlain(path, name))
      .map((name) => {
        const kind = sure(kindOfField(name), title(`?${name}`)) as Kind
        return probe(`?${name}`, kind, (own, id) => ({
          method,
          path: fill(method, path, own),
          query: { [name]: id },
        }))
      }),
  ]
}

function fieldsOf({ path }: Leaf, schema: Schema, title: (name: string) => string) {
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false && !LOOSE[path])
    throw new Unknown(`${title('anything')}: say in test/abuse/kinds.ts why this form takes any field.`)
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]): { name: string; kind: Kind }[] => {
    const mayBeId = idPlaces(one).length > 0
    const variants = [one, ...(one.anyOf ?? [])]
    const choice = variants.every(
      ({ type, enum: some, const: only }) => type !== 'string' || some || only !== undefined,
    )
    if (!mayBeId && (choice || isPlain(path, name))) return []
    const kind = kindOfField(name)
    if (kind) return [{ name, kind }]
    throw new Unknown(`${title(name)}: say in test/abuse/kinds.ts which row stands here, or that it is none.`)
  })
}
