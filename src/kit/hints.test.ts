import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ground } from '../../test/ground.ts'
import { hintsOn } from './hints.ts'

test('a thousand hints of one moment all arrive, gathered, and one after another on the one connection', async (t) => {
  const { appConfig } = await ground()
  const [speaks, hears] = [hintsOn(appConfig), hintsOn(appConfig)]
  t.after(() => Promise.all([speaks.close(), hears.close()]))
  const channel = `hints_${process.pid}`
  const heard = new Set<string>()
  let all: () => void = () => {}
  const done = new Promise<void>((resolve) => {
    all = resolve
  })
  hears.listen(channel, (payload) => {
    heard.add(payload)
    if (heard.size === 1000) all()
  })
  await hears.ready()
  await speaks.ready()
  const warned: string[] = []
  const warn = (warning: Error) => void warned.push(warning.message)
  process.on('warning', warn)
  // Flushes overlap: while one parcel is on its way the next is gathered, and a channel is added.
  for (let n = 0; n < 1000; n++) {
    speaks.send(channel, `${n} ${'x'.repeat(6000)}`)
    if (n % 250 === 0) {
      speaks.listen(`${channel}_${n}`, () => {})
      await new Promise((go) => setTimeout(go, 21))
    }
  }
  await done
  process.off('warning', warn)
  assert.deepEqual(warned, [])
  assert.equal(heard.size, 1000)
})
