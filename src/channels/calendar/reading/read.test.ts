import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DateTime } from 'luxon'
import { readCalendar } from './read.ts'
import type { Reading, Task } from './told.ts'

const ZONE = 'Europe/Berlin'
const at = (text: string, zone = ZONE) => DateTime.fromISO(text, { zone }).toMillis()
const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//A house//A calendar//EN', ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  )
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']

const answer = (text: string, more: Partial<Task> = {}) =>
  readCalendar({
    text,
    zone: ZONE,
    country: 'DE',
    today: '2026-10-20',
    from: at('2026-10-20'),
    until: at('2026-12-20'),
    ...more,
  })
function read(text: string, more: Partial<Task> = {}): Reading {
  const given = answer(text, more)
  return 'reading' in given ? given.reading : assert.fail(given.trouble)
}
const when = (reading: Reading) =>
  reading.told.map(
    (one) => one.day ?? DateTime.fromMillis(one.at ?? 0, { zone: ZONE }).toFormat('MM-dd HH:mm'),
  )

test('a visit from Google: a moment in UTC, folded lines, an attendee, the words undone', () => {
  const given = read(
    calendar(
      'X-WR-CALNAME:Bookings\\, Harbour',
      ...event(
        'DTSTART:20261120T150000Z',
        'UID:3k2j@google.example',
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Emre A',
        ' ydin;X-NUM-GUESTS=0:mailto:Emre.Aydin@mail.exam',
        ' ple',
        'ATTENDEE;CUTYPE=RESOURCE;CN=Bay 2:mailto:bay2@resource.example',
        'DESCRIPTION:<p>Ring him at <b>040 555 0161</b>\\nor at work: wor',
        '\tk@mail.example.</p>',
        'SUMMARY:Collects his repair\\; brings the lock',
        'STATUS:CONFIRMED',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-P0DT0H30M0S',
        'END:VALARM',
      ),
    ),
  )
  assert.equal(given.name, 'Bookings, Harbour')
  assert.deepEqual(given.told, [
    {
      uid: '3k2j@google.example',
      key: '3k2j@google.example',
      what: 'Collects his repair; brings the lock',
      day: null,
      at: at('2026-11-20T16:00'),
      cancelled: false,
      emails: ['emre.aydin@mail.example', 'work@mail.example'],
      phones: ['+49405550161'],
      names: ['Emre Aydin'],
      called: { 'emre.aydin@mail.example': 'Emre Aydin' },
    },
  ])
  assert.deepEqual([given.odd, given.past], [[], 0])
})

test('Outlook: a zone by a name of its own, said in the calendar or known from elsewhere; a time without a zone', () => {
  const own = [
    'BEGIN:VTIMEZONE',
    'TZID:Halden Workshop Time',
    ...['STANDARD', 'DAYLIGHT'].flatMap((name) => [
      `BEGIN:${name}`,
      'DTSTART:16010101T030000',
      `TZOFFSETFROM:${name === 'STANDARD' ? '+0300' : '+0200'}`,
      `TZOFFSETTO:${name === 'STANDARD' ? '+0200' : '+0300'}`,
      `RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=${name === 'STANDARD' ? 10 : 3}`,
      `END:${name}`,
    ]),
    'END:VTIMEZONE',
  ]
  const given = read(
    calendar(
      ...own,
      ...event('UID:a', 'SUMMARY:One', 'DTSTART;TZID=Halden Workshop Time:20261121T100000'),
      ...event('UID:b', 'SUMMARY:Two', 'DTSTART;TZID="GMT Standard Time":20261122T100000'),
      ...event('UID:c', 'SUMMARY:Three', 'DTSTART;TZID=America/New_York:20261123T100000'),
      ...event('UID:d', 'SUMMARY:Four', 'DTSTART:20261124T100000'),
      ...event('UID:e', 'SUMMARY:Five', 'DTSTART;TZID=Nowhere Standard Time:20261125T100000'),
      ...event('UID:f', 'SUMMARY:Six', 'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Lisbon:20261126T100000'),
    ),
  )
  assert.deepEqual(when(given), [
    '11-21 09:00',
    '11-22 11:00',
    '11-23 16:00',
    '11-24 10:00',
    '11-25 10:00',
    '11-26 11:00',
  ])
  const floating = calendar('X-WR-TIMEZONE:Asia/Tokyo', ...event('UID:g', 'DTSTART:20261124T180000'))
  assert.deepEqual(when(read(floating)), ['11-24 10:00'])
})

