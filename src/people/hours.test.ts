import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allLanguages } from '../kit/language.ts'
import { afterWorkingMinutes, answerBy, type Hours, hoursShape, isOpen, nextOpening } from './hours.ts'
import { hoursSentence } from './hours-sentence.ts'

const day: Hours['week']['mon'] = [['08:00', '19:00']]
const shop: Hours = {
  zone: 'Europe/Berlin',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [['09:30', '14:00']] },
  closed: ['2026-12-25', '2026-12-26'],
}
const workshop: Hours = {
  zone: 'Europe/Berlin',
  week: {
    mon: [
      ['13:00', '17:30'],
      ['08:00', '12:00'],
    ],
    tue: [['08:00', '12:00']],
  },
  closed: [],
}
const bar: Hours = {
  zone: 'Europe/Berlin',
  week: { fri: [['18:00', '02:00']], sat: [['18:00', '24:00']] },
  closed: [],
}
const always: Hours = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, [['00:00', '24:00']]]),
  ),
  closed: [],
}
const never: Hours = { zone: 'Europe/Berlin', week: { mon: [] }, closed: [] }

// Summer time in Berlin is +02:00, winter +01:00; in 2026 it changes on 29 March and 25 October.
const iso = (at: Date | undefined) => at?.toISOString().replace('.000Z', 'Z')
const minutesAfter = (hours: Hours, from: string, minutes: number) =>
  iso(afterWorkingMinutes(hours, new Date(from), minutes))

describe('open', () => {
  test('from the first minute to before the last', () => {
    const open = (text: string) => isOpen(shop, new Date(text))
    assert.deepEqual(
      ['07:59:59', '08:00:00', '18:59:59', '19:00:00'].map((time) => open(`2026-07-06T${time}+02:00`)),
      [false, true, true, false],
    )
    assert.equal(open('2026-07-05T12:00:00+02:00'), false)
    assert.equal(open('2026-12-25T12:00:00+01:00'), false)
  })
  test('past midnight, until midnight, always and never', () => {
    assert.equal(isOpen(bar, new Date('2026-07-04T01:59:00+02:00')), true)
    assert.equal(isOpen(bar, new Date('2026-07-04T02:00:00+02:00')), false)
    assert.equal(isOpen(bar, new Date('2026-07-04T23:59:00+02:00')), true)
    assert.equal(isOpen(bar, new Date('2026-07-05T00:00:00+02:00')), false)
    assert.equal(isOpen(always, new Date('2026-07-05T00:00:00+02:00')), true)
    assert.equal(isOpen(never, new Date('2026-07-06T12:00:00+02:00')), false)
  })
  test('the next opening', () => {
    const next = (hours: Hours, at: string) => iso(nextOpening(hours, new Date(at)))
    assert.equal(next(shop, '2026-07-04T15:00:00+02:00'), '2026-07-06T06:00:00Z')
    assert.equal(next(shop, '2026-07-06T08:00:00+02:00'), '2026-07-07T06:00:00Z')
    assert.equal(next(shop, '2026-12-24T20:00:00+01:00'), '2026-12-28T07:00:00Z')
    assert.equal(next(workshop, '2026-07-06T10:00:00+02:00'), '2026-07-06T11:00:00Z')
    assert.equal(next(bar, '2026-07-04T01:00:00+02:00'), '2026-07-04T16:00:00Z')
    assert.equal(next(always, '2026-07-04T01:00:00+02:00'), undefined)
    assert.equal(next(never, '2026-07-04T01:00:00+02:00'), undefined)
  })
})

