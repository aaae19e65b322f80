// Pages and search with a million interactions of one company.
import { test } from 'node:test'
import { searchCustomers } from '../src/customers/customers.ts'
import type { Id } from '../src/kit/ids.ts'
import { load, row } from './load.ts'
import { fill } from './million.ts'
import { aCompanyOn, busy, type Program, percentile, print, startProgram, weigh } from './program.ts'

const PAGES = {
  today: '/today',
  'a customer with 200 interactions': '/customers/CUSTOMER',
  'customers, the newest': '/customers',
  'cases that wait (50,000 do)': '/cases',
  results: '/results',
  journey: '/journey',
  'page of a search: a common name': '/customers?q=Okafor',
  'page of a search: a rare word said': '/customers?q=xylophone',
}

const SEARCHES = ['Anna Schmidt 56', 'Okafor', 'an', 'mail.example', 'anna.56@', 'Shmidt', 'Zebulon']

test('pages and search with a million interactions of one company, 8 clients', async () => {
  const program = await startProgram()
  try {
    const loaded = await aCompanyOn(program)
    const customer = await fill(program, loaded)
    const headers = { cookie: loaded.cookie }
    print(`\nPages with a million interactions of one company, 8 clients, three rounds of 3 s (${busy()})`)
    for (const [name, path] of Object.entries(PAGES)) {
      const url = `${program.base}${path.replace('CUSTOMER', customer)}`
      await load(program, { url, headers, duration: 1, rounds: 1 })
      print(row(name, await load(program, { url, headers, duration: 3 })))
    }
    print(`\nSearch among 100,000 customers, without its page, 8 at once (${busy()})`)
    for (const words of SEARCHES) print(await search(program, loaded.company, words))
    const { program: own, database } = weigh(program)
    print(`\nmemory after all that: program ${own.toFixed(0)} MB, database ${database.toFixed(0)} MB`)
  } finally {
    await program.stop()
  }
})

async function search({ store }: Program, company: Id, words: string): Promise<string> {
  const times: number[] = []
  let found = 0
  const client = async () => {
    for (let turn = 0; turn < 40; turn++) {
      const begun = performance.now()
      found = (await store.database.inCompany(company, (db) => searchCustomers(db, words, 20))).length
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  const of = (share: number) => percentile(times, share).toFixed(1).padStart(5)
  return `${words.padEnd(20)} ${String(found).padStart(3)} found   p50 ${of(0.5)}   p95 ${of(0.95)} ms`
}
