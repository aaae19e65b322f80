import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { aCompany, type Door, type TestCompany } from '../../../test/company.ts'
import { formOf, readable } from '../../../test/form.ts'
import { promise, putRight, reply, take, waitingCases } from '../../cases/cases.ts'
import { addressesOf, customer } from '../../customers/customers.ts'
import { linesAfter } from '../../history/history.ts'
import { attachmentsOf, type Interaction, latest } from '../../interactions/interactions.ts'
import { clock, hours, later, minutes } from '../../kit/clock.ts'
import { allLanguages, languages } from '../../kit/language.ts'
import { listLetters } from '../../kit/mail.ts'
import { root } from '../../kit/root.ts'
import { openPage, thanksFor } from '../../thanks/thanks.ts'
import { addStage, addTouchpoint, touchpoints } from '../../touchpoints/touchpoints.ts'
import { MOST_A_DAY } from './confirmation.ts'
import { MOST_SENT } from './sending.ts'
import { countConfirmations, insertConfirmation } from './store.ts'
import { say, type Word } from './words.ts'

type Given = Record<string, string | File | File[]>

/** A visit as a browser makes it: each page's form is filled in and sent with what it carries. */
async function visit(door: Door, start: string, answers: Given[]) {
  let page = await door.get(start)
  const seen = [page]
  for (const given of answers) {
    const { action, values } = formOf(page.text, 'tell')
    page = await door.post(action, { ...values, ...given } as Record<string, string | File>)
    seen.push(page)
    if (page.status === 303) break
  }
  return { page, seen }
}

const all = async (company: TestCompany): Promise<Interaction[]> =>
  (await company.run((db) => latest(db, { most: 100 }))).sort((a, b) => a.at.getTime() - b.at.getTime())

const kinds = async (company: TestCompany) =>
  (await company.run((db) => linesAfter(db, undefined, 1000))).map((line) => line.kind)

/** The lines since the last look. */
async function since(company: TestCompany, deed: () => Promise<unknown>): Promise<string[]> {
  const before = (await kinds(company)).length
  await deed()
  return (await kinds(company)).slice(before)
}

async function withCollect(company: TestCompany) {
  await company.run(async (db) => {
    const stage = await addStage(db, company.now(company.mara), 'Repair')
    await addTouchpoint(db, company.now(company.mara), {
      stage: stage.id,
      name: 'Collect your repair',
      team: company.teams.station,
    })
  })
  const [collect] = await company.run((db) => touchpoints(db))
  assert.ok(collect)
  return collect
}

const h1 = (html: string) =>
  readable(/<h1>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? '').trim()
