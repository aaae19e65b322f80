import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { linesAbout, linesAfter } from '../history/history.ts'
import { readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import {
  acquaint,
  acquaintancesOf,
  addAddress,
  addressesOf,
  allIdsOf,
  customer,
  customersById,
  factLines,
  factsOf,
  forgetFact,
  meet,
  merge,
  mergedInto,
  nameOf,
  newestCustomers,
  noteFact,
  removeAddress,
  searchCustomers,
  unmerge,
  type Written,
} from './customers.ts'

const email = (written: string): Written => ({ kind: 'email', written })
const phone = (written: string): Written => ({ kind: 'phone', written })

const linesOf = async (db: Db, id: Id) => (await linesAbout(db, id)).map((line) => line.kind)
const refuses = (code: string) => (error: { code?: string }) => error.code === code

const tomIn = (halden: TestCompany) =>
  halden.run((db) =>
    meet(db, halden.now(halden.ben), { name: 'Tom Baker', addresses: [email('tom@baker.example')] }),
  )

test('an address is met however it is written', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const tom = await meet(db, who, {
      name: 'Tom',
      addresses: [email(' Tom@Baker.Example '), phone('040 5550100')],
    })
    const ways: Written[] = [
      email('tom@baker.example'),
      phone('+49 40 555-0100'),
      phone('0049 (40) 5550100'),
      phone('040/555 01 00'),
    ]
    for (const way of ways) assert.equal((await meet(db, who, { addresses: [way] })).id, tom.id, way.written)
    assert.notEqual((await meet(db, who, { addresses: [phone('040 5550100 ext. 12')] })).id, tom.id)
    assert.deepEqual(await linesOf(db, tom.id), ['customers.met'])
  })
})

test('nobody is met by an address that says nothing', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    for (const written of ['', '   ', '-', 'n/a', 'unknown', '0', '000'])
      for (const kind of ['email', 'phone', 'number', 'handle', 'post'] as const) {
        const first = await meet(db, who, { name: 'One', addresses: [{ kind, written }] })
        const second = await meet(db, who, { name: 'Two', addresses: [{ kind, written }] })
        assert.notEqual(first.id, second.id, `${kind} “${written}”`)
        assert.deepEqual(await addressesOf(db, first.id), [])
      }
    const at = { kind: 'post', written: 'Station Road 1' } as const
    const [a, b] = [
      await meet(db, who, { name: 'A', addresses: [at] }),
      await meet(db, who, { name: 'B', addresses: [at] }),
    ]
    assert.notEqual(a.id, b.id, 'two people may live in one house')
    await assert.rejects(meet(db, who, { addresses: [email(' ')] }), refuses('customer-empty'))
  })
})

test('a number that cannot be is kept as written and meets nobody', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const one = await meet(db, who, { name: 'One', addresses: [phone('12345')] })
    const two = await meet(db, who, { name: 'Two', addresses: [phone('12345')] })
    assert.notEqual(one.id, two.id)
    assert.deepEqual(
      (await addressesOf(db, one.id)).map((address) => [address.written, address.met_by]),
      [['12345', null]],
    )
  })
})

test('what was not known is filled in, what is known stays', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const one = await meet(db, who, { addresses: [email('ito@example.com')] })
    assert.equal(nameOf(one), 'A customer')
    const named = await meet(db, who, {
      name: 'Mrs  Ito',
      addresses: [email('ito@example.com'), phone('040 5550111')],
    })
    assert.deepEqual([named.id, named.name], [one.id, 'Mrs Ito'])
    const other = await meet(db, who, { name: 'Somebody', addresses: [phone('+49405550111')] })
    assert.deepEqual([other.id, other.name], [one.id, 'Mrs Ito'])
    assert.equal((await customer(db, one.id)).name, 'Mrs Ito')
    assert.deepEqual(await linesOf(db, one.id), ['customers.met', 'customers.better-known'])
  })
})

test('an address of another customer stays with them', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const a = await meet(db, who, { name: 'A', addresses: [email('a@example.com')] })
    const b = await meet(db, who, { name: 'B', addresses: [phone('040 5550122')] })
    assert.equal(
      (await meet(db, who, { addresses: [phone('040 5550122'), email('a@example.com')] })).id,
      b.id,
    )
    assert.equal((await meet(db, who, { addresses: [email('a@example.com')] })).id, a.id)
    await assert.rejects(addAddress(db, who, b.id, email('A@example.com')), refuses('address-taken'))
    await addAddress(db, who, b.id, email('b@example.com'))
    const [, added] = await addressesOf(db, b.id)
    await removeAddress(db, who, b.id, added!.id)
    assert.deepEqual(await linesOf(db, b.id), [
      'customers.met',
      'customers.address-added',
      'customers.address-removed',
    ])
  })
})

