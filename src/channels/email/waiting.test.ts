import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { waitingCases } from '../../cases/cases.ts'
import { readConfig } from '../../config.ts'
import { linesAfter } from '../../history/history.ts'
import { latest } from '../../interactions/interactions.ts'
import { readFile } from '../../kit/files.ts'
import { workJobs, workJobsOnce } from '../../kit/jobs.ts'
import { openMailDoors } from './doors.ts'
import { startDovecot, until } from './dovecot.ts'
import { closeMailThreads } from './email.ts'
import { parseMail } from './parse.ts'
import { mail, type PostOffice, postOffice } from './post-office.ts'
import { askDnsBy } from './prove-mail.ts'
import { receiveMail } from './receive.ts'
import { selectMail } from './store.ts'
import { countMails } from './store-waiting.ts'
import { waitingMails } from './waiting.ts'

after(closeMailThreads)

async function here(t: TestContext): Promise<TestCompany & { office: PostOffice }> {
  askDnsBy(async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  const house = await aCompany()
  const office = await postOffice(house)
  t.after(async () => {
    askDnsBy(undefined)
    await office.close()
  })
  return { ...house, office }
}

const texts = async (house: TestCompany): Promise<string[]> =>
  (await house.run((db) => latest(db, { most: 50 }))).map((one) => one.text)

/** Too deep to read: a mail made to cost. */
const bomb = (): string => {
  let head = 'From: Eve <eve@evil.example>\nSubject: A bomb\nContent-Type: multipart/mixed; boundary=b0\n\n'
  for (let at = 0; at < 200; at++) head += `--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n\n`
  return head
}

test('M1 what cannot be read waits where people see it, and blocks nothing', async (t) => {
  const house = await here(t)
  await house.office.send(bomb())
  await house.office.send(mail({}, 'I can be read.'))
  await house.settle()
  assert.deepEqual(await texts(house), ['I can be read.'])
  const [one] = await house.run((db) => waitingMails(db))
  assert.equal(one?.subject, 'A bomb')
  assert.equal(one?.sender, 'Eve <eve@evil.example>')
  assert.equal(one?.tries, 1)
  const door = await house.door(house.ben)
  const page = await door.get('/company/mail')
  assert.match(page.text, /One mail waits/)
  assert.ok(page.text.includes(one!.reason))
  assert.match((await door.get('/company')).text, /1 mail waits that nobody could read yet/)

  const raw = await door.get(`/company/mail/${one!.mail_id}/raw`)
  assert.match(raw.headers.get('content-disposition') ?? '', /attachment/)
  assert.match(raw.headers.get('content-security-policy') ?? '', /sandbox/)
  assert.match(raw.text, /Subject: A bomb/)

  assert.equal((await door.post(`/company/mail/${one!.mail_id}/retry`)).location, '/company/mail?tried=yes')
  await house.settle()
  assert.equal((await house.run((db) => waitingMails(db)))[0]?.tries, 2)
  await door.post('/company/mail/retry')
  await house.settle()
  assert.equal((await house.run((db) => waitingMails(db)))[0]?.tries, 3)

  const stranger = await house.door((await aCompany('Other')).ben)
  assert.equal((await stranger.get(`/company/mail/${one!.mail_id}/raw`)).status, 404)
  assert.equal((await stranger.post(`/company/mail/${one!.mail_id}/aside`)).status, 404)
  await door.post(`/company/mail/${one!.mail_id}/aside`)
  assert.deepEqual(await house.run((db) => waitingMails(db)), [])
  const counts = await house.run((db) => countMails(db, new Date(0)))
  assert.deepEqual([counts.mails, counts.heard, counts.waiting, counts.aside], [2, 1, 0, 1])
  const kept = await house.run(async (db) => readFile(db, (await selectMail(db, one!.mail_id))!.hash))
  assert.match(kept?.toString() ?? '', /A bomb/)
  const lines = (await house.run((db) => linesAfter(db, undefined, 1000))).map((line) => line.kind)
  assert.deepEqual(
    lines.filter((kind) => kind.startsWith('email.') && kind !== 'email.proof-read'),
    [
      'email.inbox-added',
      'email.waits',
      'email.tried-again',
      'email.waits',
      'email.tried-again',
      'email.waits',
      'email.put-aside',
    ],
  )
})

test('what waits can be read later: it leaves the list and opens its case', async (t) => {
  const house = await here(t)
  const [kept] = await receiveMail(house.database, {
    raw: Buffer.from(mail({}, 'Late, but here.')),
    way: 'smtp',
    recipients: [house.office.address],
  })
  // As an older program would have left it, which could not read it.
  await house.owner.query(
    "insert into email_waiting (company_id, mail_id, reason, tries, at) values ($1, $2, 'It could not be read.', 1, $3)",
    [house.company, kept!.mail, new Date(1_700_000_000_000)],
  )
  await house.settle()
  assert.deepEqual(await house.run((db) => waitingMails(db)), [])
  assert.deepEqual(await texts(house), ['Late, but here.'])
})

test('a worker that dies after the mail was kept loses nothing: the next one reads it, once', async (t) => {
  const house = await here(t)
  for (let at = 0; at < 20; at++) await house.office.send(mail({}, `Mail ${at}.`))
  const mails = await house.run((db) => countMails(db, new Date(0)))
  assert.deepEqual([mails.mails, mails.heard], [20, 0])
  // The database loses the program's connections while the jobs are worked.
  const cut = setInterval(() => {
    house.owner
      .query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'makegood_app' and datname = current_database() and pid <> pg_backend_pid() and query not like 'listen%'",
      )
      .catch(() => {})
  }, 60)
  const troubles: unknown[] = []
  await workJobsOnce(house.owner, house.database, (error) => troubles.push(error))
  clearInterval(cut)
  t.diagnostic(`${troubles.length} of the jobs were cut off`)
  await house.owner.query(
    'update graphile_worker._private_jobs set run_at = $1, locked_at = null, locked_by = null',
    [new Date(1_700_000_000_000)],
  )
  await workJobsOnce(house.owner, house.database, (error) => troubles.push(error))
  const said = await texts(house)
  assert.equal(said.length, 20)
  assert.equal(new Set(said).size, 20)
  assert.equal((await house.run((db) => waitingCases(db, { most: 50 }))).length, 20)
  assert.equal((await house.run((db) => waitingMails(db))).length, 0)
})

