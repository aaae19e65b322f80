import { z } from 'zod'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { readFile } from '../../kit/files.ts'
import { type Id, isId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { form, page } from '../../people/staff.tsx'
import { HERE } from './house-parts.tsx'
import { addInbox, hearAgain, keepQuiet, removeInbox } from './inbox.ts'
import { rawMail } from './shown.ts'
import { selectMail } from './store.ts'
import { putAside, retryMails } from './waiting.ts'

const chosen = z.union([z.literal(''), z.guid()]).optional()
const optional = (id: string | undefined): Id | undefined => id || undefined

const add = form(
  `${HERE}/inboxes`,
  z.object({
    address: z.string().trim().min(3, 'Write an address.').max(254),
    touchpoint: chosen,
    team: chosen,
  }),
  async ({ db, who }, { address, touchpoint, team }) => {
    await addInbox(db, who, { address, touchpoint: optional(touchpoint), team: optional(team) })
    return HERE
  },
  HERE,
)
const remove = form(
  `${HERE}/inboxes/remove`,
  z.object({ address: z.string().max(254) }),
  async ({ db, who }, { address }) => {
    await removeInbox(db, who, address)
    return HERE
  },
  HERE,
)
const quietForm = form(
  `${HERE}/quiet`,
  z.object({ sender: z.string().trim().min(3, 'Write an address or a domain.').max(254) }),
  async ({ db, who }, { sender }) => {
    await keepQuiet(db, who, sender)
    return HERE
  },
  HERE,
)
const hear = form(
  `${HERE}/quiet/remove`,
  z.object({ sender: z.string().max(254) }),
  async ({ db, who }, { sender }) => {
    await hearAgain(db, who, sender)
    return HERE
  },
  HERE,
)
const retryAll = form(
  `${HERE}/retry`,
  z.object({}),
  async ({ db, who }) => {
    await retryMails(db, who)
    return `${HERE}?tried=yes`
  },
  HERE,
)
const retry = form(
  `${HERE}/:mail/retry`,
  z.object({}),
  async ({ db, who, param }) => {
    await retryMails(db, who, (await waitingMail(db, param('mail'))).id)
    return `${HERE}?tried=yes`
  },
  HERE,
)
const aside = form(
  `${HERE}/:mail/aside`,
  z.object({}),
  async ({ db, who, param }) => {
    await putAside(db, who, (await waitingMail(db, param('mail'))).id)
    return HERE
  },
  HERE,
)
const raw = page(`${HERE}/:mail/raw`, async ({ db, param }) => {
  const mail = await waitingMail(db, param('mail'))
  return rawMail((await readFile(db, mail.hash)) ?? new Uint8Array(), mail.id)
})

async function waitingMail(db: Db, id: string) {
  const mail = isId(id) ? await selectMail(db, id) : undefined
  if (!mail) throw new Refusal('not-found', 'email.mail', 'There is no such mail here.')
  return mail
}

export const mailHouseForms: Leaf[] = [add, remove, quietForm, hear, retryAll, retry, aside, raw]
