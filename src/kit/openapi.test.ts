import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { ground } from '../../test/ground.ts'
import { endpoint, idShape } from './endpoint.ts'
import { openApi } from './openapi.ts'

const about = { title: 'Bells', version: '1.2.3', base: 'https://bells.example', says: 'All about bells.' }
const ring = endpoint({
  method: 'post',
  path: '/bells/{id}/rings',
  says: 'Rings a bell.',
  scope: 'bells:write',
  input: z.object({ id: idShape, times: z.int().min(1), softly: z.boolean().optional() }),
  output: z.object({ rung: z.int() }),
  status: 201,
})
const list = endpoint({
  method: 'get',
  path: '/bells',
  says: 'Lists the bells.',
  scope: 'bells:read',
  input: z.object({ big: z.string().optional(), after: z.string() }),
  output: z.object({ items: z.array(z.string()) }),
})
const melt = endpoint({
  method: 'delete',
  path: '/bells/{id}',
  says: 'Melts a bell down.',
  scope: 'bells:write',
  input: z.object({ id: idShape, why: z.string() }),
  output: z.object({}),
})

/** What the document says at a path of names. */
const at = (document: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((here, name) => (here as Record<string, unknown> | undefined)?.[name], document)
const names = (parameters: unknown) =>
  (parameters as { name: string; in: string; required: boolean }[]).map((one) => [
    one.name,
    one.in,
    one.required,
  ])

test('the document names the program, its address, and the key that everything needs', () => {
  const document = openApi([list], about)
  assert.equal(at(document, 'openapi'), '3.1.0')
  assert.deepEqual(at(document, 'info'), {
    title: 'Bells',
    version: '1.2.3',
    description: 'All about bells.',
  })
  assert.deepEqual(at(document, 'servers'), [{ url: 'https://bells.example/api/v1' }])
  assert.deepEqual(at(document, 'security'), [{ key: [] }])
})

test('what is sent stands where it is sent: in the path, in the query, or in the body', () => {
  const document = openApi([ring, list, melt], about)
  const posted = at(document, 'paths', '/bells/{id}/rings', 'post')
  assert.deepEqual(names(at(posted, 'parameters')), [
    ['id', 'path', true],
    ['Idempotency-Key', 'header', false],
  ])
  const body = at(posted, 'requestBody', 'content', 'application/json', 'schema')
  assert.deepEqual(Object.keys(at(body, 'properties') as object), ['times', 'softly'])
  assert.deepEqual(at(body, 'required'), ['times'])
  assert.equal(at(body, 'additionalProperties'), false, 'what is misspelt is refused, and said to be')
  const listed = at(document, 'paths', '/bells', 'get')
  assert.deepEqual(names(at(listed, 'parameters')), [
    ['big', 'query', false],
    ['after', 'query', true],
  ])
  assert.equal(at(listed, 'requestBody'), undefined)
  assert.deepEqual(names(at(document, 'paths', '/bells/{id}', 'delete', 'parameters')), [
    ['id', 'path', true],
    ['why', 'query', true],
  ])
})

test('each answer has its status, and every error is one shape', () => {
  const posted = at(openApi([ring], about), 'paths', '/bells/{id}/rings', 'post')
  assert.equal(
    at(posted, 'responses', '201', 'content', 'application/json', 'schema', 'properties', 'rung', 'type'),
    'integer',
  )
  assert.deepEqual(at(posted, 'responses', 'default', 'content', 'application/problem+json', 'schema'), {
    $ref: '#/components/schemas/Problem',
  })
  assert.match(String(at(posted, 'description')), /bells:write/)
})

test('two methods of one path stand beside each other, and no two operations are called alike', () => {
  const read = { ...list, path: '/bells/{id}' as const }
  const document = openApi([melt, read, list], about)
  assert.deepEqual(Object.keys(at(document, 'paths', '/bells/{id}') as object), ['delete', 'get'])
  const ids = ['/bells', '/bells/{id}'].map((path) => at(document, 'paths', path, 'get', 'operationId'))
  assert.equal(new Set(ids).size, 2, String(ids))
})

test('in the whole product no two operations are called alike, and each says what it does', async () => {
  const { app } = await ground()
  const document = openApi(
    app.routes.map((route) => route.endpoint),
    about,
  )
  const operations = Object.values(at(document, 'paths') as object).flatMap((path) =>
    Object.values(path as object),
  )
  assert.equal(operations.length, app.routes.length, 'no operation hides another')
  const ids = operations.map((one) => at(one, 'operationId'))
  assert.deepEqual(
    ids.filter((id, place) => ids.indexOf(id) !== place),
    [],
  )
  assert.deepEqual(
    operations.map((one) => String(at(one, 'summary'))).filter((says) => !/^[A-Z].*\.$/.test(says)),
    [],
  )
})
