import type { Db } from '../kit/db.ts'
import { type Policy, policies, policy } from './policy.ts'
import { searchPolicyIds } from './store.ts'

/** Rules by a few words, misspelt or not, the nearest first. No words: those that are spoken of now. */
export async function findRules(db: Db, words: string, most: number): Promise<Policy[]> {
  const asked = words.replace(/\s+/g, ' ').trim().slice(0, 200)
  if (asked === '') return policies(db, { most })
  const found: Policy[] = []
  for (const id of await searchPolicyIds(db, asked, most)) found.push(await policy(db, id))
  return found
}
