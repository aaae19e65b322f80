import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { badTries, forgetTries, hasSucceeded, noteTry, noteTryIn, peerKey, triesIn } from './attempts.ts'
import { later, minutes } from './clock.ts'
import { newId } from './ids.ts'

async function aKey() {
  const { database, run, owner, ben } = await aCompany()
  return { database, run, owner, at: ben.at, key: `test ${newId(ben.at)}` }
}

test('bad tries of a key are counted within a time, good ones and those of others are not', async () => {
  const { database, at, key } = await aKey()
  for (const ago of [11, 9, 1]) await noteTry(database, [key], false, later(at, -minutes(ago)))
  await noteTry(database, [key], true, at)
  await noteTry(database, [`${key} of another`], false, at)
  assert.equal(await badTries(database, key, minutes(10), at), 2)
  assert.equal(await badTries(database, key, minutes(60), at), 3)
})

test('a success is remembered for a time', async () => {
  const { database, at, key } = await aKey()
  await noteTry(database, [key], false, at)
  assert.equal(await hasSucceeded(database, key, minutes(10), at), false)
  await noteTry(database, [key], true, at)
  assert.equal(await hasSucceeded(database, key, minutes(10), at), true)
  assert.equal(await hasSucceeded(database, key, minutes(10), later(at, minutes(10))), false)
})

test('a try within a deed counts if the deed is done', async () => {
  const { run, at, key } = await aKey()
  const undone = run(async (db) => {
    await noteTryIn(db, key, at)
    throw new Error('no')
  })
  await assert.rejects(undone, /no/)
  assert.equal(await run((db) => triesIn(db, key, minutes(10), at)), 0)
  await run((db) => noteTryIn(db, key, at))
  assert.equal(await run((db) => triesIn(db, key, minutes(10), at)), 1)
})

test('what is old is forgotten, and no key is kept readable', async () => {
  const { database, owner, at, key } = await aKey()
  const long = new Date('2001-01-01T00:00:00Z')
  await noteTry(database, [key], false, long)
  await noteTry(database, [key], false, at)
  await forgetTries(database, later(long, minutes(1)))
  assert.equal(await badTries(database, key, at.getTime(), at), 1)
  const { rowCount } = await owner.query('select 1 from kit_attempt where key like $1', [
    `%${key.slice(-12)}%`,
  ])
  assert.equal(rowCount, 0)
})

test('who has a whole network of addresses is one peer', () => {
  const same = ['2001:db8:1:2::1', '2001:0db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6']
  assert.deepEqual([...new Set(same.map(peerKey))], ['2001:db8:1:2::/64'])
  assert.notEqual(peerKey('2001:db8:1:3::1'), peerKey(same[0] ?? ''))
  assert.equal(peerKey('192.0.2.7'), '192.0.2.7')
  assert.equal(peerKey('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(peerKey('::1'), '0:0:0:0::/64')
})
