import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

type Json = Record<string, unknown>

/** The contracts as an OpenAPI 3.1 document. `base` is the address that the program is reached at. */
export function openApi(
  endpoints: readonly Endpoint[],
  about: { title: string; version: string; base: string; says: string },
): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: about.title, version: about.version, description: about.says },
    servers: [{ url: `${about.base}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
  }
}

const PROBLEM = {
  type: 'object',
  description: 'What went wrong, as RFC 9457.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    field: { type: 'string' },
    about: { type: 'object' },
    instance: { type: 'string' },
  },
}

function operation(endpoint: Endpoint): Json {
  const schema = z.toJSONSchema(endpoint.input, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const properties = schema.properties ?? {}
  const required = new Set(schema.required ?? [])
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  const inQuery = endpoint.method === 'get' || endpoint.method === 'delete' ? others : []
  const inBody = inQuery.length > 0 || endpoint.method === 'get' ? [] : others
  const parameter = (place: 'path' | 'query') => (name: string) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: properties[name] ?? {},
  })
  return {
    operationId: `${endpoint.method}${endpoint.path.replace(/[^a-zA-Z]+(\w)/g, (_, first: string) => first.toUpperCase()).replace(/\W/g, '')}`,
    summary: endpoint.says,
    tags: [endpoint.path.split('/')[1]],
    description: `Needs the scope \`${endpoint.scope}\`.`,
    parameters: [
      ...inPath.map(parameter('path')),
      ...inQuery.map(parameter('query')),
      ...(endpoint.method === 'post'
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(inBody.length > 0
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
                  required: inBody.filter((name) => required.has(name)),
                },
              },
            },
          },
        }
      : {}),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'Done.',
        content: {
          'application/json': {
            schema: z.toJSONSchema(endpoint.output, {
              io: 'output',
              unrepresentable: 'any',
              target: 'draft-2020-12',
            }),
          },
        },
      },
      default: {
        description: 'An error.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}