test('twenty who meet the same stranger at once meet one customer', async () => {
  const halden = await aCompany()
  const met = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      halden.run((db) =>
        meet(db, halden.now(halden.ben), {
          addresses:
            at % 2
              ? [email('new@example.com'), phone('040 5550133')]
              : [phone('040 5550133'), email('new@example.com')],
        }),
      ),
    ),
  )
  assert.equal(new Set(met.map((one) => one.id)).size, 1)
  const lines = await halden.run((db) => linesAfter(db, undefined, 100))
  assert.equal(lines.filter((line) => line.kind === 'customers.met').length, 1)
})

test('a merge is a pointer: read through it, chain it, undo it', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const make = (name: string) => meet(db, who, { name, addresses: [email(`${name}@example.com`)] })
    const [a, b, c] = [await make('a'), await make('b'), await make('c')]
    await noteFact(db, who, a.id, 'daughter loves the bell')
    await merge(db, who, a.id, b.id)
    await merge(db, who, b.id, c.id)
    assert.equal((await customer(db, a.id)).id, c.id)
    assert.deepEqual(new Set(await allIdsOf(db, b.id)), new Set([a.id, b.id, c.id]))
    assert.deepEqual(
      (await factsOf(db, c.id)).map((one) => one.fact),
      ['daughter loves the bell'],
    )
    assert.equal((await addressesOf(db, c.id)).length, 3)
    assert.equal((await meet(db, who, { addresses: [email('a@example.com')] })).id, c.id)
    assert.deepEqual((await mergedInto(db, c.id)).map((one) => one.name).sort(), ['a', 'b'])
    const canonical = await customersById(db, [a.id, b.id, c.id])
    assert.deepEqual(
      [...canonical.values()].map((one) => one.id),
      [c.id, c.id, c.id],
    )

    await assert.rejects(merge(db, who, c.id, a.id), refuses('merge-same'))
    await assert.rejects(merge(db, who, a.id, a.id), refuses('merge-same'))

    await unmerge(db, who, b.id)
    assert.equal((await customer(db, a.id)).id, b.id)
    assert.deepEqual(await factsOf(db, c.id), [])
    await unmerge(db, who, a.id)
    assert.equal((await customer(db, a.id)).id, a.id)
    await assert.rejects(unmerge(db, who, a.id), refuses('merge'))
    assert.deepEqual(await linesOf(db, c.id), ['customers.met', 'customers.merged'])
    assert.deepEqual(await linesOf(db, b.id), ['customers.met', 'customers.merged', 'customers.unmerged'])
  })
})

test('whoever was merged stands for the one behind, when merged again', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const make = (name: string) => meet(db, who, { name, addresses: [] })
    const [a, b, c] = [await make('a'), await make('b'), await make('c')]
    await merge(db, who, a.id, b.id)
    await merge(db, who, a.id, c.id)
    assert.equal((await customer(db, b.id)).id, c.id)
  })
})

test('two who merge crosswise at once make no circle', async () => {
  const halden = await aCompany()
  const [a, b] = await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    return [
      await meet(db, who, { name: 'a', addresses: [] }),
      await meet(db, who, { name: 'b', addresses: [] }),
    ] as const
  })
  const both = await Promise.allSettled([
    halden.run((db) => merge(db, halden.now(halden.ben), a.id, b.id)),
    halden.run((db) => merge(db, halden.now(halden.ana), b.id, a.id)),
  ])
  assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
  const canonical = await halden.run((db) => customersById(db, [a.id, b.id]))
  assert.equal(canonical.get(a.id)?.id, canonical.get(b.id)?.id)
})

test('a name is found without its dots, a number in any form, an address by a part', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const one = await meet(db, who, {
      name: 'Jürgen Müller',
      addresses: [
        email('j.mueller@cargo-bikes.example'),
        phone('+49 40 555 0144'),
        { kind: 'number', written: 'K-1077' },
      ],
    })
    await meet(db, who, { name: 'Clara Ferreira', addresses: [email('clara@example.com')] })
    for (const words of [
      'muller',
      'Müller',
      'MÜLL',
      'jurgen',
      'cargo-bikes',
      '040 5550144',
      '(040) 555 0144',
      '+49405550144',
      'k-1077',
    ])
      assert.equal((await searchCustomers(db, words, 10))[0]?.id, one.id, words)
    assert.deepEqual(await searchCustomers(db, '  ', 10), [])
    assert.deepEqual(await searchCustomers(db, '100%_\\', 10), [])
    const other = await meet(db, who, { name: 'J. Muller', addresses: [] })
    await merge(db, who, other.id, one.id)
    assert.deepEqual(
      (await searchCustomers(db, 'muller', 10)).map((found) => found.id),
      [one.id],
    )
  })
})

