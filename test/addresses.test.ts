import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clock } from '../src/kit/clock.ts'
import { Refusal } from '../src/kit/refusal.ts'
import { foundCompany } from '../src/people/founding.ts'
import { ground } from './ground.ts'

const founder = { name: 'Mara Halden', email: 'mara@addresses.example' }
const house = {
  name: 'Halden',
  currency: 'EUR',
  country: 'DE',
  zone: 'Europe/Berlin',
  language: 'en',
  founder,
}

test('no company can take a name that an address of the product begins with', async () => {
  const { app, database } = await ground()
  const begin = new Set(app.hono.routes.map((route) => route.path.split('/')[1] ?? ''))
  const words = [...begin].filter((word) => /^[a-z0-9-]+$/.test(word))
  assert.ok(words.includes('interactions') && words.includes('yes') && words.includes('healthz'))
  const free: string[] = []
  for (const slug of words)
    await foundCompany(database, { ...house, slug }, clock.now()).then(
      () => free.push(slug),
      (error: unknown) => assert.ok(error instanceof Refusal && error.code === 'slug', String(error)),
    )
  assert.deepEqual(free, [], 'write them into RESERVED in people/founding.ts')
})