const words = (html: string) =>
  readable(html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')

for (const language of allLanguages)
  test(`${language}: both doors, step by step, from the first page to the private link`, async () => {
    const company = await aCompany()
    const collect = await withCollect(company)
    const door = await company.door(null)
    const t = (key: Word, values?: Record<string, string | number>) => say(language, key, values)
    const start = `/${company.slug}/tell-us/${collect.code}?lang=${language}`

    const first = await door.get(start)
    assert.equal(first.status, 200)
    assert.match(first.text, new RegExp(`<html lang="${language}" dir="${languages[language].dir}"`))
    assert.equal(h1(first.text), t('start.title'))
    for (const name of ['compliment', 'complaint', 'question', 'idea'] as const)
      assert.match(first.text, new RegExp(`href="[^"]*about=${name}&amp;lang=${language}"`))
    assert.match(words(first.text), /\+49 40 555 0100/)
    assert.match(words(first.text), /Collect your repair/)
    assert.match(words(first.text), /Ben/, 'who reads it is said by first name')
    assert.match(words(first.text), /Carla/)
    for (const other of allLanguages) assert.ok(first.text.includes(languages[other].name))

    const good = await visit(door, `${start}&about=compliment`, [
      { story: 'Ben stayed late.' },
      { who: 'Ben' },
      { score: '4' },
      { five: 'A coffee' },
      { email: 'tom@example.org', phone: '', name: 'Tom Baker' },
      {},
    ])
    assert.deepEqual(
      good.seen.slice(0, -1).map((page) => h1(page.text).replace(` (${t('optional')})`, '')),
      [
        t('story.compliment'),
        t('who.title'),
        t('rating.title'),
        t('five.title'),
        t('contact.title'),
        t('check.title'),
      ],
    )
    for (const page of good.seen.slice(0, -1)) {
      assert.equal(page.status, 200)
      assert.match(words(page.text), /\+49 40 555 0100/, 'the number is in sight on every page')
    }
    const check = words(good.seen.at(-2)?.text ?? '')
    for (const said of ['Ben stayed late.', 'A coffee', 'tom@example.org', 'Tom Baker', t('rating.4')])
      assert.ok(check.includes(said), said)
    assert.equal(good.page.status, 303)

    const bad = await visit(door, `${start}&about=complaint`, [
      { story: 'Nobody told me it was not ready.' },
      { wish: 'Ring me.' },
      { score: '1' },
      { five: '' },
      { email: '', phone: '040 5550199', name: '' },
      {},
    ])
    assert.deepEqual(
      bad.seen.slice(0, -1).map((page) => h1(page.text).replace(` (${t('optional')})`, '')),
      [
        t('story.complaint'),
        t('wish.title'),
        t('rating.title'),
        t('five.title'),
        t('contact.title'),
        t('check.title'),
      ],
    )
    const follow = await door.get(bad.page.location ?? '')
    assert.equal(follow.status, 200)
    assert.equal(h1(follow.text), t('sent.title'))
    for (const word of ['follow.heard', 'follow.withNobodyYet', 'follow.righted', 'follow.changed'] as const)
      assert.ok(words(follow.text).includes(t(word)), word)
    assert.ok(words(follow.text).includes('Nobody told me it was not ready.'))

    const heard = await all(company)
    assert.deepEqual(
      heard.map((one) => [one.kind, one.channel, one.score, one.touchpoint_id, one.team_id, one.language]),
      [
        ['compliment', 'page', 4, collect.id, company.teams.station, language],
        ['complaint', 'page', 1, collect.id, company.teams.station, language],
      ],
    )
    assert.equal(heard[0]?.text, `Ben stayed late.\n\n${t('five.title')} A coffee`)
    assert.equal(heard[1]?.text, 'Nobody told me it was not ready.')
    const [one] = await company.run((db) => waitingCases(db, { most: 10 }))
    assert.equal(one?.wants, 'Ring me.')
    const tom = await company.run((db) => customer(db, heard[0]?.customer_id ?? ''))
    assert.equal(tom.name, 'Tom Baker')
    assert.equal(tom.language, language)
    const phone = await company.run((db) => addressesOf(db, heard[1]?.customer_id ?? ''))
    assert.deepEqual(
      phone.map((address) => [address.kind, address.met_by]),
      [['phone', '+49405550199']],
    )
    const thanked = await company.run((db) => thanksFor(db, company.ben.id, 10))
    assert.equal(thanked.length, 1, 'the compliment reached Ben')
  })

test('what a visit leaves in the history, deed by deed', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const start = `/${company.slug}/tell-us?about=`
  assert.deepEqual(
    await since(company, () => visit(door, `${start}question`, [{ story: 'Do you mend prams?' }, {}, {}])),
    ['interactions.heard'],
  )
  assert.deepEqual(
    await since(company, () =>
      visit(door, `${start}complaint`, [{ story: 'Late.' }, {}, {}, { email: 'a@example.org' }, {}]),
    ),
    ['customers.met', 'interactions.heard', 'cases.opened'],
  )
})

test('the language is chosen, else asked for by the browser, else the company’s', async () => {
  const company = await aCompany()
  const ask = async (path: string, header?: string) => {
    const request = new Request(new URL(path, company.base), {
      headers: header ? { 'accept-language': header } : {},
    })
    return /<html lang="(\w+)"/.exec(await (await company.app.hono.fetch(request)).text())?.[1]
  }
  const path = `/${company.slug}/tell-us`
  assert.equal(await ask(path), 'en')
  assert.equal(await ask(path, 'de-CH,de;q=0.9,en;q=0.8'), 'de')
  assert.equal(await ask(path, 'pt,ar;q=0.5'), 'ar')
  assert.equal(await ask(`${path}?lang=fr`, 'de'), 'fr')
  assert.equal(await ask(`${path}?lang=xx`, 'es'), 'es')
  assert.equal(await ask('/nobody-is-called-so/tell-us', 'de'), 'de')
})

