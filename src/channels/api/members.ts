import { z } from 'zod'
import type { Endpoint } from '../../kit/endpoint.ts'

/** A member of what an endpoint takes or gives, as a reader wants it told. */
export type Member = { name: string; kind: string; required: boolean; says: string }

type Schema = {
  type?: string | string[]
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  default?: unknown
  maxLength?: number
  minimum?: number
  maximum?: number
}

const schemaOf = (shape: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema

export const takes = (endpoint: Endpoint): Member[] => membersOf(schemaOf(endpoint.input, 'input'))
export const gives = (endpoint: Endpoint): Member[] => membersOf(schemaOf(endpoint.output, 'output'))

function membersOf(schema: Schema): Member[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    name,
    kind: kindOf(member),
    required: required.has(name) && member.default === undefined,
    says: saysOf(member),
  }))
}

function saysOf(schema: Schema): string {
  return [
    isAnId(schema) ? undefined : schema.description,
    schema.maxLength !== undefined
      ? `${schema.maxLength.toLocaleString('en')} characters at most.`
      : undefined,
    schema.default !== undefined && schema.default !== null
      ? `${JSON.stringify(schema.default)} if not given.`
      : undefined,
  ]
    .filter(Boolean)
    .join(' ')
}

/** "text", "whole number", "list of text", "“yes” or “no”", "object of minor, currency". */
export function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return `“${String(schema.const)}”`
  if (schema.enum) return schema.enum.map((one) => `“${String(one)}”`).join(' or ')
  if (isAnId(schema)) return 'id'
  if (schema.anyOf) return [...new Set(schema.anyOf.map(kindOf))].join(' or ')
  if (schema.type === 'array') return `list of ${schema.items ? kindOf(schema.items) : 'anything'}`
  if (schema.type === 'object' && schema.properties)
    return `object of ${Object.keys(schema.properties).join(', ')}`
  const format = { 'date-time': 'moment', date: 'day', email: 'email address', uuid: 'id', uri: 'address' }
  if (schema.format && schema.format in format) return format[schema.format as keyof typeof format]
  const type = [schema.type ?? 'anything'].flat()[0] ?? 'anything'
  return { string: 'text', integer: 'whole number', boolean: 'true or false', null: 'null' }[type] ?? type
}

// An id is a pattern in the schema; its description is what tells it from other text.
const isAnId = (schema: Schema) => schema.description === 'An id.'

const AN_ID = '0198d4c2-7b1e-7c3a-9f10-3c5a8d2e6b41'

/** A request that one can copy: all that must be given, with a sample of each. */
export function curlOf(endpoint: Endpoint, base: string): string {
  const schema = schemaOf(endpoint.input, 'input')
  const path = endpoint.path.replace(/\{\w+\}/g, AN_ID)
  const inPath = new Set([...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
  const method = endpoint.method.toUpperCase()
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${base}/api/v1${path}`,
    "-H 'Authorization: Bearer mg_…'",
  ]
  if (method === 'GET' || method === 'DELETE') return lines.join(' \\\n  ')
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, one]) => !inPath.has(name) && (schema.required ?? []).includes(name) && one.default === undefined,
  )
  const body = Object.fromEntries(wanted.map(([name, one]) => [name, sampleOf(one)]))
  if (method === 'POST') lines.push("-H 'Idempotency-Key: a-word-of-your-own'")
  return [...lines, `--json '${JSON.stringify(body).replaceAll("'", '’')}'`].join(' \\\n  ')
}

function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0])
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items)] : []
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => schema.required?.includes(name))
        .map(([name, one]) => [name, name === 'currency' ? 'EUR' : name === 'minor' ? 4000 : sampleOf(one)]),
    )
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : 5
  if (schema.type === 'boolean') return true
  const samples: Record<string, string> = {
    'date-time': '2026-11-20T16:40:00+01:00',
    date: '2026-11-20',
    email: 'ana@example.com',
    uuid: AN_ID,
  }
  return samples[schema.format ?? ''] ?? (isAnId(schema) ? AN_ID : '…')
}
