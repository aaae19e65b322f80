import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import {
  addStage,
  addTouchpoint,
  adoptJourney,
  assignOwner,
  change,
  close,
  guess,
  move,
  moveStage,
  READY_MADE,
  removeStage,
  reopen,
  stages,
  touchpoint,
  touchpointByCode,
  touchpoints,
} from './touchpoints.ts'

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const refuses = (code: string) => (error: { code?: string }) => error.code === code
const drawn = async (db: Db) => (await touchpoints(db)).map((one) => `${one.stage}/${one.name}`)

async function line() {
  const halden = await aCompany()
  const who = halden.now(halden.carla)
  const ids = await halden.run(async (db) => {
    const [a, b] = [await addStage(db, who, 'Before'), await addStage(db, who, 'After')]
    const points = []
    for (const [stage, name] of [
      [a, 'one'],
      [a, 'two'],
      [b, 'three'],
      [b, 'four'],
    ] as const)
      points.push((await addTouchpoint(db, who, { stage: stage.id, name })).id)
    return { stages: [a.id, b.id] as const, points }
  })
  return { halden, who, ...ids }
}

test('what is moved goes one step, also into the stage beside', async () => {
  const { halden, who, stages: parts, points } = await line()
  await halden.run(async (db) => {
    const [one, , three] = points as [string, string, string]
    const steps: [() => Promise<void>, string[]][] = [
      [() => move(db, who, one, 'down'), ['Before/two', 'Before/one', 'After/three', 'After/four']],
      [() => move(db, who, one, 'down'), ['Before/two', 'After/one', 'After/three', 'After/four']],
      [() => move(db, who, three, 'up'), ['Before/two', 'After/three', 'After/one', 'After/four']],
      [() => move(db, who, three, 'up'), ['Before/two', 'Before/three', 'After/one', 'After/four']],
      [() => moveStage(db, who, parts[1], 'up'), ['After/one', 'After/four', 'Before/two', 'Before/three']],
      [() => moveStage(db, who, parts[1], 'up'), ['After/one', 'After/four', 'Before/two', 'Before/three']],
      [() => move(db, who, one, 'up'), ['After/one', 'After/four', 'Before/two', 'Before/three']],
    ]
    for (const [step, expected] of steps) {
      await step()
      assert.deepEqual(await drawn(db), expected)
    }
    assert.deepEqual(
      (await linesAbout(db, one)).map((entry) => entry.kind),
      ['touchpoints.added', 'touchpoints.moved', 'touchpoints.moved'],
      'a step that leads nowhere is no deed',
    )
  })
})

test('a closed one is walked no more, keeps its code, and opens again where it was', async () => {
  const { halden, who, stages: parts, points } = await line()
  await halden.run(async (db) => {
    const [one] = points as [string]
    await close(db, who, one)
    await close(db, who, one)
    assert.deepEqual(await drawn(db), ['Before/two', 'After/three', 'After/four'])
    assert.equal(await touchpointByCode(db, 'one'), undefined)
    assert.equal((await touchpoint(db, one)).name, 'one')
    assert.equal((await addTouchpoint(db, who, { stage: parts[1], name: 'One' })).code, 'one-2')
    await reopen(db, who, one)
    assert.equal((await drawn(db))[0], 'Before/one')
    assert.equal((await touchpointByCode(db, 'one'))?.id, one)
    assert.deepEqual(
      (await linesAbout(db, one)).map((entry) => entry.kind),
      ['touchpoints.added', 'touchpoints.closed', 'touchpoints.reopened'],
    )
  })
})

test('a stage goes when nothing is open in it, and what is closed there stays', async () => {
  const { halden, who, stages: parts, points } = await line()
  await halden.run(async (db) => {
    await assert.rejects(removeStage(db, who, parts[0]), refuses('stage-used'))
    for (const id of points.slice(0, 2)) await close(db, who, id)
    await removeStage(db, who, parts[0])
    assert.deepEqual(
      (await stages(db)).map((one) => one.name),
      ['After'],
    )
    assert.equal((await touchpoint(db, points[0]!)).stage, 'After')
    for (const id of points.slice(2)) await close(db, who, id)
    await assert.rejects(removeStage(db, who, parts[1]), refuses('stage-last'))
  })
})

test('a touchpoint is named, owned and guessed; its code stays what is printed', async () => {
  const { halden, who, points } = await line()
  await halden.run(async (db) => {
    const [one] = points as [string]
    await change(db, who, one, { name: ' Collect  your repair ', ideal: 'We ring when it is ready.' })
    await assignOwner(db, who, one, halden.david.id)
    await assignOwner(db, who, one, halden.david.id)
    await guess(db, who, one, 40)
    await guess(db, { ...who, at: new Date(who.at.getTime() + 1) }, one, 60)
    const now = await touchpoint(db, one)
    assert.deepEqual(
      [now.name, now.code, now.owner_id, now.ideal, now.guess],
      ['Collect your repair', 'one', halden.david.id, 'We ring when it is ready.', 60],
    )
    for (const share of [-1, 101, 2.5, Number.NaN])
      await assert.rejects(guess(db, who, one, share), refuses('guess'))
    await assert.rejects(change(db, who, one, { name: '  ' }), refuses('name-empty'))
    await assert.rejects(assignOwner(db, who, one, one), refuses('person'))
    assert.deepEqual(
      (await linesAbout(db, one)).map((entry) => entry.kind.replace('touchpoints.', '')),
      ['added', 'changed', 'changed', 'guessed', 'guessed'],
    )
  })
})

