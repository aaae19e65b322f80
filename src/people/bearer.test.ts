import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { endKey, keys } from './bearer.ts'

test('a key that was used until now is refused from the moment on which it ends', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.ben)
  for (let n = 0; n < 3; n++) assert.equal((await api('GET', '/interactions')).status, 200)
  const [key] = await halden.run((db) => keys(db))
  await halden.run((db) => endKey(db, halden.now(halden.mara), key?.id ?? ''))
  assert.equal((await api('GET', '/interactions')).status, 401)
})
