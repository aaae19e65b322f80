import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { days, later, minutes } from './clock.ts'
import { newId } from './ids.ts'
import { beginSession, endSessions, findSession, holdSession, listSessions } from './session.ts'

async function aSession() {
  const halden = await aCompany()
  const { at } = halden.ben
  const holder = newId(at)
  const begin = (agent = 'a browser') => halden.run((db) => beginSession(db, holder, agent, at))
  const token = await begin()
  const found = await findSession(halden.database, token)
  const hold = (when: Date) => halden.run((db) => holdSession(db, found?.session ?? '', when))
  return { ...halden, at, holder, begin, token, found, hold }
}

test('a session is found by its token, which is kept as a hash only', async () => {
  const { database, company, holder, token, found, owner } = await aSession()
  assert.deepEqual(found, { company, session: found?.session, holder })
  for (const wrong of ['', 'x', `${token} `, found?.session ?? ''])
    assert.equal(await findSession(database, wrong), undefined, wrong)
  const { rows } = await owner.query('select s::text as row from kit_session s where id = $1', [
    found?.session,
  ])
  assert.ok(!rows[0].row.includes(token))
})

test('a session lasts thirty days from when it was last used, and not a moment more', async () => {
  const { hold, at } = await aSession()
  assert.equal(await hold(later(at, days(30) - 1)), true, 'used on its last day')
  assert.equal(await hold(later(at, days(59))), true, 'and so for thirty days more')
  const again = await aSession()
  assert.equal(await again.hold(later(again.at, days(30))), false)
})

test('that it was used is written at most every ten minutes', async () => {
  const { run, hold, holder, at } = await aSession()
  const seen = async () => (await run((db) => listSessions(db, holder)))[0]?.seen_at
  await hold(later(at, minutes(9)))
  assert.deepEqual(await seen(), at)
  await hold(later(at, minutes(11)))
  assert.deepEqual(await seen(), later(at, minutes(11)))
})

test('one session ends, or all but one, and never somebody else’s', async () => {
  const { run, begin, database, token, found, holder, hold, at } = await aSession()
  const mine = found?.session ?? ''
  const [second, third] = [await begin('x'.repeat(500)), await begin()]
  const stranger = await run((db) => beginSession(db, newId(at), 'other', at))
  await run((db) => endSessions(db, newId(at), { only: mine }))
  assert.equal(await hold(at), true, 'nobody ends a session of somebody else')
  const theirs = await findSession(database, second)
  await run((db) => endSessions(db, holder, { only: theirs?.session ?? '' }))
  assert.equal(await findSession(database, second), undefined)
  await run((db) => endSessions(db, holder, { but: mine }))
  assert.deepEqual([await findSession(database, token), await findSession(database, third)].map(Boolean), [
    true,
    false,
  ])
  assert.ok(await findSession(database, stranger))
  await run((db) => endSessions(db, holder))
  assert.equal(await hold(at), false)
})

test('what a browser calls itself is kept cut', async () => {
  const { run, begin, holder } = await aSession()
  await begin('x'.repeat(500))
  const agents = await run((db) => listSessions(db, holder))
  assert.deepEqual(agents.map((one) => one.agent.length).sort(), [200, 'a browser'.length])
})