test('another language in the middle keeps what was typed', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const { page } = await visit(door, `/${company.slug}/tell-us?about=complaint`, [
    { story: 'The bell fell off.' },
    { wish: 'A new bell', tongue: 'ar' },
  ])
  assert.match(page.text, /<html lang="ar" dir="rtl"/)
  const { action, values } = formOf(page.text, 'tell')
  assert.equal(values.story, 'The bell fell off.')
  assert.equal(values.wish, 'A new bell')
  assert.match(action, /lang=ar$/)
})

test('back and change keep all that was typed, and come straight back to the end', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const start = `/${company.slug}/tell-us?about=complaint`
  const { page: back } = await visit(door, start, [
    { story: 'Line one\nline two <b>' },
    { wish: 'w' },
    { score: '5' },
    { email: 'half', go: 'back' },
  ])
  assert.equal(formOf(back.text, 'tell').values.step, 'rating')
  assert.equal(formOf(back.text, 'tell').values.email, 'half', 'even what is not whole yet')
  assert.equal(formOf(back.text, 'tell').values.score, '5')
  const { seen } = await visit(door, start, [
    { story: 'Line one\nline two <b>' },
    { wish: 'w' },
    { score: '5' },
    { email: 'tom@example.org' },
    { go: 'to-story' },
    { story: 'Better words' },
    { go: 'to-rating' },
    { score: '3' },
    { five: 'A call' },
  ])
  assert.deepEqual(
    seen.map((page) => formOf(page.text, 'tell').values.step),
    ['story', 'wish', 'rating', 'contact', 'check', 'story', 'check', 'rating', 'five', 'check'],
  )
  const last = formOf(seen.at(-1)?.text ?? '', 'tell').values
  assert.deepEqual(
    [last.story, last.wish, last.score, last.five, last.email],
    ['Better words', 'w', '3', 'A call', 'tom@example.org'],
  )
})

test('what is missing or wrong is said at its field, and nothing is lost', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const start = `/${company.slug}/tell-us?lang=en&about=complaint`
  const cases: [Given[], string, string][] = [
    [[{ story: '   ' }], 'story', say('en', 'error.words')],
    [[{ story: 'x'.repeat(10_001) }], 'story', say('en', 'error.long', { n: 10_000 })],
    [[{ story: 'a\u0000b' }], 'story', say('en', 'error.letters')],
    [[{ story: 'ok' }, {}, {}, { email: 'tom@' }], 'email', say('en', 'error.email')],
    [[{ story: 'ok' }, {}, {}, { phone: '12' }], 'phone', say('en', 'error.phone')],
  ]
  for (const [answers, field, sentence] of cases) {
    const { page } = await visit(door, start, answers)
    assert.equal(page.status, 422, field)
    assert.ok(words(page.text).includes(sentence), sentence)
    assert.match(page.text, new RegExp(`id="tell-${field}"[^>]*aria-invalid="true"`))
    assert.match(page.text, /role="alert"/)
    const typed = String(Object.values(answers.at(-1) ?? {})[0])
    assert.equal(formOf(page.text, 'tell').values[field], typed.replace('\u0000', ''))
  }
  assert.deepEqual(await all(company), [])
})

test('two clicks, a reload and going back make one; other words are new', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const { seen } = await visit(door, `/${company.slug}/tell-us?about=complaint`, [
    { story: 'Once.' },
    {},
    {},
    { email: 'tom@example.org' },
  ])
  const { action, values } = formOf(seen.at(-1)?.text ?? '', 'tell')
  const answers = await Promise.all(Array.from({ length: 6 }, () => door.post(action, values)))
  assert.deepEqual(
    answers.map((answer) => answer.status),
    Array(6).fill(303),
  )
  assert.equal((await all(company)).length, 1)
  assert.equal((await company.run((db) => waitingCases(db, { most: 10 }))).length, 1)
  assert.equal((await company.run((db) => listLetters(db, 10))).length, 1)
  for (const { location } of answers) assert.equal((await door.get(location ?? '')).status, 200)
  await door.post(action, { ...values, story: 'Once, and then again.' })
  assert.equal((await all(company)).length, 2)
})

