import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allLanguages, isLanguage, pickLanguage } from './language.ts'
import { messages } from './messages.ts'
import { formatDate, formatDateTime, formatDay, formatRelative, formatTime, formatWhen } from './moments.ts'

const say = messages({
  en: { bikes: '{n, plural, =0 {no bikes} one {# bike} other {# bikes}}', hello: 'Hello {name} <3' },
  de: { bikes: '{n, plural, =0 {keine Räder} one {# Rad} other {# Räder}}', hello: 'Hallo {name}' },
  fr: { bikes: '{n, plural, one {# vélo} other {# vélos}}', hello: 'Bonjour {name}' },
  es: { bikes: '{n, plural, one {# bici} other {# bicis}}', hello: 'Hola {name}' },
  ar: {
    bikes:
      '{n, plural, zero {لا دراجات} one {دراجة} two {دراجتان} few {# دراجات} many {# دراجة} other {# دراجة}}',
    hello: 'مرحبًا {name}',
  },
})

describe('messages', () => {
  test('plurals of each language', () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => say('en', 'bikes', { n })),
      ['no bikes', '1 bike', '2 bikes'],
    )
    assert.deepEqual(
      [0, 1, 2].map((n) => say('fr', 'bikes', { n })),
      ['0 vélo', '1 vélo', '2 vélos'],
    )
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((n) => say('ar', 'bikes', { n })),
      ['لا دراجات', 'دراجة', 'دراجتان', '3 دراجات', '11 دراجة', '100 دراجة'],
    )
  })
  test('what is said is text: nothing is read as a tag, nothing escaped', () => {
    assert.equal(say('en', 'hello', { name: '<b>{x}</b> & co' }), 'Hello <b>{x}</b> & co <3')
  })
  test('names are kept whole inside right-to-left sentences', () => {
    assert.equal(say('ar', 'hello', { name: 'Ben' }), 'مرحبًا \u2068Ben\u2069')
  })
  test('a missing value is a fault', () => {
    assert.throws(() => say('en', 'hello'))
  })
})

test('the language that a browser asks for', () => {
  const pick = (header: string | undefined) => pickLanguage(header, allLanguages, 'en')
  assert.equal(pick('de-CH,de;q=0.9,en;q=0.8'), 'de')
  assert.equal(pick('nl,fr;q=0.5,es;q=0.7'), 'es')
  assert.equal(pick('AR-eg'), 'ar')
  assert.equal(pick('de;q=0,fr;q=0.1'), 'fr')
  for (const header of [undefined, '', '*', 'nl', 'den', ';q=1', 'de;q=x', ',,,'])
    assert.equal(pick(header), 'en')
  assert.equal(pickLanguage('de,fr', ['fr', 'ar'], 'ar'), 'fr')
  assert.deepEqual([isLanguage('de'), isLanguage('toString'), isLanguage(undefined)], [true, false, false])
})

describe('moments in words', () => {
  const zone = 'Europe/Berlin'
  const at = new Date('2026-07-03T15:40:00Z')
  test('dates and times are those of the zone', () => {
    assert.equal(formatDate(at, 'en', zone), '3 July 2026')
    assert.equal(formatDate(at, 'de', zone), '3. Juli 2026')
    assert.equal(formatTime(at, 'en', zone), '17:40')
    assert.equal(formatTime(at, 'en', 'Asia/Tokyo'), '00:40')
    assert.equal(formatDateTime(at, 'fr', zone), '3 juillet 2026, 17:40')
    assert.equal(formatDateTime(at, 'ar', zone), '3 يوليو 2026، 17:40')
  })
  test('near days by their name', () => {
    const day = (now: string) => formatDay(at, new Date(now), 'en', zone)
    assert.equal(day('2026-07-02T22:00:00Z'), 'today')
    assert.equal(day('2026-07-02T21:59:00Z'), 'tomorrow')
    assert.equal(day('2026-07-04T12:00:00Z'), 'yesterday')
    assert.equal(day('2026-06-28T12:00:00Z'), 'Friday')
    assert.equal(day('2026-06-26T12:00:00Z'), '3 July')
    assert.equal(day('2025-06-26T12:00:00Z'), '3 July 2026')
    assert.equal(formatWhen(at, new Date('2026-07-03T08:00:00Z'), 'de', zone), 'heute, 17:40')
    assert.equal(formatWhen(at, new Date('2026-07-03T08:00:00Z'), 'en', zone), '17:40 today')
    assert.equal(formatWhen(at, new Date('2026-06-28T08:00:00Z'), 'en', zone), 'Friday, 17:40')
    assert.equal(formatWhen(at, new Date('2026-06-28T08:00:00Z'), 'es', zone), 'el viernes, 17:40')
    // The day between is an hour short.
    assert.equal(
      formatDay(new Date('2026-03-30T05:00:00Z'), new Date('2026-03-28T20:00:00Z'), 'en', zone),
      'Monday',
    )
  })
  test('how long ago', () => {
    const ago = (seconds: number) => formatRelative(new Date(at.getTime() - seconds * 1000), at, 'en')
    assert.deepEqual([0, 59, 60, 3599, 7200, 86_400, 3 * 86_400, -3600, 400 * 86_400].map(ago), [
      'now',
      'now',
      '1 minute ago',
      '59 minutes ago',
      '2 hours ago',
      '1 day ago',
      '3 days ago',
      'in 1 hour',
      '1 year ago',
    ])
    assert.equal(formatRelative(new Date(at.getTime() - 120_000), at, 'es'), 'hace 2 minutos')
  })
})
