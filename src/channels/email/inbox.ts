import { record } from '../../history/history.ts'
import { type Db, isDatabaseError } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { mustAdminister, type Staff, team } from '../../people/people.ts'
import { touchpoint } from '../../touchpoints/touchpoints.ts'
import { bareAddress, forgetAddresses, homeAddress } from './addresses.ts'
import { mailHouse } from './house.ts'
import { deleteInbox, deleteQuiet, insertInbox, insertQuiet } from './store-inbox.ts'

const ADDRESS = /^[^\s@<>",;:()\p{Cc}]{1,64}@[^\s@<>",;:()\p{Cc}]{1,190}$/u

export type NewInbox = { address: string; touchpoint?: Id | undefined; team?: Id | undefined }

/** The company says that mail for this address is its own, and where it belongs. */
export async function addInbox(db: Db, who: Staff, what: NewInbox): Promise<void> {
  mustAdminister(who)
  const address = bareAddress(what.address)
  if (!ADDRESS.test(address)) wrong('This is no mail address.')
  // Addresses of our own domain belong to the companies by their short names, and to nobody else.
  if (address.endsWith(`@${mailHouse().domain}`) && address !== homeAddress(who.house))
    wrong(`At ${mailHouse().domain} the address of ${who.house.name} is ${homeAddress(who.house)}.`)
  if (what.touchpoint) await touchpoint(db, what.touchpoint)
  if (what.team) await team(db, what.team)
  await insertInbox(db, {
    address,
    touchpoint_id: what.touchpoint ?? null,
    team_id: what.team ?? null,
    at: who.at,
  }).catch((error: unknown) => {
    if (isDatabaseError(error, '23505')) wrong('This address is taken in here already.')
    throw error
  })
  forgetAddresses()
  await record(db, who, 'email.inbox-added', who.company)
}

export async function removeInbox(db: Db, who: Staff, address: string): Promise<void> {
  mustAdminister(who)
  if (!(await deleteInbox(db, address.toLowerCase())))
    throw new Refusal('not-found', 'email.inbox', 'This address is not taken in here.')
  forgetAddresses()
  await record(db, who, 'email.inbox-removed', who.company)
}

/** Mail of this sender, or of all at a domain, opens no case from now on. It is kept, and people see it. */
export async function keepQuiet(db: Db, who: Staff, sender: string): Promise<void> {
  mustAdminister(who)
  const name = sender.trim().toLowerCase().replace(/^@/, '')
  if (!ADDRESS.test(name) && !/^[a-z0-9.-]+\.[a-z0-9-]{2,}$/u.test(name))
    throw new Refusal('invalid', 'email.sender', 'Write an address, or a domain such as news.example.', {
      field: 'sender',
    })
  await insertQuiet(db, name, who.at, who.id)
  await record(db, who, 'email.sender-quieted', who.company)
}

export async function hearAgain(db: Db, who: Staff, sender: string): Promise<void> {
  mustAdminister(who)
  await deleteQuiet(db, sender.toLowerCase())
  await record(db, who, 'email.sender-heard-again', who.company)
}

function wrong(sentence: string): never {
  throw new Refusal('invalid', 'email.address', sentence, { field: 'address' })
}