test('an address gets one letter a day, with nothing in it that a stranger typed', async (t) => {
  t.after(() => clock.reset())
  const company = await aCompany()
  const door = await company.door(null)
  const send = (address: string) =>
    visit(door, `/${company.slug}/tell-us?about=question`, [
      { story: 'BUY PILLS https://evil.example' },
      { email: address, name: 'Evil Name' },
      {},
    ])
  await send('victim@example.org')
  await send('Victim@Example.org')
  await send('other@example.org')
  const letters = await company.run((db) => listLetters(db, 10))
  assert.deepEqual(letters.map((letter) => letter.recipient).sort(), [
    'other@example.org',
    'victim@example.org',
  ])
  for (const letter of letters) {
    assert.doesNotMatch(`${letter.subject} ${letter.text}`, /evil|pills/i)
    assert.match(letter.text, /\/follow\/[\w-]{32}\n/)
  }
  clock.move(hours(24))
  await send('victim@example.org')
  assert.equal((await company.run((db) => listLetters(db, 10))).length, 3)
})

test('twenty strangers at once who type one address send one letter', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      door.post(`/${company.slug}/tell-us`, {
        about: 'question',
        step: 'check',
        key: `key-of-stranger-${n}`,
        story: `Number ${n}`,
        email: 'victim@example.org',
      }),
    ),
  )
  assert.deepEqual(new Set(sent.map((answer) => answer.status)), new Set([303]))
  assert.equal((await all(company)).length, 20)
  assert.equal((await company.run((db) => listLetters(db, 50))).length, 1)
})

test('a company sends no more letters by itself in a day than the cap', async () => {
  const company = await aCompany()
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(clock.now())
  const full = await company.run(async (db) => {
    for (let n = await countConfirmations(db, day); n < MOST_A_DAY; n++)
      await insertConfirmation(db, `more ${n}`, day)
    return countConfirmations(db, day)
  })
  assert.equal(full, MOST_A_DAY)
  await visit(await company.door(null), `/${company.slug}/tell-us?about=question`, [
    { story: 'q' },
    { email: 'a@b.example' },
    {},
  ])
  assert.equal((await company.run((db) => listLetters(db, 10))).length, 0)
  assert.equal((await all(company)).length, 1, 'what was said is heard all the same')
})

const jpeg = (bytes: number, name: string) => {
  const body = new Uint8Array(bytes)
  body.set([0xff, 0xd8, 0xff, 0xe0])
  return new File([body], name, { type: 'text/html' })
}

test('files: pictures and PDFs by their bytes, ten megabytes each, five at most', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const { seen } = await visit(door, `/${company.slug}/tell-us?lang=en&about=idea`, [{ story: 'See.' }, {}])
  const { action, values } = formOf(seen.at(-1)?.text ?? '', 'tell')
  const send = (files: File[]) => door.post(action, { ...values, files: files as unknown as string[] })
  const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], 'x.png', {
    type: 'image/png',
  })
  const refused: [File[], Word, Record<string, string | number>][] = [
    [[svg], 'error.fileKind', {}],
    [[jpeg(10 * 1024 * 1024 + 1, 'big.jpg')], 'error.fileSize', { size: '10 MB' }],
    [Array.from({ length: 6 }, (_, n) => jpeg(10, `${n}.jpg`)), 'error.fileCount', { n: 5 }],
    [
      [9, 9, 9, 9]
        .map((mb, n) => jpeg(mb * 1024 * 1024 - 300_000, `${n}.jpg`))
        .slice(0, 3)
        .concat(jpeg(2.8 * 1024 * 1024, 'l.jpg')),
      'error.filesSize',
      { size: '28 MB' },
    ],
  ]
  for (const [files, word, more] of refused) {
    const page = await send(files)
    assert.equal(page.status, 422, word)
    assert.ok(words(page.text).includes(say('en', word, more)), word)
    assert.equal(formOf(page.text, 'tell').values.story, 'See.')
  }
  const sent = await send([
    jpeg(100, '../../photo\u202egpj.exe'),
    new File(['%PDF-1.7'], 'bill.html', { type: 'text/html' }),
  ])
  assert.equal(sent.status, 303)
  const [heard] = await all(company)
  const kept = await company.run((db) => attachmentsOf(db, [heard?.id ?? '']))
  assert.deepEqual(
    kept.map(({ name, type, size }) => [name, type, size]),
    [
      ['photogpj.exe.jpg', 'image/jpeg', 100],
      ['bill.html.pdf', 'application/pdf', 8],
    ],
  )
  const follow = await door.get(sent.location ?? '')
  assert.match(
    words(follow.text),
    /With it: photogpj\.exe\.jpg ?, ?bill\.html\.pdf/,
    'who sent them sees that they came',
  )
})