test('a search finds the newest and the oldest of many, words in any order, and what is spelt alike', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const old = await meet(db, who, {
      name: 'Wilhelmina Achternbusch',
      addresses: [email('mina@old.example')],
    })
    await sql`insert into customers_customer (company_id, id, kind, name, since, made_at)
      select ${halden.company}, gen_random_uuid(), 'person', 'Tom Baker ' || n, '2024-01-01', ${who.at}
      from generate_series(1, 1500) n`.execute(db)
    const first = async (words: string) => (await searchCustomers(db, words, 10))[0]
    for (const words of [
      'achternb',
      'Achternbusch Wilhelmina',
      'Achtenbusch',
      'wilhelmina achternbush',
      '@old.ex',
    ])
      assert.equal((await first(words))?.id, old.id, words)
    assert.equal(
      (await first('tom baker 77'))?.name,
      'Tom Baker 77',
      'who begins so, and is shortest, comes first',
    )
    assert.equal((await searchCustomers(db, 'baker', 10)).length, 10)
    assert.deepEqual(await searchCustomers(db, 'Tom Achternbaker Zz', 10), [])
  })
})

test('what is good to know is noted with who and when, briefed, and erased', async () => {
  const halden = await aCompany()
  const tom = await tomIn(halden)
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const noted = await noteFact(db, who, tom.id, '  rides in all\nweathers ')
    const [fact] = await factsOf(db, tom.id)
    assert.deepEqual([fact?.fact, fact?.by_id, fact?.at], ['rides in all weathers', halden.ben.id, who.at])
    assert.deepEqual(await factLines(db, tom.id), ['Good to know: rides in all weathers'])
    await assert.rejects(noteFact(db, who, tom.id, 'x'.repeat(121)), refuses('fact-long'))
    const other = await meet(db, who, { name: 'Somebody else', addresses: [] })
    await assert.rejects(forgetFact(db, who, other.id, noted.id), refuses('fact'), 'it is about Tom')
    await forgetFact(db, who, tom.id, noted.id)
    assert.deepEqual(await factsOf(db, tom.id), [])
    await assert.rejects(forgetFact(db, who, tom.id, noted.id), refuses('fact'))
    const lines = await linesAbout(db, tom.id)
    assert.deepEqual(
      lines.map((line) => line.kind),
      ['customers.met', 'customers.fact-noted', 'customers.fact-forgotten'],
    )
    assert.ok(!JSON.stringify(lines).includes('weathers'), 'history keeps no words')
  })
})

test('who knows a customer is known once, through every merge', async () => {
  const halden = await aCompany()
  const tom = await tomIn(halden)
  await halden.run(async (db) => {
    const who = halden.now(halden.ben)
    const twin = await meet(db, who, { name: 'Thomas Baker', addresses: [] })
    await acquaint(db, who, tom.id, halden.ben.id)
    await acquaint(db, who, twin.id, halden.ben.id)
    await acquaint(db, who, twin.id, halden.ana.id)
    await merge(db, who, twin.id, tom.id)
    assert.deepEqual(
      new Set((await acquaintancesOf(db, tom.id)).map((one) => one.name)),
      new Set(['Ben Okafor', 'Ana Reyes']),
    )
    await acquaint(db, who, tom.id, halden.ana.id)
    assert.deepEqual(await linesOf(db, tom.id), ['customers.met', 'customers.acquainted', 'customers.merged'])
  })
})

test('the newest come first, page by page, and merged ones are left out', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    const ids: Id[] = []
    for (let at = 0; at < 7; at += 1)
      ids.push((await meet(db, halden.now(halden.ben), { name: `C${at}`, addresses: [] })).id)
    await merge(db, halden.now(halden.ben), ids[3]!, ids[0]!)
    const first = await newestCustomers(db, { most: 4 })
    const second = await newestCustomers(db, { after: readPlace(first.next ?? undefined), most: 4 })
    assert.deepEqual(
      [...first.items, ...second.items].map((one) => one.name),
      ['C6', 'C5', 'C4', 'C2', 'C1', 'C0'],
    )
    assert.equal(second.next, null)
  })
})

test('a company meets its own customers only', async () => {
  const [halden, other] = [await aCompany(), await aCompany('Other')]
  const tom = await tomIn(halden)
  await other.run(async (db) => {
    const who = other.now(other.ben)
    assert.notEqual((await meet(db, who, { addresses: [email('tom@baker.example')] })).id, tom.id)
    await assert.rejects(customer(db, tom.id), refuses('customer'))
    await assert.rejects(noteFact(db, who, tom.id, 'x'), refuses('customer'))
    assert.deepEqual(await searchCustomers(db, 'Tom Baker', 10), [])
  })
})
