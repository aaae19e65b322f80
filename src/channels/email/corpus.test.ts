import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { aCompany } from '../../../test/company.ts'
import { root } from '../../kit/root.ts'
import { postOffice } from './post-office.ts'
import { askDnsBy } from './prove-mail.ts'
import { countMails } from './store-waiting.ts'
import { waitingMails } from './waiting.ts'

const folder = join(root, '../shared/data/emails')

/** No DNS: nobody can be proven. */
const silent = () =>
  askDnsBy(async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))

test('each of 103 mails of the world is heard, or is a notice, or waits in sight', async (t) => {
  if (!existsSync(folder)) return t.skip('the shared data is absent')
  silent()
  t.after(() => askDnsBy(undefined))
  const house = await aCompany()
  const office = await postOffice(house)
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  assert.equal(files.length, 103)
  for (const name of files) await office.send(readFileSync(join(folder, name)))
  await office.close()
  await house.settle()
  const counts = await house.run((db) => countMails(db, new Date(0)))
  const waiting = await house.run((db) => waitingMails(db))
  t.diagnostic(
    `${counts.heard} heard, ${counts.notices} notices, ${counts.waiting} wait: ${counts.mails} mails, ${counts.again} of them twice`,
  )
  for (const one of waiting) t.diagnostic(`waits: ${one.sender ?? '?'} · ${one.subject} · ${one.reason}`)
  assert.equal(counts.mails, 103)
  assert.equal(counts.heard + counts.notices + counts.waiting, 103)
  assert.ok(counts.heard >= 95, `only ${counts.heard} were heard`)
})
