import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany, type TestCompany } from '../../test/company.ts'
import { formOf } from '../../test/form.ts'
import { aProblem, euro } from '../../test/problem.ts'
import { FOLLOW } from '../cases/cases.ts'
import { addAddress, correct, meet } from '../customers/customers.ts'
import { hear } from '../interactions/interactions.ts'
import { clock, days, later } from '../kit/clock.ts'
import { allLanguages } from '../kit/language.ts'
import { makeTicket } from '../kit/tickets.ts'
import { say } from './drafts.ts'
import { policies, policy, reportRule, scrap, setPolicySettings } from './policies.ts'

const FEE = 'Storage fee after three days'
const text = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const only = async (halden: TestCompany) => {
  const [one] = await halden.run((db) => policies(db))
  assert.ok(one)
  return one
}

test('on a case in one tap: the rule is named, undone, named again, and stands on the case with its owner', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden, { name: 'Mrs Ito' })
  const ben = await halden.door(halden.ben)
  const { text: page } = await ben.get(`/cases/${one.id}`)
  assert.match(page, /A rule stopped me/)
  const form = formOf(page, 'stopped')
  const sent = await ben.post(form.action, {
    ...form.values,
    name: FEE,
    cost: '6',
    charged: '6,00',
    hurt: 'Nobody rang her.',
  })
  assert.deepEqual([sent.status, sent.location], [303, `/cases/${one.id}#rules`])
  const rule = await only(halden)
  assert.deepEqual([rule.hurt.customers, rule.hurt.money, rule.kind], [1, [euro(6)], [euro(6)]])
  const after = (await ben.get(`/cases/${one.id}`)).text
  assert.match(
    text(after),
    /Storage fee after three days Stopped Ben here\. David’s word is awaited\. Decide by/,
  )
  assert.match(after, /id="undo-report"/)
  await ben.post(formOf(after, 'undo-report-f').action)
  assert.deepEqual(await halden.run((db) => policies(db)), [])
})