describe('working minutes', () => {
  test('ten minutes asked at 18:55 on Saturday are over on Monday morning', () => {
    assert.equal(minutesAfter(shop, '2026-07-06T10:00:00+02:00', 10), '2026-07-06T08:10:00Z')
    assert.equal(minutesAfter(shop, '2026-07-10T18:55:00+02:00', 10), '2026-07-11T07:35:00Z')
    assert.equal(minutesAfter(shop, '2026-07-11T13:55:00+02:00', 10), '2026-07-13T06:05:00Z')
    assert.equal(minutesAfter(shop, '2026-07-12T12:00:00+02:00', 10), '2026-07-13T06:10:00Z')
  })
  test('a pause at noon does not count, whatever the order in which the periods stand', () => {
    assert.equal(minutesAfter(workshop, '2026-07-06T11:50:00+02:00', 20), '2026-07-06T11:10:00Z')
    assert.equal(minutesAfter(workshop, '2026-07-06T11:50:00+02:00', 10), '2026-07-06T10:00:00Z')
    assert.equal(minutesAfter(workshop, '2026-07-06T08:00:00+02:00', 8.5 * 60 + 1), '2026-07-07T06:01:00Z')
  })
  test('closed days, seconds, long spans', () => {
    assert.equal(minutesAfter(shop, '2026-12-24T18:50:00+01:00', 20), '2026-12-28T07:10:00Z')
    assert.equal(minutesAfter(shop, '2026-07-06T10:00:07+02:00', 10), '2026-07-06T08:10:07Z')
    // 59.5 hours a week: ten weeks on it is the same Monday hour.
    assert.equal(minutesAfter(shop, '2026-07-06T08:30:00+02:00', 595 * 60), '2026-09-14T06:30:00Z')
    assert.equal(minutesAfter(always, '2026-07-06T08:30:00+02:00', 3 * 1440), '2026-07-09T06:30:00Z')
    assert.equal(minutesAfter(never, '2026-07-06T08:30:00+02:00', 1), undefined)
  })
  test('overlapping periods count once', () => {
    const twice: Hours = {
      zone: 'UTC',
      week: {
        mon: [
          ['08:00', '12:00'],
          ['10:00', '11:00'],
          ['11:00', '13:00'],
        ],
      },
      closed: [],
    }
    assert.equal(minutesAfter(twice, '2026-07-06T08:00:00Z', 299), '2026-07-06T12:59:00Z')
    assert.equal(minutesAfter(twice, '2026-07-06T08:00:00Z', 301), '2026-07-13T08:01:00Z')
  })
  test('the night without 02:30 and the night with it twice', () => {
    const night: Hours = {
      zone: 'Europe/Berlin',
      week: { sat: [['22:00', '06:00']], sun: [['08:00', '10:00']] },
      closed: [],
    }
    // 28 March 22:00 (+01) to 29 March 06:00 (+02) are seven hours, not eight.
    assert.equal(minutesAfter(night, '2026-03-28T22:00:00+01:00', 7 * 60), '2026-03-29T04:00:00Z')
    assert.equal(minutesAfter(night, '2026-03-28T22:00:00+01:00', 7 * 60 + 5), '2026-03-29T06:05:00Z')
    // 24 October 22:00 (+02) to 25 October 06:00 (+01) are nine.
    assert.equal(minutesAfter(night, '2026-10-24T22:00:00+02:00', 9 * 60), '2026-10-25T05:00:00Z')
    assert.equal(minutesAfter(night, '2026-10-24T22:00:00+02:00', 9 * 60 + 5), '2026-10-25T07:05:00Z')
    // Nine o'clock stays nine o'clock on both sides.
    assert.equal(minutesAfter(shop, '2026-03-28T13:59:00+01:00', 2), '2026-03-30T06:01:00Z')
    assert.equal(minutesAfter(shop, '2026-10-24T13:59:00+02:00', 2), '2026-10-26T07:01:00Z')
    const gap: Hours = { zone: 'Europe/Berlin', week: { sun: [['02:10', '02:50']] }, closed: [] }
    assert.equal(isOpen(gap, new Date('2026-03-29T01:20:00Z')), true)
  })
  test('the zone is the hours’ own', () => {
    const tokyo: Hours = { zone: 'Asia/Tokyo', week: { mon: [['09:00', '10:00']] }, closed: ['2026-07-13'] }
    assert.equal(minutesAfter(tokyo, '2026-07-05T12:00:00Z', 30), '2026-07-06T00:30:00Z')
    assert.equal(minutesAfter(tokyo, '2026-07-06T12:00:00Z', 30), '2026-07-20T00:30:00Z')
  })
})

