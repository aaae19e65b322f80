import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../../test/company.ts'
import { scopes } from '../../people/bearer.ts'
import { saidOfScope } from './scopes.ts'

test('whoever makes a key reads what it may do, and not what the API calls it', async () => {
  const halden = await aCompany()
  const page = (await (await halden.door(halden.mara)).get('/company/keys')).text
  assert.ok(scopes().length > 20)
  for (const scope of scopes()) {
    assert.notEqual(saidOfScope(scope), scope, `Say in channels/api/scopes.ts what ${scope} opens.`)
    assert.ok(page.includes(`${saidOfScope(scope)}<span`), scope)
  }
})
