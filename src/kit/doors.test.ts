import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { z } from 'zod'
import { aCompany } from '../../test/company.ts'
import { form, type House, type Key, type Refused } from './doors.ts'
import { Refusal } from './refusal.ts'
import { program, type Who } from './who.ts'

const shape = z.object({ name: z.string().min(1, 'Give it a name.'), ticks: z.unknown().optional() })

/** One form behind a door that lets everybody in, and what came back of it when it was refused. */
async function aForm(again: Parameters<typeof form>[4] = '/things/:id/edit') {
  const { database, company } = await aCompany()
  const door: Key<Who> = {
    find: async () => ({ company, hold: async (_db, at) => program(company, at) }),
    none: (c) => c.text('nobody', 401),
    frame: (_ask, page) => String(page.body),
  }
  const back: { path: string; refused: Refused }[] = []
  const house: House = {
    database,
    async again(_c, path, refused) {
      back.push({ path, refused })
      return new Response(null, { status: refused.status })
    },
  }
  const leaf = form(
    door,
    '/things/:id',
    shape,
    async (_ask, { name }) => {
      if (name === 'taken') throw new Refusal('conflict', 'name', 'That name is taken.', { field: 'name' })
      return '/things'
    },
    again,
  )
  const app = new Hono()
  app.post(leaf.path, (c) => leaf.handle(c, house))
  const post = async (values: [string, string | Blob][]) => {
    const body = new FormData()
    for (const [name, value] of values) body.append(name, value)
    return app.request('/things/7', { method: 'POST', body })
  }
  return { post, back }
}

test('a refused form comes back with all that was typed and each box that was ticked', async () => {
  const { post, back } = await aForm()
  const answer = await post([
    ['name', 'taken'],
    ['ticks', 'a'],
    ['ticks', 'c'],
    ['one', 'b'],
    ['file', new File(['x'], 'x.txt')],
  ])
  assert.equal(answer.status, 409)
  assert.deepEqual(back, [
    {
      path: '/things/7/edit',
      refused: {
        sentence: 'That name is taken.',
        code: 'name',
        field: 'name',
        values: { name: 'taken', ticks: ['a', 'c'], one: 'b' },
        action: '/things/7',
        status: 409,
      },
    },
  ])
})

test('a form whose shape is wrong is refused by its field, and the page to show again may depend on it', async () => {
  const { post, back } = await aForm((_c, values) => `/from/${[values.of].flat().join('+')}`)
  const answer = await post([
    ['name', ''],
    ['of', 'x'],
    ['of', 'y'],
  ])
  assert.equal(answer.status, 422)
  assert.equal(back[0]?.path, '/from/x+y')
  assert.equal(back[0]?.refused.field, 'name')
  assert.match(back[0]?.refused.sentence ?? '', /Give it a name/)
})

test('what was typed without end comes back cut, and a form that is taken goes on', async () => {
  const { post, back } = await aForm()
  await post([
    ['name', 'taken'],
    ['text', 'x'.repeat(50_000)],
    ['texts', 'y'.repeat(50_000)],
    ['texts', 'z'],
  ])
  const { text, texts } = back[0]!.refused.values
  assert.equal(text?.length, 20_000)
  assert.deepEqual(
    [texts].flat().map((one) => one?.length),
    [20_000, 1],
  )
  const done = await post([['name', 'free']])
  assert.equal(done.status, 303)
  assert.equal(done.headers.get('location'), '/things')
})
