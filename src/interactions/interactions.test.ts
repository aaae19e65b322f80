import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import type { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import {
  attachmentsOf,
  type Heard,
  hear,
  heard,
  hearOnce,
  interaction,
  latest,
  searchWords,
  setVerdict,
  speak,
  takeVerdictBack,
} from './interactions.ts'

const linesSince = async (company: Awaited<ReturnType<typeof aCompany>>) => {
  const lines = await company.run((db) => linesAfter(db, undefined, 1000))
  return lines.filter((line) => line.kind.startsWith('interactions.')).map((line) => line.kind)
}

const refused = (code: string) => (error: unknown) => {
  assert.equal((error as Refusal).code, code)
  return true
}

test('a complaint is heard: kept, on the timeline, and told to whoever reacts', async () => {
  const halden = await aCompany()
  const told: Heard[] = []
  const react = async (_db: Db, who: Who, what: Heard) => {
    if (who.company === halden.company) told.push(what)
  }
  heard.take(react)
  const one = await halden.run((db) =>
    hear(db, halden.ben, {
      kind: 'complaint',
      channel: 'counter',
      customer: null,
      team: halden.teams.station,
      score: 2,
      title: '  The  light\nwent dead ',
      text: 'It was dark\u0000 and I had my son on the back. \ud800',
    }),
  )
  assert.deepEqual(await halden.run((db) => interaction(db, one.id)), one)
  assert.equal(one.title, 'The light went dead')
  assert.equal(one.text, 'It was dark and I had my son on the back. \ufffd')
  assert.equal(one.verdict, 'misery')
  assert.deepEqual(told, [{ interaction: one, beside: {}, past: false }])
  assert.deepEqual(await linesSince(halden), ['interactions.heard'])
})

test('the same key on the same channel is heard once, also by twenty at the same time', async () => {
  const halden = await aCompany()
  const what = { kind: 'answer', channel: 'feed', customer: null, score: 5, key: 'row 7' } as const
  const all = await Promise.all(
    Array.from({ length: 20 }, () => halden.run((db) => hearOnce(db, halden.ben, what))),
  )
  assert.equal(all.filter((one) => one.made).length, 1)
  assert.equal(new Set(all.map((one) => one.interaction.id)).size, 1)
  const elsewhere = await halden.run((db) => hearOnce(db, halden.ben, { ...what, channel: 'kiosk' }))
  assert.equal(elsewhere.made, true)
  assert.deepEqual(await linesSince(halden), ['interactions.heard', 'interactions.heard'])
})

test('a person is named on praise and never on a complaint', async () => {
  const halden = await aCompany()
  const named = { channel: 'counter', customer: null, person: halden.ben.id } as const
  const praise = await halden.run((db) => hear(db, halden.ana, { ...named, kind: 'compliment' }))
  assert.equal(praise.person_id, halden.ben.id)
  for (const kind of ['complaint', 'question', 'idea', 'answer', 'call', 'visit', 'message'] as const)
    await assert.rejects(
      halden.run((db) => hear(db, halden.ana, { ...named, kind })),
      refused('interaction.person'),
    )
})

test('what means nothing here is refused with a sentence, and leaves nothing', async () => {
  const halden = await aCompany()
  const strange = newId(halden.ben.at)
  const base = { kind: 'question', channel: 'phone', customer: null } as const
  const all = [
    [{ ...base, customer: strange }, 'customer'],
    [{ ...base, touchpoint: strange }, 'touchpoint'],
    [{ ...base, team: strange }, 'team'],
    [{ ...base, score: 6 }, 'interaction.score'],
    [{ ...base, score: 0 }, 'interaction.score'],
    [{ ...base, score: 4.5 }, 'interaction.score'],
    [{ ...base, score: Number.NaN }, 'interaction.score'],
    [{ ...base, channel: 'By Phone' }, 'interaction.channel'],
    [{ ...base, own: { score: Number.POSITIVE_INFINITY, scale: '0-10' } }, 'interaction.own'],
    [{ ...base, at: new Date(Number.NaN) }, 'interaction.at'],
  ] as const
  for (const [what, code] of all)
    await assert.rejects(
      halden.run((db) => hear(db, halden.ben, what)),
      refused(code),
    )
  assert.deepEqual(await halden.run((db) => latest(db, { most: 10 })), [])
  assert.deepEqual(await linesSince(halden), [])
})

test('a reaction that refuses takes everything back', async () => {
  const halden = await aCompany()
  heard.take(async (_db, who, { interaction: one }) => {
    if (who.company === halden.company && one.text === 'refuse me') throw new Error('no')
  })
  const what = { kind: 'idea', channel: 'counter', customer: null, text: 'refuse me' } as const
  await assert.rejects(
    halden.run((db) => hear(db, halden.ben, what)),
    /no/,
  )
  assert.deepEqual(await halden.run((db) => latest(db, { most: 10 })), [])
})

test('a verdict is set by hand with a name, and taken back', async () => {
  const halden = await aCompany()
  const one = await halden.run((db) =>
    hear(db, halden.ben, { kind: 'answer', channel: 'counter', customer: null, score: 4 }),
  )
  assert.equal(one.verdict, 'mediocre')
  await halden.run((db) => setVerdict(db, halden.now(halden.carla), one.id, 'misery'))
  assert.equal((await halden.run((db) => interaction(db, one.id))).verdict, 'misery')
  await halden.run((db) => takeVerdictBack(db, halden.now(halden.carla), one.id))
  await halden.run((db) => takeVerdictBack(db, halden.now(halden.carla), one.id))
  assert.equal((await halden.run((db) => interaction(db, one.id))).verdict, 'mediocre')
  assert.deepEqual(await linesSince(halden), [
    'interactions.heard',
    'interactions.verdict-set',
    'interactions.verdict-taken-back',
  ])
})

test('a score of its own scale is no five and has no verdict', async () => {
  const halden = await aCompany()
  const one = await halden.run((db) =>
    hear(db, halden.ben, {
      kind: 'answer',
      channel: 'import',
      customer: null,
      own: { score: 1, scale: '0/1' },
    }),
  )
  const kept = await halden.run((db) => interaction(db, one.id))
  assert.deepEqual([kept.own_score, kept.own_scale, kept.score, kept.verdict], [1, '0/1', null, null])
})

test('files come with it, under names that no file system trips over', async () => {
  const halden = await aCompany()
  const bytes = new TextEncoder().encode('a picture')
  const one = await halden.run((db) =>
    hear(db, halden.ben, {
      kind: 'complaint',
      channel: 'counter',
      customer: null,
      files: [
        { name: '../../etc/pass\u202ewd\u0000.png', type: 'image/png', bytes },
        { name: '', type: 'text/html; charset=x', bytes },
      ],
    }),
  )
  const files = await halden.run((db) => attachmentsOf(db, [one.id]))
  assert.deepEqual(
    files.map(({ place, name, type, size }) => ({ place, name, type, size })),
    [
      { place: 0, name: 'passwd.png', type: 'image/png', size: 9 },
      { place: 1, name: 'file', type: 'application/octet-stream', size: 9 },
    ],
  )
  assert.equal(files[0]?.hash, files[1]?.hash)
})

test('words are found, the newest first, and by one company only', async () => {
  const halden = await aCompany()
  const other = await aCompany('Other')
  for (const [house, text] of [
    [halden, 'The wheel is bent'],
    [halden, 'A new wheel, and a bell'],
    [other, 'The wheel of another company'],
  ] as const)
    await house.run((db) =>
      hear(db, house.now(house.ben), { kind: 'idea', channel: 'counter', customer: null, text }),
    )
  const found = await halden.run((db) => searchWords(db, 'wheel', 10))
  assert.deepEqual(
    found.map((one) => one.text),
    ['A new wheel, and a bell', 'The wheel is bent'],
  )
  assert.deepEqual(await halden.run((db) => searchWords(db, '\u0000"(& !', 10)), [])
})

test('what we say is kept with the story, and refused where nothing carries it', async () => {
  const halden = await aCompany()
  const said = await halden.run((db) =>
    speak(db, halden.ben, { customer: null, channel: 'phone', text: 'I am sorry. It is ready at five.' }),
  )
  assert.deepEqual([said.direction, said.person_id, said.kind], ['out', halden.ben.id, 'message'])
  await assert.rejects(
    halden.run((db) => speak(db, halden.ben, { customer: null, channel: 'pigeon', text: 'Coo' })),
    refused('carrier'),
  )
  assert.deepEqual(await linesSince(halden), ['interactions.heard'])
})