describe('answered by', () => {
  test('four open hours', () => {
    const by = (at: string) => iso(answerBy(shop, new Date(at), { openHours: 4 }))
    assert.equal(by('2026-07-06T09:00:00+02:00'), '2026-07-06T11:00:00Z')
    assert.equal(by('2026-07-11T12:00:00+02:00'), '2026-07-13T08:00:00Z')
  })
  test('the next open day at noon', () => {
    const by = (at: string, hours = shop) => iso(answerBy(hours, new Date(at), { nextOpenDayAt: '12:00' }))
    assert.equal(by('2026-07-06T06:00:00+02:00'), '2026-07-07T10:00:00Z')
    assert.equal(by('2026-07-11T23:59:00+02:00'), '2026-07-13T10:00:00Z')
    assert.equal(by('2026-12-24T09:00:00+01:00'), '2026-12-28T11:00:00Z')
    assert.equal(by('2026-03-28T09:00:00+01:00'), '2026-03-30T10:00:00Z')
    assert.equal(by('2026-07-05T09:00:00+02:00', always), '2026-07-06T10:00:00Z')
    assert.equal(by('2026-07-05T09:00:00+02:00', never), undefined)
  })
  test('who opens after that time answers in the first stretch of work', () => {
    assert.equal(
      iso(answerBy(bar, new Date('2026-07-01T09:00:00+02:00'), { nextOpenDayAt: '12:00' })),
      '2026-07-04T00:00:00Z',
    )
  })
})

describe('in words', () => {
  test('days that are alike are one', () => {
    assert.equal(hoursSentence(shop, 'en'), 'Monday to Friday, 8–19; Saturday, 9:30–14')
    assert.equal(hoursSentence(shop, 'de'), 'Montag bis Freitag, 8–19; Samstag, 9:30–14')
    assert.equal(hoursSentence(shop, 'fr'), 'Du lundi au vendredi, 8–19; samedi, 9:30–14')
    assert.equal(hoursSentence(shop, 'es'), 'De lunes a viernes, 8–19; sábado, 9:30–14')
    assert.equal(hoursSentence(workshop, 'en'), 'Monday, 8–12 and 13–17:30; Tuesday, 8–12')
    assert.equal(hoursSentence(bar, 'en'), 'Friday, 18–2; Saturday, 18–24')
    assert.equal(hoursSentence({ ...shop, week: { sat: day, sun: day } }, 'en'), 'Saturday and Sunday, 8–19')
    assert.equal(hoursSentence(always, 'en'), 'Every day, all day')
  })
  test('in every language, also when there are none', () => {
    const sentences = allLanguages.map((language) => hoursSentence(never, language))
    assert.equal(new Set(sentences).size, allLanguages.length)
    assert.match(hoursSentence(shop, 'ar'), /^من الاثنين|^من .*الاثنين/)
  })
})

test('hours from outside are checked', () => {
  assert.deepEqual(hoursShape.parse(shop), shop)
  const wrong = [
    { ...shop, zone: 'Europe/Atlantis' },
    { ...shop, week: { mon: [['8:00', '19:00']] } },
    { ...shop, week: { mon: [['08:00', '25:00']] } },
    { ...shop, week: { mon: [['24:00', '24:00']] } },
    { ...shop, week: { moonday: [] } },
    { ...shop, closed: ['2026-02-30'] },
  ]
  for (const hours of wrong) assert.equal(hoursShape.safeParse(hours).success, false, JSON.stringify(hours))
})