test('nothing that a stranger sends breaks a page', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const path = `/${company.slug}/tell-us`
  const odd: Record<string, string | string[] | File>[] = [
    {},
    { step: 'check' },
    { step: 'nothing', about: 'nothing', score: 'NaN', key: 'short' },
    { step: 'rating', about: 'question', score: '11' },
    { step: 'rating', about: 'complaint', story: 'x', score: '-0', go: 'to-nowhere' },
    { step: 'story', story: new File(['x'], 'x.txt') },
    { step: 'check', files: 'not a file', story: '' },
    { step: 'story', story: ['one', 'two'] },
    { __proto__: 'x', constructor: 'y', step: 'story' },
    { step: 'story', story: 'x'.repeat(5_000_000) },
  ]
  for (const values of odd) {
    const page = await door.post(path, values)
    assert.ok([200, 422].includes(page.status), `${JSON.stringify(values).slice(0, 80)} gave ${page.status}`)
  }
  for (const [type, body] of [
    ['application/x-www-form-urlencoded', 'step=story&story=%ED%A0%80%00%'],
    ['multipart/form-data; boundary=x', 'this is no multipart'],
    ['multipart/form-data', 'no boundary'],
    ['application/json', '{"story": 1}'],
    ['text/plain', 'hello'],
  ] as const) {
    const request = new Request(new URL(path, company.base), {
      method: 'POST',
      headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
      body,
    })
    assert.equal((await company.app.hono.fetch(request)).status, 422, type)
  }
  assert.deepEqual(await all(company), [])
})

