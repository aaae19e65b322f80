import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { numbersOf } from './caller.ts'
import { meet, merge, whoRings, whoWrites } from './customers.ts'

const MOBILE = '+491715550102'

test('a number is the same in every way that a telephone system writes it', () => {
  const ways = [
    '0171 5550102',
    '01715550102',
    '0171/555-01-02',
    '(0171) 5550102',
    '+49 171 5550102',
    '+49 (0) 171 5550102',
    '0049 171 5550102',
    '00491715550102',
    '491715550102',
    ' 491715550102',
    ' 49 171 5550102',
    'tel:+49-171-5550102',
    'tel:01715550102;phone-context=+49',
    'tel://01715550102',
    'callto:+491715550102',
    'sip:+491715550102@pbx.example;user=phone',
    'sip:01715550102@10.0.0.4:5060;transport=tcp',
    '"Tom Baker" <sip:+491715550102@pbx.example>',
    '%2B49171%205550102',
    'tel%3A%2B491715550102',
    '001715550102',
    '000491715550102',
    '٠١٧١٥٥٥٠١٠٢',
    '+49 171 5550102',
  ]
  for (const way of ways) assert.ok(numbersOf(way, 'DE').includes(MOBILE), `${way}: ${numbersOf(way, 'DE')}`)
  assert.deepEqual(numbersOf('0171 5550102', 'DE'), [MOBILE])
  assert.equal(numbersOf('(415) 555-2671', 'US')[0], '+14155552671')
  assert.equal(numbersOf('011 49 171 5550102', 'US')[0], MOBILE)
  assert.equal(numbersOf('07400 123456', 'GB')[0], '+447400123456')
  assert.equal(numbersOf('06 12 34 56 78', 'FR')[0], '+33612345678')
  assert.equal(numbersOf('+39 06 1234 5678', 'DE')[0], '+390612345678')
})

test('an extension is kept, and nobody is nobody', () => {
  for (const way of [
    'tel:+49-40-5550100;ext=12',
    '+49 40 5550100 ext. 12',
    'sip:+49405550100;ext=12@pbx.example',
  ])
    assert.equal(numbersOf(way, 'DE')[0], '+49405550100;ext=12', way)
  const nobody = [
    '',
    ' ',
    'anonymous',
    'Anonymous',
    'unknown',
    'Unbekannt',
    'privat',
    'sip:anonymous@anonymous.invalid',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    'sip:tom@pbx.example',
    '+',
    '12',
    '%E0%A4%A',
    'x'.repeat(100_000),
    `+49${'1'.repeat(500)}`,
  ]
  for (const way of nobody) assert.deepEqual(numbersOf(way, 'DE'), [], way.slice(0, 40))
})

test('who rings: one, all behind a switchboard, somebody merged, nobody; and never another company’s', async () => {
  const [halden, other] = [await aCompany(), await aCompany('Other')]
  const known = (house: typeof halden, name: string, phone: string) =>
    house.run((db) =>
      meet(db, house.now(house.ben), { name, addresses: [{ kind: 'phone', written: phone }] }),
    )
  const tom = await known(halden, 'Tom Baker', '0171 5550102')
  await known(other, 'Not ours', '0171 5550103')
  const [desk, office] = [
    await known(halden, 'Ida at her desk', '+49 40 5550100 ext. 12'),
    await known(halden, 'Ole at his desk', '+49 40 5550100 ext. 7'),
  ]
  const rings = (said: string) => halden.run((db) => whoRings(db, said))
  const names = async (said: string) => (await rings(said)).customers.map((one) => one.name)
  assert.deepEqual(await rings('00491715550102'), { number: MOBILE, customers: [tom] })
  assert.deepEqual(await names('0171 5550103'), [])
  assert.deepEqual(await names('040 5550100'), ['Ida at her desk', 'Ole at his desk'])
  assert.deepEqual(await names('tel:+49405550100;ext=7'), ['Ole at his desk'])
  assert.deepEqual(await names('tel:+49405550100;ext=99'), ['Ida at her desk', 'Ole at his desk'])
  await known(halden, 'The office', '040 5550100')
  assert.deepEqual(await names('040 5550100'), ['The office', 'Ida at her desk', 'Ole at his desk'])
  // A longer number that begins alike is another.
  assert.deepEqual(await names('040 555010'), [])
  await halden.run((db) => merge(db, halden.now(halden.ben), desk.id, office.id))
  assert.equal((await names('040 5550100')).length, 2)
  await halden.run((db) =>
    meet(db, halden.now(halden.ben), {
      name: 'Mail',
      addresses: [{ kind: 'email', written: 'Tom@Mail.example' }],
    }),
  )
  const writes = (email: string) => halden.run((db) => whoWrites(db, email))
  assert.deepEqual(
    (await writes('mailto:tom@mail.EXAMPLE')).map((one) => one.name),
    ['Mail'],
  )
  assert.deepEqual(await writes('om@mail.example'), [])
  assert.deepEqual(await writes('nobody'), [])
})
