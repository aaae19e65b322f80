import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import { root } from '../kit/root.ts'
import { companyLinks } from './company-links.ts'
import { deviceOf } from './pages-account.tsx'
import { shownText } from './pages-letters.tsx'
import { company } from './people.ts'
import { peopleSentences } from './sentences.ts'

const WEEK = {
  mon_from1: '09:00',
  mon_to1: '12:30',
  mon_from2: '14:00',
  mon_to2: '18:00',
  sat_from1: '10:00',
  sat_to1: '14:00',
}
const SETTINGS = {
  name: 'Halden Cycles',
  phone: '',
  language: 'de',
  zone: 'Europe/Paris',
  answer: 'hours',
  answerAt: '',
  answerHours: '8',
}

test('the company page says in a sentence how each thing stands, and words add their own', async () => {
  const halden = await aCompany()
  companyLinks.take(async (_db, who) =>
    who.company === halden.company
      ? { title: 'Bells', href: '/company/bells', sentence: 'One big brass bell.' }
      : null,
  )
  const mine = await (await halden.door(halden.mara)).get('/company')
  assert.match(mine.text, /6 people work here\./)
  assert.match(mine.text, /4 teams; at the top Shops and Workshop\./)
  assert.match(mine.text, /Customers ring \+49 40 555 0100\. Open Monday to Friday, 9–17\./)
  assert.match(mine.text, /href="\/company\/keys"/)
  const his = await (await halden.door(halden.ben)).get('/company')
  assert.doesNotMatch(his.text, /href="\/company\/(keys|letters)"/)
  assert.match(his.text, /href="\/company\/bells"[\s\S]*One big brass bell\./)
})

test('settings are kept whole: name, number, hours, zone, language and by when one answers', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  const kept = await door.post('/company/settings', {
    ...SETTINGS,
    ...WEEK,
    closed: '2026-12-25\n2026-01-01',
  })
  assert.equal(kept.location, '/company/settings?kept=yes')
  const house = await halden.run(company)
  assert.deepEqual(
    [house.name, house.phone, house.language, house.zone, house.answer],
    ['Halden Cycles', null, 'de', 'Europe/Paris', { openHours: 8 }],
  )
  assert.deepEqual(house.hours, {
    zone: 'Europe/Paris',
    week: {
      mon: [
        ['09:00', '12:30'],
        ['14:00', '18:00'],
      ],
      tue: [],
      wed: [],
      thu: [],
      fri: [],
      sat: [['10:00', '14:00']],
      sun: [],
    },
    closed: ['2026-01-01', '2026-12-25'],
  })
  const lines = await halden.run((db) => linesAfter(db, undefined, 1000, ['people.company-changed']))
  assert.deepEqual(
    lines.map((line) => line.data),
    [{ changed: ['answer', 'hours', 'language', 'name', 'phone', 'small', 'zone'] }],
  )
  const shown = await door.get('/company/settings')
  assert.match(shown.text, /name="mon_to2"[^>]*value="18:00"/)
})

test('a refused setting comes back as it was typed, with what is wrong beside it', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  const half = await door.post('/company/settings', { ...SETTINGS, ...WEEK, name: 'Typed', sat_to1: '' })
  assert.equal(half.status, 422)
  assert.match(half.text, /Saturday says only when it begins\./)
  assert.match(half.text, /name="name"[^>]*value="Typed"/)
  for (const wrong of [
    { closed: 'Christmas' },
    { zone: 'Mars/Olympus' },
    { answerHours: '0' },
    { language: 'tlh' },
    { name: ' ' },
  ])
    assert.equal(
      (await door.post('/company/settings', { ...SETTINGS, ...wrong })).status,
      422,
      JSON.stringify(wrong),
    )
  assert.equal((await halden.run(company)).name, 'Halden')
  const his = await halden.door(halden.ben)
  assert.equal((await his.post('/company/settings', SETTINGS)).status, 403)
  assert.doesNotMatch((await his.get('/company/settings')).text, /name="mon_from1"/)
})

test('days away are whole days of the company’s zone', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.ben)
  const path = `/company/people/${halden.ben.id}`
  const planned = await door.post(`${path}/absences`, {
    from: '2031-03-29',
    until: '2031-03-30',
    standIn: halden.ana.id,
  })
  assert.equal(planned.location, path)
  const page = await door.get(path)
  // The clock jumps in that night: the last day has 23 hours.
  assert.match(page.text, /29 March 2031 to 30 March 2031/)
  assert.match(page.text, /Ana Reyes stands in\./)
  const end = /action="([^"]+\/absences\/[^"]+\/end)"/.exec(page.text)?.[1] ?? ''
  assert.equal((await door.post(end)).status, 303)
  assert.doesNotMatch((await door.get(path)).text, /Ana Reyes stands in\./)
})

test('people of one’s own team are arranged by who leads it, not by a colleague', async () => {
  const halden = await aCompany()
  const path = `/company/people/${halden.ben.id}`
  assert.match((await (await halden.door(halden.carla)).get(path)).text, /Plan days away/)
  assert.doesNotMatch((await (await halden.door(halden.ana)).get(path)).text, /Plan days away/)
  assert.doesNotMatch((await (await halden.door(halden.carla)).get(path)).text, /Administers the company/)
})

test('an address of nothing is not there, whatever stands in it', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  for (const path of ['/company/people/abc', '/company/people/00000000-0000-4000-8000-000000000000'])
    assert.equal((await door.get(path)).status, 404, path)
  assert.equal((await door.post('/company/keys/abc/end')).status, 404)
})

test('the reference of the API is drawn from its contracts, for strangers too', async () => {
  const halden = await aCompany()
  for (const door of [await halden.door(null), await halden.door(halden.ben)]) {
    const page = await door.get('/api')
    assert.equal(page.status, 200)
    for (const { endpoint } of halden.app.routes)
      assert.ok(page.text.includes(`${endpoint.method.toUpperCase()} ${endpoint.path}`), endpoint.path)
    assert.match(page.text, /curl -X POST http:\/\/localhost:4400\/api\/v1\/teams/)
  }
})

test('a letter to oneself is shown whole; in others links are blotted out', () => {
  const text =
    'Open http://x/sign-in/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa or http://x/yes/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.'
  const letter = { text, recipient: 'Mara@x' }
  assert.equal(shownText(letter, { email: 'mara@x' }, true), text)
  assert.equal(shownText(letter, { email: 'other@x' }, true), 'Open http://x/sign-in/… or http://x/yes/….')
  const join = { text: `http://x/join/${'c'.repeat(32)}`, recipient: 'new@x' }
  assert.equal(shownText(join, { email: null }, true), 'http://x/join/…')
  assert.equal(shownText(join, { email: null }, false), join.text)
})

test('a browser is told by a name that people know', () => {
  assert.equal(
    deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
    'Firefox on Linux',
  )
  assert.equal(
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'),
    'Safari on iPhone',
  )
  assert.equal(deviceOf('curl/8'), 'A browser')
})

test('each kind of line of this word has its sentence', () => {
  const said = new Set(peopleSentences.map((one) => one.kind))
  const folder = `${root}/src/people`
  const written = readdirSync(folder)
    .filter((name) => !name.includes('.test.'))
    .flatMap((name) => [
      ...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/record\([^)]*?'(people\.[\w-]+)'/gs),
    ])
    .map((match) => match[1] ?? '')
  assert.ok(written.length > 10)
  assert.deepEqual(
    [...new Set(written)].filter((kind) => !said.has(kind)),
    [],
  )
})