test('from the wire to the page in less than two seconds', async (t) => {
  const house = await here(t)
  await parseMail(Buffer.from(mail({}, 'The reader is awake.')))
  const worker = await workJobs(house.ownerConfig, house.database, () => {})
  t.after(() => worker.stop())
  const door = await house.door(house.ben)
  const took: number[] = []
  for (let at = 0; at < 5; at++) {
    const begun = performance.now()
    await house.office.send(mail({ Subject: `Urgent matter ${at}` }, 'Please ring.'))
    await until(async () => (await door.get('/cases?whose=all')).text.includes(`Urgent matter ${at}`))
    took.push(performance.now() - begun)
  }
  t.diagnostic(`seen after ${took.map((ms) => `${Math.round(ms)} ms`).join(', ')}`)
  assert.ok(Math.max(...took) < 2_000, `it took ${Math.max(...took)} ms`)
})

test('I1, M7 a mailbox is followed: every mail once, over a restart and after the server forgot its numbers', async (t) => {
  const dovecot = await startDovecot()
  if (typeof dovecot === 'string') return t.skip(dovecot)
  const house = await here(t)
  const config = {
    ...readConfig({}),
    imapUrl: `imap://support:secret@127.0.0.1:${dovecot.port}/INBOX`,
    imapCompany: house.slug,
  }
  const troubles: unknown[] = []
  const open = () => openMailDoors(config, house.database, (error) => troubles.push(error))
  const kept = async (n: number) =>
    until(async () => (await house.run((db) => countMails(db, new Date(0)))).mails === n)
  let doors = await open()
  t.after(async () => {
    await doors.close()
    await dovecot.remove()
  })
  dovecot.deliver(mail({}, 'By the mailbox.').replace(/\n/g, '\r\n'))
  await kept(1)
  await house.settle()
  assert.deepEqual(await texts(house), ['By the mailbox.'])
  await doors.close()
  dovecot.deliver(mail({}, 'While nobody looked.').replace(/\n/g, '\r\n'))
  doors = await open()
  await kept(2)
  await doors.close()
  await dovecot.stop()
  dovecot.forgetUids()
  // Its new UIDVALIDITY is the second in which it starts: it must be another than before.
  await new Promise((passed) => setTimeout(passed, 1_100))
  await dovecot.start()
  doors = await open()
  await kept(4)
  await house.settle()
  assert.deepEqual((await texts(house)).sort(), ['By the mailbox.', 'While nobody looked.'])
  assert.equal((await house.run((db) => countMails(db, new Date(0)))).again, 2)
  assert.deepEqual(troubles, [])
})