test('codes are unique, also of names without Latin letters and of those drawn at once', async () => {
  const { halden, who, stages: parts } = await line()
  const made = await Promise.all(
    ['Wait', 'wait!', 'Wäit', '等待', 'انتظار', 'x'.repeat(60), 'x'.repeat(70)].map((name) =>
      halden.run((db) => addTouchpoint(db, who, { stage: parts[0], name })),
    ),
  )
  const codes = made.map((one) => one.code).sort()
  assert.deepEqual(codes.slice(0, 5), ['here', 'here-2', 'wait', 'wait-2', 'wait-3'])
  assert.deepEqual(
    codes.slice(5).map((code) => code.length),
    [40, 40],
  )
})

test('every ready-made journey can be begun with, once', async () => {
  assert.deepEqual(
    READY_MADE.map((one) => one.name),
    ['shop', 'restaurant', 'software', 'clinic', 'hotel', 'trades'],
  )
  for (const { name, stages: parts } of READY_MADE) {
    const halden = await aCompany()
    await halden.run(async (db) => {
      const made = await adoptJourney(db, halden.now(halden.mara), name)
      assert.deepEqual(
        made.map((one) => [one.stage, one.name, one.ideal]),
        parts.flatMap((part) => part.touchpoints.map((point) => [part.name, point.name, point.ideal])),
      )
      await assert.rejects(adoptJourney(db, halden.now(halden.mara), name), refuses('journey-drawn'))
      assert.deepEqual((await linesAbout(db, halden.company)).map((one) => one.kind).slice(-1), [
        'touchpoints.adopted',
      ])
    })
  }
})

test('drawing on the page: begin, add, move, rename, close and undo', async () => {
  const halden = await aCompany()
  const carla = await halden.door(halden.carla)
  assert.match(words((await carla.get('/journey')).text), /Begin with a shop/)
  assert.equal((await carla.post('/journey/adopt', { name: 'restaurant' })).location, '/journey/draw')
  const [arrive, order] = await halden.run(async (db) => {
    const all = await touchpoints(db)
    return [all.find((one) => one.name === 'Arrive')!, all.find((one) => one.name === 'Order')!]
  })
  await carla.post(`/journey/touchpoints/${order.id}/move`, { way: 'up' })
  await carla.post(`/journey/stages/${arrive.stage_id}`, { name: 'At our table' })
  await carla.post(`/journey/stages/${arrive.stage_id}/add`, { name: 'Ask for the wine' })
  await carla.post(`/journey/touchpoints/${order.id}`, {
    name: 'Order',
    ideal: 'Asked once.',
    owner: halden.ana.id,
    team: '',
  })
  const page = words((await carla.get('/journey/draw')).text)
  assert.match(page, /At our table .* Order Ana Reyes Asked once\. ↑ ↓ Arrive .* Ask for the wine/)
  const closing = await carla.post(`/journey/touchpoints/${arrive.id}/close`)
  assert.match(words((await carla.get(closing.location!)).text), /“Arrive” is closed\. Undo/)
  await carla.post(`/journey/touchpoints/${arrive.id}/reopen`)
  assert.match(words((await carla.get('/journey')).text), /Order .* Arrive/)
  const refused = await carla.post(`/journey/stages/${arrive.stage_id}`, { name: ' ' })
  assert.equal(refused.status, 422)
  assert.match(words(refused.text), /Give it a name, as customers would say it\./)
  assert.match(refused.text, /<details class="disclosure" open/)
})

test('the sheet has a code for each place, in the company’s words', async () => {
  const { halden, points } = await line()
  const carla = await halden.door(halden.carla)
  const sheet = (await carla.get('/journey/qr')).text
  assert.equal(sheet.match(/<path d="M/g)?.length, 4)
  assert.ok(words(sheet).includes(`localhost:4400/${halden.slug}/tell-us/three`))
  const single = (await carla.get(`/journey/qr?only=${points[0]}`)).text
  assert.equal(single.match(/<path d="M/g)?.length, 1)
  assert.ok(!sheet.includes('<script'))
})

test('the API draws what the page draws', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.carla)
  assert.equal((await api('POST', '/journey', { ready_made: 'shop' })).body.touchpoints.length, 9)
  const stage = (await api('POST', '/journey/stages', { name: 'Later' })).body
  const made = (await api('POST', '/journey/touchpoints', { stage: stage.id, name: 'Come again' })).body
  const changed = await api('PATCH', `/journey/touchpoints/${made.id}`, {
    owner: halden.ana.id,
    ideal: 'By name.',
    move: 'up',
  })
  assert.deepEqual([changed.body.owner_id, changed.body.stage], [halden.ana.id, 'When something is wrong'])
  assert.equal((await api('POST', `/journey/touchpoints/${made.id}/guesses`, { share: 55 })).body.guess, 55)
  await api('PUT', `/journey/touchpoints/${made.id}/closing`)
  assert.equal((await api('GET', '/journey')).body.touchpoints.length, 9)
  await api('DELETE', `/journey/touchpoints/${made.id}/closing`)
  await api('DELETE', `/journey/stages/${stage.id}`)
  assert.equal((await api('GET', '/journey')).body.stages.length, 4)
  const other = await aCompany('Other')
  const foreign = await other.api(other.carla)
  assert.equal((await foreign('GET', `/journey/touchpoints/${made.id}`)).status, 404)
  assert.equal((await foreign('PATCH', `/journey/touchpoints/${made.id}`, { name: 'No' })).status, 404)
})

test('a house that has drawn no journey prints one code, for itself', async () => {
  const halden = await aCompany()
  const mara = await halden.door(halden.mara)
  const sheet = await mara.get('/journey/qr')
  assert.equal(sheet.status, 200)
  assert.match(sheet.text, /One card to print/)
  assert.match(sheet.text, new RegExp(`localhost:\\d+/${halden.slug}/tell-us<`))
  assert.equal((await mara.get(`/journey/qr?only=${halden.mara.id}`)).status, 404)
})
