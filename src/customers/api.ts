import { z } from 'zod'
import { pageOf, readPlace } from '../kit/cursor.ts'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  moneyOut,
  moneyShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import {
  ADDRESS_KINDS,
  acquaint,
  acquaintancesOf,
  addAddress,
  addressesOf,
  correct,
  customer,
  factsOf,
  forgetFact,
  meet,
  merge,
  newestCustomers,
  noteFact,
  purchasesOf,
  recordPurchase,
  removeAddress,
  searchCustomers,
  unacquaint,
  unmerge,
} from './customers.ts'
import { expectedApi } from './expected-api.ts'

const kindShape = z.enum(['person', 'organisation'])
const writtenShape = z.strictObject({ kind: z.enum(ADDRESS_KINDS), written: textShape(300).min(1) })
const customerOut = z.object({
  id: z.string(),
  name: z.string().nullable(),
  kind: kindShape,
  language: z.string().nullable(),
  since: z.string(),
  made_at: momentOut,
})
const addressOut = z.object({ id: z.string(), kind: z.enum(ADDRESS_KINDS), written: z.string() })
const factOut = z.object({ id: z.string(), fact: z.string(), at: momentOut, by_id: z.string().nullable() })
const purchaseOut = z.object({
  id: z.string(),
  customer_id: z.string(),
  key: z.string(),
  bought_at: momentOut,
  what: z.string(),
  units: z.number().nullable(),
  amount: moneyOut,
  returned: moneyOut,
})
const done = z.object({})
const one = z.object({ id: idShape })

const list = endpoint({
  method: 'get',
  path: '/customers',
  says: 'Lists customers, the newest first, or those whom the words in q find, the nearest first.',
  scope: 'customers:read',
  input: z.object({ ...pageInput, q: textShape(200).optional() }),
  output: pageOutput(customerOut),
})

const create = endpoint({
  method: 'post',
  path: '/customers',
  says: 'Meets a customer: whoever is known by one of the addresses, else somebody new.',
  scope: 'customers:write',
  input: z.object({
    name: textShape(200).optional(),
    kind: kindShape.optional(),
    language: textShape(35).optional(),
    since: dayShape.optional(),
    addresses: z.array(writtenShape).max(20).default([]),
  }),
  output: customerOut,
})

const read = endpoint({
  method: 'get',
  path: '/customers/{id}',
  says: 'Reads a customer; a merged one is the one it was merged into.',
  scope: 'customers:read',
  input: one,
  output: customerOut.extend({
    addresses: z.array(addressOut),
    good_to_know: z.array(factOut),
    known_by: z.array(z.object({ id: z.string(), name: z.string(), since: momentOut })),
  }),
})

const patch = endpoint({
  method: 'patch',
  path: '/customers/{id}',
  says: 'Corrects the name, kind, language or first day of a customer.',
  scope: 'customers:write',
  input: one.extend({
    name: textShape(200).trim().min(1).nullable().optional(),
    kind: kindShape.optional(),
    language: textShape(35).nullable().optional(),
    since: dayShape.optional(),
  }),
  output: customerOut,
})

const addAn = endpoint({
  method: 'post',
  path: '/customers/{id}/addresses',
  says: 'Adds an address to a customer.',
  scope: 'customers:write',
  input: one.extend({ kind: z.enum(ADDRESS_KINDS), written: textShape(300).min(1) }),
  output: done,
})
const removeAn = endpoint({
  method: 'delete',
  path: '/customers/{id}/addresses/{address}',
  says: 'Removes an address of a customer.',
  scope: 'customers:write',
  input: one.extend({ address: idShape }),
  output: done,
})

const mergeTwo = endpoint({
  method: 'put',
  path: '/customers/{id}/merge',
  says: 'Merges a customer into another; nothing else changes, and it can be undone.',
  scope: 'customers:write',
  input: one.extend({ into: idShape }),
  output: customerOut,
})
const unmergeTwo = endpoint({
  method: 'delete',
  path: '/customers/{id}/merge',
  says: 'Undoes the merge of a customer into another.',
  scope: 'customers:write',
  input: one,
  output: customerOut,
})