test('naughty strings go through every field and come back as they were, escaped', async (t: TestContext) => {
  const file = join(root, '../shared/data/strings/blns.json')
  if (!existsSync(file)) return t.skip('the naughty strings of the shared data are absent')
  const strings = JSON.parse(readFileSync(file, 'utf8')) as string[]
  assert.ok(strings.length > 400)
  const company = await aCompany()
  const door = await company.door(null)
  const path = `/${company.slug}/tell-us?lang=en`
  const key = 'k'.repeat(20)
  let kept = 0
  for (const text of strings) {
    const all = {
      story: text,
      wish: text,
      who: text.slice(0, 200),
      five: text,
      name: text.slice(0, 120),
      score: '3',
    }
    const page = await door.post(path, { about: 'complaint', step: 'story', key, ...all })
    assert.ok(page.status === 200 || page.status === 422, `${page.status} for ${text}`)
    const markup = page.text.replace(/<style>.*?<\/style>/s, '')
    assert.doesNotMatch(markup, /<script|<img|<svg|<iframe|<body on|javascript:[^"<]*"\s*>/i, text)
    if (page.status === 422) continue
    const { values } = formOf(page.text, 'tell')
    // A single line loses what stands around it; the words keep even that.
    assert.equal(values.story, text.replace(/\r\n?/g, '\n').toWellFormed(), text)
    assert.equal(
      values.name,
      [...text.slice(0, 120)].join('').replace(/\r\n?/g, '\n').trim().toWellFormed(),
      text,
    )
    kept++
  }
  assert.ok(kept > 380, `${kept} were kept`)
  // And whole, to the end, some of each hundred.
  for (const text of strings.filter((_, n) => n % 20 === 0)) {
    clock.move(minutes(1))
    const sent = await door.post(path, {
      about: 'complaint',
      step: 'check',
      key,
      story: text || 'x',
      wish: text,
      five: text,
      score: '3',
      name: text.slice(0, 100),
    })
    assert.ok([303, 422].includes(sent.status), `${sent.status} for ${text}`)
    if (sent.status !== 303) continue
    const follow = await door.get(sent.location ?? '')
    assert.equal(follow.status, 200)
    assert.doesNotMatch(follow.text.replace(/<style>.*?<\/style>/s, ''), /<script|<img|<svg|<iframe/i)
  }
  clock.reset()
})

test('a peer that floods has to wait, is told so, and loses nothing', async (t) => {
  t.after(() => clock.reset())
  const company = await aCompany()
  const door = await company.door(null)
  const send = (n: number) =>
    door.post(`/${company.slug}/tell-us?lang=en`, {
      about: 'question',
      step: 'check',
      key: 'k'.repeat(20),
      story: `Number ${n}`,
    })
  for (let n = 0; n < MOST_SENT; n++) assert.equal((await send(n)).status, 303)
  const held = await send(99)
  assert.equal(held.status, 429)
  assert.ok(words(held.text).includes(say('en', 'error.tooMany')))
  assert.equal(formOf(held.text, 'tell').values.story, 'Number 99')
  assert.equal((await all(company)).length, MOST_SENT)
  clock.move(minutes(11))
  assert.equal((await send(99)).status, 303)
})

test('the private link: heard, with whom, promised, put right, confirmed', async (t) => {
  t.after(() => clock.reset())
  const company = await aCompany()
  const door = await company.door(null)
  const sent = await visit(door, `/${company.slug}/tell-us?lang=en&about=complaint`, [
    { story: 'My bike was not ready.' },
    { wish: 'Have it ready' },
    {},
    { phone: '040 5550199', name: 'Tom' },
    {},
  ])
  const path = new URL(sent.page.location ?? '', company.base).pathname
  const look = async () => words((await door.get(`${path}?lang=en`)).text)
  assert.doesNotMatch(await look(), /Was it put right\?/)
  const [one] = await company.run((db) => waitingCases(db, { most: 10 }))
  assert.ok(one)
  const ben = () => company.now(company.ben)
  await company.run((db) => take(db, ben(), one.id))
  assert.match(await look(), /With Ben/)
  await company.run((db) =>
    promise(db, ben(), one.id, { what: 'your bike is ready', dueAt: later(clock.now(), hours(2)) }),
  )
  assert.match(await look(), /Ben promised: your bike is ready · by/)

  const page = await door.get(`${path}?lang=en`)
  const more = formOf(page.text, 'more')
  const added = () => door.post(more.action, { ...more.values, text: 'It is the blue one.' })
  assert.deepEqual(await since(company, added), ['interactions.heard', 'cases.added-to'])
  assert.equal((await added()).status, 303, 'sent twice it is one')
  assert.equal((await all(company)).filter((heard) => heard.text === 'It is the blue one.').length, 1)
  assert.match(await look(), /It is the blue one\./)
  const empty = await door.post(more.action, { ...more.values, text: ' ' })
  assert.equal(empty.status, 422)
  assert.ok(words(empty.text).includes(say('en', 'error.words')))

  await company.run((db) => reply(db, ben(), one.id, 'I look at it now.'))
  clock.move(minutes(1))
  await company.settle()
  await company.run((db) => putRight(db, ben(), one.id, 'The bike is ready.'))
  assert.match(await look(), /Put right .*The bike is ready/)
  const ask = formOf((await door.get(`${path}?lang=en`)).text, 'right')
  const none = await door.post(ask.action, {})
  assert.equal(none.status, 422)
  assert.ok(words(none.text).includes(say('en', 'error.choose')))
  const next = await door.post(ask.action, { score: '4' })
  assert.equal(h1(next.text), 'What would have made it a five? (if you like)')
  const answer = formOf(next.text, 'right')
  const confirmed = await door.post(answer.action, {
    ...answer.values,
    five: 'A call',
    twice: 'no',
    go: 'send',
  })
  assert.equal(confirmed.status, 303)
  assert.match(words((await door.get(confirmed.location ?? '')).text), /Ben sees your answer/)
  assert.match(await look(), /Your answer: 4 of 5/)
  const twice = await door.post(answer.action, { ...answer.values, score: '1', go: 'send' })
  assert.equal(twice.status, 303)
  assert.match(await look(), /Your answer: 4 of 5/, 'it is said once')
})

test('not put right: it waits again, and one is told by whom and when', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const sent = await visit(door, `/${company.slug}/tell-us?lang=en&about=complaint`, [
    { story: 'Wrong wheel.' },
    {},
    {},
    {},
    {},
  ])
  const path = new URL(sent.page.location ?? '', company.base).pathname
  const [one] = await company.run((db) => waitingCases(db, { most: 10 }))
  await company.run((db) => take(db, company.now(company.ben), one?.id ?? ''))
  await company.run((db) => putRight(db, company.now(company.ben), one?.id ?? '', 'New wheel.'))
  const done = await door.post(`${path}/right?lang=en`, { score: '1', five: 'The right wheel', go: 'send' })
  assert.match(words((await door.get(done.location ?? '')).text), /We are not done: you hear from Ben by/)
  assert.equal((await company.run((db) => waitingCases(db, { most: 10 }))).length, 1)
})

