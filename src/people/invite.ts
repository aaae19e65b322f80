import { record } from '../history/history.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { endTickets, makeTicket } from '../kit/tickets.ts'
import { baseUrl } from './entrance.ts'
import { type Level, mustAdminister, type Person, person, type Staff, team } from './people.ts'
import { mustBeHere } from './rules.ts'
import {
  deleteInvitation,
  deleteLeaving,
  insertLeaving,
  insertPerson,
  selectInvitations,
  selectPersonByEmail,
  updatePerson,
  upsertInvitation,
} from './store.ts'

const LASTS_DAYS = 7

export type Invited = {
  name: string
  email: string
  level: Level
  team: Id | null
  language?: string | undefined
}

/** Somebody new, or somebody who had left and comes back. They belong here once they open what is sent to them. */
export async function invite(db: Db, who: Staff, what: Invited): Promise<Person> {
  mustAdminister(who)
  if (what.team) await team(db, what.team)
  const known = await selectPersonByEmail(db, what.email)
  if (known && !known.left_at)
    throw new Refusal('conflict', 'known', `${known.name} is here already by that address.`, {
      field: 'email',
    })
  const id = known?.id ?? newId(who.at)
  const one = {
    name: what.name,
    team_id: what.team,
    level: what.level,
    language: what.language ?? who.house.language,
  }
  if (known) {
    await deleteLeaving(db, id)
    await updatePerson(db, id, one)
  } else {
    const joined_on = who.at.toISOString().slice(0, 10)
    await insertPerson(db, { ...one, id, email: what.email, identity_id: null, works: null, joined_on })
  }
  await send(db, who, id, what)
  await record(db, who, 'people.invited', id, { level: what.level, team: what.team, again: Boolean(known) })
  return person(db, id)
}

/** Sends the invitation anew; the link that was sent before is dead from then on. */
export async function inviteAgain(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  const one = await invited(db, id)
  await send(db, who, id, one)
  await record(db, who, 'people.invited-again', id)
}

export async function revokeInvitation(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  await invited(db, id)
  await endTickets(db, 'invitation', id)
  await deleteInvitation(db, id)
  await insertLeaving(db, id, who.at, who.id)
  await record(db, who, 'people.invitation-revoked', id)
}

/** Who has been invited and has not come yet, and since when. */
export async function invitations(db: Db): Promise<Map<Id, Date>> {
  return new Map((await selectInvitations(db)).map((one) => [one.person_id, one.at]))
}

async function invited(db: Db, id: Id): Promise<{ name: string; email: string }> {
  const one = await person(db, id)
  mustBeHere(one)
  if (!(await invitations(db)).has(id) || !one.email)
    throw new Refusal('conflict', 'not-invited', `${one.name} has no invitation that waits.`)
  return { name: one.name, email: one.email }
}

async function send(db: Db, who: Staff, id: Id, to: { name: string; email: string }): Promise<void> {
  const ticket = await makeTicket(db, {
    kind: 'invitation',
    about: id,
    at: who.at,
    endsAt: later(who.at, days(LASTS_DAYS)),
  })
  await endTickets(db, 'invitation', id, ticket.id)
  await upsertInvitation(db, { person_id: id, ticket_id: ticket.id, at: who.at, by_id: who.id })
  await post(db, {
    recipient: to.email,
    subject: `${who.name} invites you to ${who.house.name}`,
    text: `Hello ${to.name},\n\n${who.name} invites you to ${who.house.name} on Makegood. Open this link within ${LASTS_DAYS} days; it works once:\n\n${baseUrl()}/join/${ticket.token}\n\nIf you do not know what this is about, nothing happens when you leave it.`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}
