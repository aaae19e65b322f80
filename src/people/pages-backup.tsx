import { thePlan } from '../kit/backup/plan.ts'
import { sizeInWords } from '../kit/backup/progress.ts'
import { lastBackups, lastGoodBackup, type Told } from '../kit/backup/told.ts'
import type { Db } from '../kit/db.ts'
import { Ago, Copy, Empty, Notice, PageTitle, Row, Rows, Section, Sentence, Stack } from '../ui/index.ts'
import { lastSentence, planSentence, type Stand, warning } from './backup-sentences.ts'
import type { CompanyLink } from './company-links.ts'
import { mustAdminister, type Staff } from './people.ts'
import { page } from './staff.tsx'
import { callCompanyIds } from './store-identity.ts'

async function howItStands(db: Db, who: Staff): Promise<Stand> {
  const [[last], good, companies] = await Promise.all([
    lastBackups(db, 1),
    lastGoodBackup(db),
    callCompanyIds(db),
  ])
  const { founded_at, sample, zone } = who.house
  // The years of a sample are told, not lived: no night of them could be missed.
  const since = sample ? who.at : founded_at
  return { plan: thePlan(), good, last, since, now: who.at, zone, alone: companies.length === 1 }
}

export async function backupLink(db: Db, who: Staff): Promise<CompanyLink | null> {
  if (!who.admin) return null
  const stand = await howItStands(db, who)
  const sentence = warning(stand) ?? lastSentence(stand)
  return { title: 'Backup', href: '/company/backup', sentence, group: 'house' }
}

export const backupPage = page('/company/backup', async ({ db, who }) => {
  mustAdminister(who)
  const stand = await howItStands(db, who)
  const all = await lastBackups(db, 20)
  const { plan, alone } = stand
  const trouble = warning(stand)
  return {
    title: 'Backup',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Everything that this server holds, written into one file a day, and tried out."
        >
          Backup
        </PageTitle>
        {trouble && <Notice tone="warn">{trouble}</Notice>}
        <Stack>
          <Sentence size="big">{lastSentence(stand)}</Sentence>
          <p>{planSentence(stand)}</p>
          {alone ? (
            plan?.at && (
              <p>
                They lie on the machine that this runs on, in <code>{plan.folder}</code>. Have them copied to
                another one, too: what lies beside the original burns with it.
              </p>
            )
          ) : (
            <p>
              Several companies share this server and each of its backups: so whoever runs it keeps them, and
              they are not handed out here.
            </p>
          )}
        </Stack>
        <Section title="Night by night">
          {all.length === 0 && (
            <Empty>Each backup will stand here with its size, and whether it came back whole.</Empty>
          )}
          <Rows label="Backups">
            {all.map((one) => (
              <BackupRow one={one} now={who.at} alone={alone} />
            ))}
          </Rows>
        </Section>
        <Section title="By hand">
          <p>
            Before an upgrade, or whenever you like, whoever runs the server writes one; people go on working
            meanwhile. With <code>--passphrase-file</code> it is encrypted.
          </p>
          <Copy text="bin/makegood backup makegood.tar" label="the command that writes a backup" />
          <p>
            It comes back into an empty data folder or an empty database, on this machine or on any other.
            Nothing that stands there is ever deleted; everybody signs in anew, and links in letters go on
            working.
          </p>
          <Copy text="bin/makegood restore makegood.tar" label="the command that restores a backup" />
        </Section>
      </>
    ),
  }
})

function BackupRow({ one, now, alone }: { one: Told; now: Date; alone: boolean }) {
  const size = alone && one.bytes !== null ? sizeInWords(Number(one.bytes)) : undefined
  return (
    <Row
      title={one.trouble ? 'Failed' : one.way === 'hand' ? 'Written by hand' : 'Written by itself'}
      note={size}
      end={<Ago at={one.begun_at} now={now} />}
    >
      <p class={one.trouble || one.rehearsal_trouble ? '' : 'faint'}>{outcome(one)}</p>
    </Row>
  )
}

function outcome(one: Told): string {
  if (one.trouble) return one.trouble
  if (one.rehearsal_trouble) return `It did not come back whole: ${one.rehearsal_trouble}`
  return one.rehearsed_at ? `Rehearsed: all ${one.tables} tables equal.` : 'Not rehearsed.'
}