test('a link to what is no case: heard, with whom, and something to add', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const sent = await visit(door, `/${company.slug}/tell-us?lang=en&about=question`, [
    { story: 'Do you mend prams?' },
    {},
    {},
  ])
  const path = new URL(sent.page.location ?? '', company.base).pathname
  const page = await door.get(`${path}?lang=en`)
  const more = formOf(page.text, 'more')
  await door.post(more.action, { ...more.values, text: 'A red one.' })
  const shown = words((await door.get(`${path}?lang=en`)).text)
  assert.match(shown, /Do you mend prams\?.*A red one\./)
  assert.equal(
    (await door.post(`${path}/right`, { score: '5', go: 'send' })).status,
    303,
    'there is nothing to confirm',
  )
  assert.equal((await all(company)).length, 2)
})

test('a private link shows its own story and nothing else of whoever has that address', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const path = `/${company.slug}/tell-us?lang=en&about=complaint`
  await visit(door, path, [
    { story: 'SECRET of Tom' },
    {},
    {},
    { email: 'tom@example.org', name: 'Tom Secretname' },
    {},
  ])
  const stranger = await visit(door, path, [{ story: 'Hello' }, {}, {}, { email: 'tom@example.org' }, {}])
  assert.doesNotMatch(
    words((await door.get(stranger.page.location ?? '')).text),
    /SECRET|Secretname|tom@example/,
  )
})

test('unknown companies, places, people and links look alike in each language', async () => {
  const company = await aCompany()
  const other = await aCompany('Other')
  const door = await company.door(null)
  const collect = await withCollect(company)
  for (const path of [
    '/nobody',
    '/nobody/tell-us',
    '/nobody/thank/x',
    '/nobody/t/x',
    `/${company.slug}/tell-us/none`,
    `/${company.slug}/thank/none`,
    `/${other.slug}/tell-us/${collect.code}`,
    '/%27%3B--/tell-us',
    `/${'a'.repeat(300)}`,
  ])
    for (const language of allLanguages) {
      const page = await door.get(`${path}?lang=${language}`)
      assert.equal(page.status, 404, path)
      assert.ok(words(page.text).includes(say(language, 'error.notFound')), `${path} ${language}`)
    }
  const [near, far] = await Promise.all([door.get(`/follow/${'a'.repeat(32)}`), door.get('/follow/x')])
  assert.deepEqual([near.status, near.text], [404, far.text])
  assert.equal((await door.get(`/${company.slug}`)).location, `/${company.slug}/tell-us`)
  assert.equal((await door.get(`/${company.slug}/t/COLLECT`)).location, `/${company.slug}/tell-us/collect`)
})