test('what is like a known rule is asked about, without script: that one, or a new one', async () => {
  const halden = await aCompany()
  await halden.run((db) => reportRule(db, halden.now(halden.ana), { name: FEE, customer: null, more: 1 }))
  const one = await aProblem(halden, { name: 'Mrs Ito' })
  const ben = await halden.door(halden.ben)
  const { text: page } = await ben.get(`/rules/report?case=${one.id}`)
  assert.match(page, new RegExp(`<option value="${FEE}">`), 'offered while one types')
  assert.match(page, /<option value="My limit: €100 a case/)
  const form = formOf(page, 'stopped')
  const refused = await ben.post(form.action, { ...form.values, name: 'storage fees', hurt: 'She was away.' })
  assert.equal(refused.status, 409)
  assert.match(refused.text, /Is it one of these\?/)
  assert.match(refused.text, /None of these: “storage fees” is a new one/)
  assert.match(refused.text, /She was away\./, 'what was typed is kept')
  const known = await only(halden)
  const again = formOf(refused.text, 'stopped')
  const chosen = await ben.post(again.action, { ...again.values, policy: known.id })
  assert.equal(chosen.status, 303)
  const fresh = await ben.post(again.action, { ...again.values, policy: 'new' })
  assert.equal(fresh.status, 303)
  assert.deepEqual(
    (await halden.run((db) => policies(db))).map((rule) => rule.name).sort(),
    [FEE, 'storage fees'].sort(),
  )
})

test('without a case: from the list and from a customer, found by a name, or asked which one', async () => {
  const halden = await aCompany()
  const [a] = await halden.run(async (db) => [
    await meet(db, halden.ben, { name: 'Anna Berg', addresses: [{ kind: 'number', written: '4711' }] }),
    await meet(db, halden.ben, { name: 'Anna Bergmann', addresses: [] }),
  ])
  const ben = await halden.door(halden.ben)
  const form = formOf((await ben.get('/rules')).text, 'stopped')
  const several = await ben.post(form.action, { ...form.values, name: FEE, whom: 'Anna' })
  assert.equal(several.status, 409)
  assert.match(several.text, /Whom did it hurt\?[\s\S]*Anna Bergmann/)
  const picked = await ben.post(form.action, { ...form.values, name: FEE, whom: 'Anna', pick: a?.id ?? '' })
  assert.equal(picked.status, 303)
  assert.match(picked.location ?? '', /^\/rules\//)
  const nobody = await ben.post(form.action, { ...form.values, name: FEE, whom: 'Zacharias' })
  assert.match(nobody.text, /We know nobody by “Zacharias”/)
  const on = await ben.get(`/customers/${a?.id}`)
  assert.match(on.text, /A rule stopped me/)
  assert.match(text(on.text), /a rule stood in the way, reported by Ben/)
})

test('the owner’s card: scrap it and tell the two; the list of whom to tell; each told once', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden, { name: 'Mrs Ito' })
  await halden.run(async (db) => {
    await addAddress(db, halden.ben, one.customer_id ?? '', {
      kind: 'email',
      written: `ito@${halden.slug}.example`,
    })
    await correct(db, halden.ben, one.customer_id ?? '', { language: 'fr' })
    await hear(db, halden.ben, {
      kind: 'complaint',
      channel: 'counter',
      customer: one.customer_id,
      text: 'Six euros because nobody rang me.',
      beside: { case: one.id },
    })
    const twin = await meet(db, halden.ben, { name: 'Karl', addresses: [] })
    await reportRule(db, halden.now(halden.ben), { name: FEE, case: one.id, charged: euro(6) })
    await reportRule(db, halden.now(halden.ana), { name: FEE, customer: twin.id })
  })
  const rule = await only(halden)
  const here = `/rules/${rule.id}`
  const ana = await halden.door(halden.ana)
  assert.match(text((await ana.get(here)).text), /David’s word is awaited/)
  assert.equal((await ana.post(`${here}/scrap`, { because: 'I do not like it' })).status, 403)
  const david = await halden.door(halden.david)
  const today = (await david.get('/today')).text
  assert.match(
    text(today),
    /“Storage fee after three days” Stopped Ben and Ana; two customers hurt, €6 taken from them\. Decide by/,
  )
  const story = (await david.get(here)).text
  assert.match(story, /Six euros because nobody rang me\./, 'the customer’s own sentence')
  const form = formOf(story, `scrap-${rule.id}`)
  assert.equal(form.values.wait, rule.wait?.id)
  const gone = await david.post(form.action, { ...form.values, because: 'Six euros cost us a customer' })
  assert.deepEqual([gone.status, gone.location], [303, `${here}/tell?gone=yes`])
  const late = await david.post(form.action, { ...form.values, because: 'Once more' })
  assert.equal(late.status, 409)
  const tell = (await david.get(gone.location ?? '')).text
  assert.match(text(tell), /It is gone\. Ben and Ana have heard it\. Two customers are still to be told\./)
  assert.match(tell, /Nous vous avons fait payer 6.€\. Cette règle n’existe plus, grâce à vous\./u)
  assert.match(text(tell), /No address of theirs is known: tell them when they come by\./)
  const id = `tell-${one.customer_id}-f`
  const send = formOf(tell, id)
  const sent = await david.post(send.action, { ...send.values, channel: 'email' })
  assert.equal(sent.status, 303)
  assert.equal((await david.post(send.action, { ...send.values, channel: 'email' })).status, 409)
  const after = text((await david.get(`${here}/tell`)).text)
  assert.match(after, /One customer still to be told/)
  assert.match(after, /Mrs Ito .*David, by email · the words · not back so far/)
  // News for those it stopped: on their Today, until they put it away; nobody keeps that they did.
  const bens = await halden.door(halden.ben)
  const news = (await bens.get('/today')).text
  assert.match(text(news), /The rule that stopped you is gone: Storage fee after three days/)
  assert.match(text(news), /One customer does not know yet that it is gone/)
  const away = formOf(news, `heard-${(await only(halden)).word?.wait_id}`)
  assert.equal((await bens.post(away.action, away.values)).status, 303)
  assert.doesNotMatch(text((await bens.get('/today')).text), /The rule that stopped you/)
  // Whoever buys again has come back, and it is said of nobody else.
  const { recordPurchase } = await import('../customers/customers.ts')
  await halden.run((db) =>
    recordPurchase(db, halden.now(halden.ben), {
      customer: one.customer_id ?? '',
      key: 'back',
      boughtAt: later(clock.now(), 1000),
      what: 'A bell',
      amount: euro(20),
    }),
  )
  assert.match(text((await david.get(`${here}/tell`)).text), /All of them have come back\./)
})

test('outside: nothing until the company wants it; then five languages, no script, under 14 KB, no limits', async () => {
  const halden = await aCompany()
  const { policy: id } = await halden.run((db) =>
    reportRule(db, halden.now(halden.ben), { name: FEE, customer: null, more: 11 }),
  )
  await halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'Mara’s own reason' }))
  const outside = await halden.door(null)
  const path = `/${halden.slug}/rules`
  assert.equal((await outside.get(path)).status, 404)
  const mara = await halden.door(halden.mara)
  assert.equal((await mara.post('/rules/public', { on: 'yes' })).status, 303)
  for (const language of allLanguages) {
    const page = await outside.get(`${path}?lang=${language}`)
    assert.equal(page.status, 200)
    assert.ok(Buffer.byteLength(page.text) < 14_000, `${language}: ${Buffer.byteLength(page.text)}`)
    assert.doesNotMatch(page.text, /<script/)
    assert.match(page.text, /<s dir="auto">Storage fee after three days<\/s>/)
    assert.match(page.text, /\+49 40 555 0100/)
    assert.doesNotMatch(page.text, /Mara|Ben|own reason/)
  }
  await halden.run((db) => setPolicySettings(db, halden.now(halden.mara), { public: false }))
  assert.equal((await outside.get(path)).status, 404)
})