test('a whole day is a day, in every zone; of several it is the first', () => {
  const text = calendar(
    ...event('UID:a', 'DTSTART;VALUE=DATE:20261121', 'DTEND;VALUE=DATE:20261124', 'SUMMARY:Service is due'),
    ...event('UID:b', 'DTSTART;VALUE=DATE:20261020', 'SUMMARY:Today'),
    ...event('UID:c', 'DTSTART;VALUE=DATE:20261019', 'SUMMARY:Yesterday'),
  )
  for (const zone of [ZONE, 'America/Los_Angeles', 'Pacific/Auckland']) {
    const given = read(text, { zone })
    assert.deepEqual([when(given), given.past], [['2026-10-20', '2026-11-21'], 1], zone)
  }
})

test('what comes again stays at four o’clock when the clocks change, and ends where it says', () => {
  const weekly = (...more: string[]) =>
    event('UID:w', 'SUMMARY:Service', 'DTSTART;TZID=Europe/Berlin:20261007T160000', ...more)
  // The clocks change on 25 October. The end stands there in UTC: 16:00 in Berlin on 11 November, included.
  const given = read(calendar(...weekly('RRULE:FREQ=WEEKLY;UNTIL=20261111T150000Z')))
  assert.deepEqual(when(given), ['10-21 16:00', '10-28 16:00', '11-04 16:00', '11-11 16:00'])
  assert.deepEqual(
    given.told.map((one) => one.key),
    ['w 2026-10-21', 'w 2026-10-28', 'w 2026-11-04', 'w 2026-11-11'],
  )
  assert.equal(
    when(read(calendar(...weekly('RRULE:FREQ=WEEKLY;UNTIL=20261111T145959Z')))).at(-1),
    '11-04 16:00',
  )
  assert.equal(when(read(calendar(...weekly('RRULE:FREQ=WEEKLY;UNTIL=20261111')))).at(-1), '11-11 16:00')
  assert.deepEqual(when(read(calendar(...weekly('RRULE:FREQ=WEEKLY;COUNT=4')))), [
    '10-21 16:00',
    '10-28 16:00',
  ])
  // Without an end it is looked at until the horizon, and no further.
  assert.equal(when(read(calendar(...weekly('RRULE:FREQ=WEEKLY;BYDAY=WE,FR')))).at(-1), '12-18 16:00')
})

test('dates are taken out and added, however they are written', () => {
  const given = read(
    calendar(
      ...event(
        'UID:w',
        'SUMMARY:Service',
        'DTSTART;TZID=Europe/Berlin:20261021T160000',
        'RRULE:FREQ=WEEKLY;COUNT=7',
        'EXDATE;TZID=Europe/Berlin:20261028T160000,20261104T160000',
        'EXDATE:20261111T150000Z',
        'EXDATE;VALUE=DATE:20261118',
        'RDATE;TZID=Europe/Berlin:20261113T090000',
      ),
    ),
  )
  assert.deepEqual(when(given), ['10-21 16:00', '11-13 09:00', '11-25 16:00', '12-02 16:00'])
})

