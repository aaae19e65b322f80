import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import {
  addressesOf,
  customer,
  factsOf,
  meet,
  merge,
  noteFact,
  recordPurchase,
  type StoryLine,
  searchCustomers,
  story,
  storyTellers,
} from './customers.ts'

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

async function withTom() {
  const halden = await aCompany()
  const tom = await halden.run((db) =>
    meet(db, halden.now(halden.ben), {
      name: 'Tom Baker',
      since: '2021-03-14',
      addresses: [
        { kind: 'phone', written: '0171 5550123' },
        { kind: 'email', written: 'tom@baker.example' },
      ],
    }),
  )
  return { halden, tom, ben: await halden.door(halden.ben) }
}

test('a customer is added from the page, and found again instead of added twice', async () => {
  const halden = await aCompany()
  const ben = await halden.door(halden.ben)
  assert.match(words((await ben.get('/customers')).text), /Here will be everybody you serve/)
  const first = await ben.post('/customers', { name: 'Clara Ferreira', phone: '040 5550177', email: '' })
  assert.equal(first.status, 303)
  const again = await ben.post('/customers', { name: 'C. Ferreira', phone: '+49 40 5550177', email: '' })
  assert.equal(again.location, first.location)
  assert.match(words((await ben.get('/customers')).text), /The newest Clara Ferreira/)
  assert.match(words((await ben.get('/customers?q=040/555-0177')).text), /One customer\..*Clara Ferreira/)
})

