import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { hours, later } from './clock.ts'
import { newId } from './ids.ts'
import { endTickets, findTicket, makeTicket, readTicket, useTicket } from './tickets.ts'

async function aTicket(more: { many?: boolean } = {}) {
  const halden = await aCompany()
  const { at } = halden.ben
  const what = { kind: 'test', about: newId(at), at, endsAt: later(at, hours(1)), ...more }
  const made = await halden.run((db) => makeTicket(db, what))
  const read = (kind = 'test', when = at) => halden.run((db) => readTicket(db, made.id, kind, when))
  return { ...halden, at, what, made, read }
}

test('a ticket is found by its token alone, and holds for its kind until its end', async () => {
  const { database, company, what, made, read, at } = await aTicket()
  assert.deepEqual(await findTicket(database, made.token), { company, ticket: made.id })
  assert.deepEqual(await read(), {
    id: made.id,
    kind: 'test',
    about: what.about,
    endsAt: what.endsAt,
    many: false,
  })
  assert.equal(await read('other'), undefined)
  assert.ok(await read('test', later(at, hours(1) - 1)))
  assert.equal(await read('test', what.endsAt), undefined)
  for (const wrong of ['', made.id, `${made.token}x`, made.token.slice(1), 'a\u0000b'])
    assert.equal(await findTicket(database, wrong), undefined, wrong)
})

test('the token itself is not kept anywhere', async () => {
  const { owner, made } = await aTicket()
  const { rows } = await owner.query('select t::text as row from kit_ticket t where id = $1', [made.id])
  assert.equal(rows.length, 1)
  assert.ok(!rows[0].row.includes(made.token))
})

test('of five who use a ticket at once one does', async () => {
  const { run, made, at, read } = await aTicket()
  const used = await Promise.all(Array.from({ length: 5 }, () => run((db) => useTicket(db, made.id, at))))
  assert.deepEqual(used.sort(), [false, false, false, false, true])
  assert.equal(await read(), undefined)
})

test('a new link makes the old ones dead, and those about something else live on', async () => {
  const { run, what, made, read } = await aTicket()
  const fresh = await run((db) => makeTicket(db, what))
  const other = await run((db) => makeTicket(db, { ...what, about: newId(what.at) }))
  await run((db) => endTickets(db, 'test', what.about, fresh.id))
  assert.equal(await read(), undefined)
  for (const one of [fresh, other])
    assert.ok(await run((db) => readTicket(db, one.id, 'test', what.at)), 'it lives')
  assert.notEqual(fresh.token, made.token)
})

test('a ticket of one company is nothing in another', async () => {
  const { made, at } = await aTicket()
  const other = await aCompany('Other')
  assert.equal(await other.run((db) => readTicket(db, made.id, 'test', at)), undefined)
  assert.equal(await other.run((db) => useTicket(db, made.id, at)), false)
})