test('the customer who follows a case reads there that the rule is gone, in their language', async () => {
  const halden = await aCompany()
  const one = await aProblem(halden, { name: 'Mrs Ito' })
  const { policy: id } = await halden.run((db) =>
    reportRule(db, halden.now(halden.ben), { name: FEE, case: one.id }),
  )
  const { token } = await halden.run((db) =>
    makeTicket(db, {
      kind: FOLLOW,
      about: one.id,
      at: clock.now(),
      endsAt: later(clock.now(), days(1)),
      many: true,
    }),
  )
  const outside = await halden.door(null)
  assert.doesNotMatch((await outside.get(`/follow/${token}?lang=de`)).text, /Storage fee/)
  await halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'It hurts' }))
  assert.match(
    (await outside.get(`/follow/${token}?lang=de`)).text,
    /Die Regel „Storage fee after three days“ gibt es seit .* nicht mehr/,
  )
  assert.match(
    (await outside.get(`/follow/${token}?lang=en`)).text,
    /is gone since .*, because of what you told us/,
  )
})

test('everybody knows the last one that went; the journey shows what stands in the way', async () => {
  const halden = await aCompany()
  const { policy: id } = await halden.run((db) =>
    reportRule(db, halden.now(halden.ben), { name: FEE, customer: null, more: 1 }),
  )
  await halden.run((db) => scrap(db, halden.now(halden.mara), id, { because: 'It hurts' }))
  await halden.run((db) =>
    hear(db, halden.ben, { kind: 'question', channel: 'counter', customer: null, text: 'A bell?' }),
  )
  const ana = await halden.door(halden.ana)
  assert.match(
    text((await ana.get('/today')).text),
    /Last rule scrapped: Storage fee after three days , today\./,
  )
  assert.match(text((await ana.get('/company')).text), /Red tape Of rules that stop us one is gone\./)
})

test('the API: no list, filter or answer asks for a person, and nobody’s share can be drawn', async () => {
  const halden = await aCompany()
  const ben = await halden.api(halden.ben)
  const made = await ben('POST', '/policies/reports', { name: FEE, more: 2, customer: null })
  assert.equal(made.status, 201)
  for (const name of ['person', 'by', 'reporter', 'owner', 'asked'])
    assert.equal((await ben('GET', `/policies?${name}=${halden.ben.id}`)).status, 422, name)
  const found = await ben('GET', `/policies/${made.body.policy}`)
  assert.deepEqual(Object.keys(found.body.reports[0]).sort(), ['at', 'case_id', 'cost', 'id', 'words'])
  assert.equal(found.body.lifetime, null)
  assert.equal(JSON.stringify((await ben('GET', '/policies')).body).includes(halden.ben.id), false)
})

test('every language says every sentence of the drafts, with the same values', () => {
  const values = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort()
  const keys = Object.keys(say.texts.en) as (keyof typeof say.texts.en)[]
  for (const language of allLanguages)
    for (const key of keys) {
      assert.deepEqual(values(say.texts[language][key]), values(say.texts.en[key]), `${language} ${key}`)
      if (language !== 'en')
        assert.notEqual(say.texts[language][key], say.texts.en[key], `${language} ${key}`)
    }
})
test('a limit that is a year old is decided on anew, and stays or is raised', async () => {
  const halden = await aCompany()
  const mara = await halden.door(halden.mara)
  assert.equal(
    (await mara.post('/rules/limits', { of: 'ladder', level: 'front-line', currency: 'EUR' })).status,
    303,
  )
  const [one] = await halden.run((db) => policies(db))
  assert.deepEqual([one?.wait?.why, one?.wait?.asked], ['last-day', 'Mara Halden'])
  const page = (await mara.get(`/rules/${one?.id}`)).text
  assert.match(page, /href="\/company\/limits"/)
  assert.doesNotMatch(page, /Scrap it/)
  const keep = formOf(page, `keep-${one?.id}`)
  assert.equal(
    (await mara.post(keep.action, { ...keep.values, because: 'It is enough for now' })).status,
    303,
  )
  assert.equal((await halden.run((db) => policy(db, one?.id ?? ''))).state, 'defended')
})