test('a refused form comes back with what was typed', async () => {
  const { ben } = await withTom()
  const refused = await ben.post('/customers', { name: '', phone: '', email: '' })
  assert.equal(refused.status, 422)
  assert.match(words(refused.text), /A customer needs a name or an address/)
  const wrong = await ben.post('/customers', { name: 'Ada', phone: '', email: 'no address' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /value="no address"/)
})

test('the page tells what one should know, and the story with the newest last', async (t) => {
  const { halden, tom, ben } = await withTom()
  await halden.run(async (db) => {
    await noteFact(db, halden.now(halden.ana), tom.id, 'Daughter <b>Nora</b> loves the bell')
    await recordPurchase(db, halden.now(halden.ben), {
      customer: tom.id,
      key: 'r-1',
      boughtAt: new Date('2026-01-05T10:00:00Z'),
      what: 'Chain',
      amount: { minor: 3450n, currency: 'EUR' },
    })
  })
  let telling = true
  t.after(() => {
    telling = false
  })
  storyTellers.take(async (_db, _who, ids): Promise<StoryLine[]> => {
    if (!telling || !ids.includes(tom.id)) return []
    const line = (n: number) => ({
      id: `0${n}`.slice(-2),
      at: new Date(Date.UTC(2026, 0, 31 - n)),
      kind: 'by email',
      body: `said ${n}.`,
    })
    return Array.from({ length: 20 }, (_, n) => line(n))
  })
  const page = (await ben.get(`/customers/${tom.id}`)).text
  assert.match(words(page), /Customer since March 2021 Tom Baker/)
  assert.match(page, /href="tel:\+491715550123"/)
  assert.match(page, /href="mailto:tom@baker.example"/)
  assert.match(page, /Daughter &lt;b&gt;Nora/)
  assert.match(words(page), /One purchase, €34.50\./)
  assert.match(words(page), /Show what came before \(9 more\)/)
  assert.ok(page.indexOf('said 11.') < page.indexOf('said 0.'), 'the newest is last')
  assert.ok(!page.includes('said 12.'))
  const whole = (await ben.get(`/customers/${tom.id}?lines=112`)).text
  assert.ok(whole.includes('said 19.'))
  assert.match(words(whole), /bought Chain , €34.50/)
})

test('what they bought is part of their story, as it is now', async () => {
  const { halden, tom } = await withTom()
  const buy = (key: string, what: string, paidBack: bigint, units: number | null = null) =>
    halden.run((db) =>
      recordPurchase(db, halden.now(halden.ben), {
        customer: tom.id,
        key,
        boughtAt: new Date(`2026-01-0${key}T10:00:00Z`),
        what,
        units,
        amount: { minor: 89_000n, currency: 'EUR' },
        returned: { minor: paidBack, currency: 'EUR' },
      }),
    )
  await buy('1', 'City bike', 0n)
  await buy('2', '', 9_000n)
  await buy('3', 'Tube <b>', 89_000n, 2)
  const lines = await halden.run((db) => story(db, halden.ben, tom.id))
  assert.deepEqual(
    lines.map((line) => [line.kind, words(String(line.body))]),
    [
      ['bought', ' City bike , €890 '],
      ['bought', ' Something , €890 · €90 of it paid back '],
      ['bought and brought back', ' 2 × Tube &lt;b&gt; , €890 · all of it paid back '],
    ],
  )
})

test('what is good to know is noted and erased on the page', async () => {
  const { halden, tom, ben } = await withTom()
  await ben.post(`/customers/${tom.id}/facts`, { fact: 'Rides to work' })
  const long = await ben.post(`/customers/${tom.id}/facts`, { fact: 'x'.repeat(121) })
  assert.equal(long.status, 422)
  assert.match(words(long.text), /Say it in 120 letters/)
  const [fact] = await halden.run((db) => factsOf(db, tom.id))
  assert.equal(fact?.by, 'Ben Okafor')
  await ben.post(`/customers/${tom.id}/facts/${fact?.id}/forget`)
  assert.deepEqual(await halden.run((db) => factsOf(db, tom.id)), [])
})

test('names and addresses are corrected, and acquaintance is one’s own to say', async () => {
  const { halden, tom, ben } = await withTom()
  await ben.post(`/customers/${tom.id}`, {
    name: 'Thomas Baker',
    since: '2020-01-02',
    language: 'en',
    organisation: '',
  })
  await ben.post(`/customers/${tom.id}/addresses`, { kind: 'number', written: 'K-7' })
  const refused = await ben.post(`/customers/${tom.id}/addresses`, { kind: 'email', written: 'no address' })
  assert.match(refused.text, /<details class="disclosure" open(="")? id="details">/)
  await ben.post(`/customers/${tom.id}/acquaintance`, { know: 'yes' })
  assert.match(words((await ben.get(`/customers/${tom.id}`)).text), /Who knows them you/)
  await ben.post(`/customers/${tom.id}/acquaintance`, { know: 'no' })
  await halden.run(async (db) => {
    const now = await customer(db, tom.id)
    assert.deepEqual([now.name, now.since, now.language], ['Thomas Baker', '2020-01-02', 'en'])
    assert.equal((await addressesOf(db, tom.id)).length, 3)
    assert.deepEqual(
      (await linesAbout(db, tom.id)).map((line) => line.kind),
      ['met', 'corrected', 'address-added', 'acquainted', 'unacquainted'].map((kind) => `customers.${kind}`),
    )
  })
})

test('two are merged by a click, lead to one page, and part again', async () => {
  const { halden, tom, ben } = await withTom()
  const twin = await halden.run((db) => meet(db, halden.now(halden.ben), { name: 'T. Baker', addresses: [] }))
  const choose = words((await ben.get(`/customers/${tom.id}/merge?with=baker`)).text)
  assert.match(choose, /They are one, called Tom Baker They are one, called T\. Baker/)
  const merged = await ben.post(`/customers/${twin.id}/merge`, { into: tom.id })
  assert.equal(merged.location, `/customers/${tom.id}?merged=${twin.id}`)
  assert.match(
    words((await ben.get(merged.location!)).text),
    /T\. Baker and Tom Baker are one customer now\. Undo/,
  )
  assert.equal((await ben.get(`/customers/${twin.id}`)).location, `/customers/${tom.id}`)
  assert.equal((await ben.post(`/customers/${twin.id}/unmerge`)).location, `/customers/${twin.id}`)
  assert.equal((await ben.get(`/customers/${twin.id}`)).status, 200)
})

test('the list goes on page by page', async () => {
  const halden = await aCompany()
  await halden.run(async (db) => {
    for (let n = 0; n < 30; n += 1)
      await meet(db, halden.now(halden.ben), { name: `Number ${n}.`, addresses: [] })
  })
  const ben = await halden.door(halden.ben)
  const first = (await ben.get('/customers')).text
  assert.ok(first.includes('Number 29.') && first.includes('Number 5.') && !first.includes('Number 4.'))
  const next = /href="(\/customers\?after=[^"]+)"/.exec(first)?.[1] ?? ''
  const second = (await ben.get(next)).text
  assert.ok(second.includes('Number 4.') && second.includes('Number 0.') && !second.includes('Number 5.'))
})

