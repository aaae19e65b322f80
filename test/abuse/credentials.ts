import { clock } from '../../src/kit/clock.ts'
import { beginSession } from '../../src/kit/session.ts'
import { makeKey, scopes } from '../../src/people/bearer.ts'
import type { Staff } from '../../src/people/people.ts'
import type { TestCompany } from '../company.ts'
import type { Credential } from './attack.ts'

export async function keyOf(company: TestCompany, who: Staff): Promise<Credential> {
  const { token } = await company.run((db) =>
    makeKey(db, company.now(company.mara), { name: 'a key', person: who.id, scopes: [...scopes()] }),
  )
  return { name: `key of ${who.name}`, headers: { authorization: `Bearer ${token}` } }
}

export async function cookieOf(company: TestCompany, who: Staff): Promise<Credential> {
  const token = await company.run((db) => beginSession(db, who.id, 'a browser', clock.now()))
  return {
    name: `cookie of ${who.name}`,
    headers: { cookie: `makegood=${token}`, 'sec-fetch-site': 'same-origin' },
  }
}
