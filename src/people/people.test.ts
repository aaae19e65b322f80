import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import { people } from './people.ts'

test('a new company has its founder, who leads and administers it', async () => {
  const halden = await aCompany()
  const everybody = await halden.run((db) => people(db))
  assert.deepEqual(
    everybody.map((one) => [one.name, one.level, one.admin]),
    [
      ['Ana Reyes', 'front-line', false],
      ['Ben Okafor', 'front-line', false],
      ['Carla Weiss', 'supervisor', false],
      ['David Lund', 'manager', false],
      ['Mara Halden', 'leader', true],
      ['Priya Nair', 'front-line', false],
    ],
  )
  const lines = await halden.run((db) => linesAfter(db, undefined, 10))
  assert.equal(lines[0]?.kind, 'people.founded')
})

test('a stranger is shown the door', async () => {
  const halden = await aCompany()
  const page = await (await halden.door(null)).get('/company?x=1')
  assert.equal(page.status, 303)
  assert.equal(page.location, '/sign-in?to=%2Fcompany%3Fx%3D1')
})