test('the API meets, notes, merges and records a purchase once', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  const met = await api('POST', '/customers', {
    name: 'Ito',
    addresses: [{ kind: 'email', written: 'Ito@Example.com' }],
  })
  const again = await api('POST', '/customers', {
    addresses: [{ kind: 'email', written: 'ito@example.com' }],
  })
  assert.deepEqual([met.status, again.body.id], [200, met.body.id])
  const at = `/customers/${met.body.id}`

  const sold = { bought_at: '2026-01-05T10:00:00Z', what: 'Bell', amount: { minor: 1290, currency: 'EUR' } }
  const first = await api('PUT', `${at}/purchases/r%2F1`, sold)
  const second = await api('PUT', `${at}/purchases/r%2F1`, sold)
  const back = await api('PUT', `${at}/purchases/r%2F1`, {
    ...sold,
    returned: { minor: 290, currency: 'EUR' },
  })
  assert.deepEqual([first.body.made, second.body.made, back.body.made], [true, false, false])
  assert.equal(first.body.key, 'r/1')
  assert.deepEqual([back.body.id, back.body.returned.minor], [first.body.id, 290])
  const over = await api('PUT', `${at}/purchases/r%2F1`, {
    ...sold,
    returned: { minor: 1291, currency: 'EUR' },
  })
  assert.deepEqual([over.status, over.body.type], [422, 'urn:makegood:purchase-returned'])
  const far = new Date(halden.ben.at.getTime() + 3 * 86_400_000).toISOString()
  const ahead = await api('PUT', `${at}/purchases/r2`, { ...sold, bought_at: far })
  assert.deepEqual([ahead.status, ahead.body.field], [422, 'bought_at'])
  const other = await api('POST', '/customers', { name: 'Other' })
  const foreign = await api('PUT', `/customers/${other.body.id}/purchases/r%2F1`, sold)
  assert.deepEqual([foreign.status, foreign.body.type], [409, 'urn:makegood:purchase-of-another'])
  assert.equal((await api('GET', `${at}/purchases`)).body.items.length, 1)

  const fact = await api('POST', `${at}/facts`, { fact: 'nine years a customer' })
  assert.equal(fact.status, 201)
  await api('PUT', `${at}/acquaintance`)
  await api('PUT', `/customers/${other.body.id}/merge`, { into: met.body.id })
  const read = await api('GET', `/customers/${other.body.id}`)
  assert.deepEqual(
    [read.body.id, read.body.good_to_know.length, read.body.known_by[0].name],
    [met.body.id, 1, 'Ben Okafor'],
  )
  await api('DELETE', `/customers/${other.body.id}/merge`)
  await api('DELETE', `${at}/facts/${fact.body.id}`)
  assert.equal((await api('GET', '/customers?q=ito')).body.items[0].id, met.body.id)
  await halden.run(async (db) =>
    assert.deepEqual(
      (await linesAbout(db, met.body.id)).map((line) => line.kind.replace('customers.', '')),
      [
        'met',
        'purchase-recorded',
        'purchase-changed',
        'fact-noted',
        'acquainted',
        'merged',
        'fact-forgotten',
      ],
    ),
  )
})

test('the same purchase told by eight at once is recorded once', async () => {
  const { halden, tom } = await withTom()
  const told = await Promise.all(
    Array.from({ length: 8 }, () =>
      halden.run((db) =>
        recordPurchase(db, halden.now(halden.ben), {
          customer: tom.id,
          key: 'r-9',
          boughtAt: new Date('2026-01-05T10:00:00Z'),
          what: 'Chain',
          amount: { minor: 3450n, currency: 'EUR' },
        }),
      ),
    ),
  )
  assert.equal(told.filter((one) => one.made).length, 1)
  assert.equal(new Set(told.map((one) => one.purchase.id)).size, 1)
})

test('another company sees and changes nothing of it', async () => {
  const { halden, tom } = await withTom()
  const other = await aCompany('Other')
  const stranger = await other.door(other.ben)
  assert.equal((await stranger.get(`/customers/${tom.id}`)).status, 404)
  await stranger.post(`/customers/${tom.id}/facts`, { fact: 'no' })
  await stranger.post(`/customers/${tom.id}`, { name: 'No', since: '2020-01-01' })
  await halden.run(async (db) => {
    assert.equal((await customer(db, tom.id)).name, 'Tom Baker')
    assert.deepEqual(await factsOf(db, tom.id), [])
    assert.equal((await searchCustomers(db, 'tom@baker', 5)).length, 1)
    const own = await meet(db, halden.now(halden.ben), { name: 'Own', addresses: [] })
    await assert.rejects(other.run((foreign) => merge(foreign, other.now(other.ben), own.id, tom.id)))
  })
})