test('one date of many is moved, renamed or called off, and keeps its key', () => {
  const series = event(
    'UID:w',
    'SUMMARY:Service',
    'DTSTART;TZID=Europe/Berlin:20261021T160000',
    'RRULE:FREQ=WEEKLY;COUNT=4',
  )
  const given = read(
    calendar(
      ...series,
      ...event(
        'UID:w',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261028T160000',
        'DTSTART;TZID=Europe/Berlin:20261029T101500',
        'SUMMARY:Service\\, early',
      ),
      ...event('UID:w', 'RECURRENCE-ID:20261104T150000Z', 'DTSTART:20261104T150000Z', 'STATUS:CANCELLED'),
      ...event(
        'UID:lone',
        'RECURRENCE-ID:20261105T150000Z',
        'DTSTART:20261106T150000Z',
        'SUMMARY:Only this one',
      ),
    ),
  )
  assert.deepEqual(
    given.told.map((one) => [one.key, one.cancelled, one.what]),
    [
      ['w 2026-10-21', false, 'Service'],
      ['w 2026-10-28', false, 'Service, early'],
      ['w 2026-11-04', true, 'Visit'],
      ['lone 2026-11-05', false, 'Only this one'],
      ['w 2026-11-11', false, 'Service'],
    ],
  )
  // The hour of all of them is moved: the keys stay, so each is moved and none is doubled.
  const later = read(calendar(...series.map((line) => line.replace('T160000', 'T170000'))))
  assert.deepEqual(
    later.told.map((one) => one.key),
    ['w 2026-10-21', 'w 2026-10-28', 'w 2026-11-04', 'w 2026-11-11'],
  )
})

test('of two copies the later one counts; what bears no name keeps one', () => {
  const copies = calendar(
    ...event('UID:s', 'SEQUENCE:2', 'DTSTART:20261120T100000Z', 'SUMMARY:New'),
    ...event('UID:s', 'SEQUENCE:1', 'DTSTART:20261119T100000Z', 'SUMMARY:Old'),
    ...event('DTSTART:20261121T100000Z', 'SUMMARY:No name'),
  )
  const [first, second] = [read(copies), read(copies)]
  assert.deepEqual(
    first.told.map((one) => one.what),
    ['New', 'No name'],
  )
  assert.deepEqual(first, second)
})

test('one entry that is broken spoils no other, and is told of', () => {
  const given = read(
    calendar(
      ...event('UID:a', 'SUMMARY:Never', 'this line has no colon'),
      ...event('UID:b', 'SUMMARY:No day', 'DTSTART:20261345T100000'),
      ...event('UID:c', 'SUMMARY:No begin'),
      ...event('UID:d', 'SUMMARY:Every second', 'DTSTART:20200101T000000Z', 'RRULE:FREQ=SECONDLY'),
      ...event('UID:e', 'SUMMARY:Fine', 'DTSTART:20261120T100000Z'),
      'BEGIN:VTODO',
      'SUMMARY:No visit',
      'END:VTODO',
    ),
  )
  assert.deepEqual(
    given.told.map((one) => one.what),
    ['Fine'],
  )
  assert.deepEqual(
    given.odd.map((one) => one.what),
    ['Never', 'No day', 'No begin', 'Every second'],
  )
})

test('what is no calendar gets a sentence that says what to do', () => {
  const trouble = (text: string) => {
    const given = answer(text)
    return 'trouble' in given ? given.trouble : assert.fail('It was read.')
  }
  assert.match(trouble(''), /empty/)
  assert.match(trouble('<!doctype html><html><title>Sign in</title>'), /web page/)
  assert.match(trouble('name,email\nTom,tom@x.example'), /BEGIN:VCALENDAR/)
  assert.match(trouble(calendar(...event('UID:a', 'DTSTART:20261120T100000Z')).slice(0, 100)), /breaks off/)
  assert.deepEqual(read(calendar()).told, [])
  // Bare line ends, small letters and a mark at the beginning are read all the same.
  const odd = `\uFEFF${calendar(...event('uid:a', 'dtstart:20261120T100000Z', 'summary:Read')).replaceAll('\r\n', '\n')}`
  assert.deepEqual(
    read(odd).told.map((one) => one.what),
    ['Read'],
  )
})