test('a page for thanks: no score is asked, none is kept, and it reaches the person', async () => {
  const company = await aCompany()
  const code = await company.run((db) => openPage(db, company.now(company.ben)))
  const door = await company.door(null)
  for (const language of allLanguages) {
    const path = `/${company.slug}/thank/${code}?lang=${language}`
    const page = await door.get(path)
    assert.equal(h1(page.text), say(language, 'thank.title', { name: 'Ben' }))
    assert.doesNotMatch(page.text, /type="radio"/)
    const { action, values } = formOf(page.text, 'thank')
    const nothing = await door.post(action, { ...values, name: 'Tom' })
    assert.equal(nothing.status, 422)
    assert.equal(formOf(nothing.text, 'thank').values.name, 'Tom')
    const thank = () =>
      door.post(action, { ...values, story: `Thank you (${language})`, name: 'Tom', score: '1' })
    const lines = await since(company, thank)
    assert.deepEqual(lines.slice(0, 2), ['customers.met', 'interactions.heard'])
    const done = await door.get((await thank()).location ?? '')
    assert.equal(h1(done.text), say(language, 'thank.sent', { name: 'Ben' }))
  }
  const heard = await all(company)
  assert.deepEqual(
    heard.map((one) => [one.kind, one.score, one.person_id]),
    allLanguages.map(() => ['compliment', null, company.ben.id]),
  )
  assert.equal((await company.run((db) => thanksFor(db, company.ben.id, 10))).length, allLanguages.length)
})

test('a lost link is sent to the address again, and nobody learns whether we know it', async (t) => {
  t.after(() => clock.reset())
  const company = await aCompany()
  const door = await company.door(null)
  await visit(door, `/${company.slug}/tell-us?about=question`, [
    { story: 'q' },
    { email: 'tom@example.org' },
    {},
  ])
  clock.move(hours(25))
  const path = `/${company.slug}/already?lang=en`
  const { action } = formOf((await door.get(path)).text, 'already')
  const answers = [
    await door.post(action, { email: 'Tom@example.org' }),
    await door.post(action, { email: 'nobody@example.org' }),
  ]
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.location]),
    [
      [303, `/${company.slug}/already?sent=yes&lang=en`],
      [303, `/${company.slug}/already?sent=yes&lang=en`],
    ],
  )
  const letters = await company.run((db) => listLetters(db, 10))
  assert.equal(letters.length, 2)
  const link = /\/follow\/[\w-]+/.exec(letters[0]?.text ?? '')?.[0] ?? ''
  assert.match(words((await door.get(link)).text), / q /)
  assert.equal((await door.post(action, { email: 'nonsense' })).status, 422)
})

test('no script, no cookie, nothing from elsewhere, and a policy that allows none of them', async () => {
  const company = await aCompany()
  const door = await company.door(null)
  const { seen } = await visit(door, `/${company.slug}/tell-us?about=complaint`, [
    { story: 'x' },
    {},
    {},
    {},
    {},
  ])
  const follow = await door.get(seen.at(-1)?.location ?? '')
  for (const page of [await door.get(`/${company.slug}/tell-us`), ...seen.slice(0, -1), follow]) {
    assert.doesNotMatch(page.text, /<script|\son\w+=|style="|https?:\/\/(?!localhost:4400\/follow)/i)
    assert.equal(page.headers.get('set-cookie'), null)
    const policy = page.headers.get('content-security-policy') ?? ''
    const style = /<style>(.*?)<\/style>/s.exec(page.text)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    assert.equal(
      policy,
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
  }
  assert.equal(
    (await door.get(`/${company.slug}/tell-us`)).headers.get('cache-control'),
    'public, max-age=60',
  )
  assert.equal(seen[0]?.headers.get('cache-control'), 'private, no-cache')
  assert.equal(follow.headers.get('cache-control'), 'private, no-store')
  assert.equal(follow.headers.get('x-robots-tag'), 'noindex')
})
