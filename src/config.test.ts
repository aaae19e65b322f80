import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig, settingsTable } from './config.ts'
import { root } from './kit/root.ts'
import { start } from './main.ts'

test('nothing needs setting', () => {
  const config = readConfig({})
  assert.equal(config.port, 4400)
  assert.equal(config.host, '127.0.0.1')
})

test('an unknown or wrong setting stops the start with a sentence, and never shows a secret', () => {
  assert.throws(() => readConfig({ MAKEGOOD_DTAA: 'x' }), /MAKEGOOD_DTAA is no setting of Makegood/)
  assert.throws(() => readConfig({ PORT: 'forty' }), /PORT=forty/)
  assert.throws(
    () => readConfig({ DATABASE_URL: 'hunter2' }),
    (error: Error) => /DATABASE_URL/.test(error.message) && !/hunter2/.test(error.message),
  )
})

test('the page about running it tells the settings as the program has them', () => {
  const page = readFileSync(join(root, 'docs/running.md'), 'utf8')
  assert.equal(/<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(page)?.[1], settingsTable())
})

test('open to others it needs its address, and never shows the sample company', async () => {
  await assert.rejects(start(readConfig({ MAKEGOOD_HOST: '0.0.0.0' })), /MAKEGOOD_URL/)
  await assert.rejects(
    start(readConfig({ MAKEGOOD_HOST: '0.0.0.0', MAKEGOOD_URL: 'https://care.example' }), { sample: true }),
    /only shown on this machine/,
  )
})
