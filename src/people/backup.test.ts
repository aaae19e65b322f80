import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { asked } from '../../test/servers.ts'
import type { Told } from '../kit/backup/told.ts'
import { clock, days, hours, later } from '../kit/clock.ts'
import { newId } from '../kit/ids.ts'
import { lastSentence, planSentence, type Stand, warning } from './backup-sentences.ts'

const now = new Date('2026-11-22T08:50:00Z')
const night = new Date('2026-11-22T02:10:30Z')
const good: Told = {
  id: newId(night),
  begun_at: night,
  ended_at: night,
  way: 'clock',
  host: 'laptop',
  file: '/srv/backups/makegood-2026-11-22-0210.tar',
  bytes: 14_200_000n,
  tables: 91,
  trouble: null,
  rehearsed_at: later(night, 120_000),
  rehearsal_trouble: null,
}
const stand: Stand = {
  plan: {
    at: { hour: 2, minute: 10 },
    folder: '/srv/backups',
    keep: { days: 7, weeks: 4 },
    rehearse: true,
    passphrase: undefined,
  },
  good,
  last: good,
  since: later(now, -days(30)),
  now,
  zone: 'UTC',
  alone: true,
}

test('how backups stand, in a sentence', () => {
  assert.equal(
    lastSentence(stand),
    'Last backup 02:10 today, 14 MB; rehearsed 02:12 today: every table equal.',
  )
  assert.equal(warning(stand), undefined)
  const { alone: _, ...rest } = stand
  assert.doesNotMatch(
    lastSentence({ ...rest, alone: false }),
    /MB/,
    'its size says something of other companies',
  )
  assert.match(
    planSentence(stand),
    /^The next one is written \d\d:10 .*The newest of 7 days and of 4 weeks are kept\.$/,
  )
  assert.match(planSentence({ ...stand, plan: undefined }), /switched it off/)
})

test('it warns when the newest is older than two days, when one failed, when one did not come back', () => {
  const old = { ...good, begun_at: later(now, -days(2.1)), ended_at: later(now, -days(2.1)) }
  const failed = { ...good, trouble: 'The disk of /srv/backups is full.', rehearsed_at: null, bytes: null }
  assert.equal(warning({ ...stand, good: old, last: old }), 'The newest backup is 2 days old.')
  assert.equal(
    warning({ ...stand, good: old, last: failed }),
    'The newest backup is 2 days old. The last try failed: The disk of /srv/backups is full.',
  )
  assert.equal(
    warning({ ...stand, last: failed }),
    'The last backup failed: The disk of /srv/backups is full.',
  )
  const lost = { ...good, rehearsal_trouble: 'It is cut short.' }
  assert.match(
    warning({ ...stand, good: lost, last: lost }) ?? '',
    /could not be restored: It is cut short\. An older/,
  )
  const none = { ...stand, good: undefined, last: undefined }
  assert.equal(
    warning({ ...none, since: later(now, -hours(20)) }),
    undefined,
    'nothing to miss before the first night',
  )
  assert.equal(lastSentence(none), 'There is no backup yet.')
  assert.equal(warning(none), 'Nothing has been backed up for 30 days.')
  assert.match(warning({ ...none, plan: undefined }) ?? '', /It is switched off here\.$/)
})

test('the page is for administrators, tells each backup, and hands no file of several companies out', async (t) => {
  const company = await aCompany()
  await aCompany('Neighbour')
  const { ownerConfig } = company
  const id = newId(later(clock.now(), 1))
  t.after(() => asked(ownerConfig, 'delete from kit_backup where id = $1', [id]))
  await asked(
    ownerConfig,
    `insert into kit_backup (id, begun_at, ended_at, way, host, file, bytes, rows, tables)
     values ($1, $2, $2, 'clock', 'laptop', '/srv/secret-place/makegood.tar', 14200000, 4, 91)`,
    [id, clock.now()],
  )
  await asked(ownerConfig, 'insert into kit_rehearsal (backup_id, at, tables) values ($1, $2, 91)', [
    id,
    clock.now(),
  ])
  const page = await (await company.door(company.mara)).get('/company/backup')
  assert.equal(page.status, 200)
  assert.match(page.text, /Last backup \d\d:\d\d today; rehearsed \d\d:\d\d today: every table equal\./)
  assert.match(page.text, /Rehearsed: all 91 tables equal\./)
  assert.match(page.text, /bin\/makegood restore makegood\.tar/)
  assert.match(page.text, /Several companies share this server/)
  assert.doesNotMatch(page.text, /secret-place|14 MB/)
  const lines = await (await company.door(company.mara)).get('/company')
  assert.match(lines.text, /href="\/company\/backup"[\s\S]*?every table equal/)
  const ben = await company.door(company.ben)
  assert.equal((await ben.get('/company/backup')).status, 403)
  assert.doesNotMatch((await ben.get('/company')).text, /\/company\/backup/)
})