const note = endpoint({
  method: 'post',
  path: '/customers/{id}/facts',
  says: 'Notes something good to know about a customer.',
  scope: 'customers:write',
  input: one.extend({ fact: textShape(120).min(1) }),
  output: factOut,
  status: 201,
})
const forget = endpoint({
  method: 'delete',
  path: '/customers/{id}/facts/{fact}',
  says: 'Erases something that was good to know.',
  scope: 'customers:write',
  input: one.extend({ fact: idShape }),
  output: done,
})

const know = endpoint({
  method: 'put',
  path: '/customers/{id}/acquaintance',
  says: 'Says that you know this customer.',
  scope: 'customers:write',
  input: one,
  output: done,
})
const unknow = endpoint({
  method: 'delete',
  path: '/customers/{id}/acquaintance',
  says: 'Says that you do not know this customer any more.',
  scope: 'customers:write',
  input: one,
  output: done,
})

const bought = endpoint({
  method: 'put',
  path: '/customers/{id}/purchases/{key}',
  says: 'Records a purchase under its key; the same key again tells what is true now.',
  scope: 'customers:write',
  input: one.extend({
    key: textShape(200),
    bought_at: momentShape,
    what: textShape(500),
    units: z.number().optional(),
    amount: moneyShape,
    returned: moneyShape.optional().describe('What was paid back already; left out where nothing was.'),
  }),
  output: purchaseOut.extend({ made: z.boolean() }),
})
const purchases = endpoint({
  method: 'get',
  path: '/customers/{id}/purchases',
  says: 'Lists the purchases of a customer, the newest first.',
  scope: 'customers:read',
  input: one.extend(pageInput),
  output: pageOutput(purchaseOut),
})

const nothing = async (deed: Promise<unknown>) => {
  await deed
  return {}
}

export const customersApi: Route<Staff>[] = [
  answers(list, async (db, _who, { q, after, most }) =>
    q
      ? { items: await searchCustomers(db, q, most), next: null }
      : newestCustomers(db, { after: readPlace(after), most }),
  ),
  answers(create, (db, who, what) => meet(db, who, what)),
  answers(read, async (db, _who, { id }) => {
    const found = await customer(db, id)
    return {
      ...found,
      addresses: await addressesOf(db, found.id),
      good_to_know: await factsOf(db, found.id),
      known_by: await acquaintancesOf(db, found.id),
    }
  }),
  answers(patch, (db, who, { id, ...change }) => correct(db, who, id, change)),
  answers(addAn, (db, who, { id, ...written }) => nothing(addAddress(db, who, id, written))),
  answers(removeAn, (db, who, { id, address }) => nothing(removeAddress(db, who, id, address))),
  answers(mergeTwo, (db, who, { id, into }) => merge(db, who, id, into)),
  answers(unmergeTwo, (db, who, { id }) => unmerge(db, who, id)),
  answers(note, (db, who, { id, fact }) => noteFact(db, who, id, fact)),
  answers(forget, (db, who, { id, fact }) => nothing(forgetFact(db, who, id, fact))),
  answers(know, (db, who, { id }) => nothing(acquaint(db, who, id, who.id))),
  answers(unknow, (db, who, { id }) => nothing(unacquaint(db, who, id, who.id))),
  answers(bought, async (db, who, { id, bought_at, ...what }) => {
    const { purchase, made } = await recordPurchase(db, who, { ...what, customer: id, boughtAt: bought_at })
    return { ...purchase, made }
  }),
  answers(purchases, async (db, _who, { id, after, most }) => {
    await customer(db, id)
    const rows = await purchasesOf(db, id, { after: readPlace(after), most: most + 1 })
    return pageOf(rows, most, (row) => ({ at: row.bought_at, id: row.id }))
  }),
  ...expectedApi,
]
