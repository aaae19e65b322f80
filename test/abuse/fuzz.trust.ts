import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { aFilledCompany } from './filled.ts'
import { fuzz } from './fuzz.ts'

test('20,000 strange requests: nothing falls over, and each error says what is wrong', async (t) => {
  const house = await aFilledCompany('Dohlenhof', 'heidekraut')
  await fuzz(t, house, randomInt(1e9), 20_000)
})
