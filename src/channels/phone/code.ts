import { randomInt } from 'node:crypto'
import { record } from '../../history/history.ts'
import { hours, later, minutes } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import { hashToken, type Id } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { endTickets, makeTicket, readTicket } from '../../kit/tickets.ts'
import { company, findPerson, type Staff, staffOf } from '../../people/people.ts'
import {
  deletePanelsOf,
  insertPanel,
  type OpenPanel,
  selectDesks,
  selectPanel,
  selectPanelsOf,
  takeCode,
  upsertCode,
} from './store-panel.ts'

/** Without what looks or sounds alike; nothing in it makes a word. Eight of them are 38 bits, for five minutes. */
const SIGNS = 'BCDFGHJKMNPQRTVWXYZ2346789'
const LASTS = minutes(5)
/** A panel lasts a working day. */
export const PANEL_LASTS = hours(12)
const KIND = 'panel'

/** A code by which this person opens their panel in that program's frame, once. */
export async function giveCode(db: Db, who: Staff, origin: string): Promise<string> {
  if (!(await selectDesks(db)).includes(origin))
    throw new Refusal('not-found', 'desk', 'That program may not show the panel here.', { field: 'origin' })
  const code = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  await upsertCode(db, {
    person_id: who.id,
    code_hash: hashToken(code),
    origin,
    ends_at: later(who.at, LASTS),
  })
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Opens a panel by the code; returns the token that its cookie bears. */
export async function useCode(db: Db, at: Date, typed: string): Promise<string> {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const known = code.length === 8 ? await takeCode(db, hashToken(code), at) : undefined
  const [house, person] = [await company(db), known && (await findPerson(db, known.person_id))]
  if (!known || !person || person.left_at || !(await selectDesks(db)).includes(known.origin))
    throw new Refusal('invalid', 'panel-code', 'This code does not hold: ask for a new one.', {
      field: 'code',
    })
  const endsAt = later(at, PANEL_LASTS)
  const { id, token } = await makeTicket(db, { kind: KIND, about: person.id, at, endsAt, many: true })
  await insertPanel(db, { ticket_id: id, person_id: person.id, origin: known.origin, at })
  await record(db, staffOf(house, person, at), 'phone.panel-opened', person.id, { origin: known.origin })
  return token
}

export type Panelist = Staff & {
  /** In whose frame it stands; null where somebody signed in looks at it by itself. */
  readonly origin: string | null
}

/** Whose panel it is, while it holds: its program is still listed, and its person still works here. */
export async function holdPanel(db: Db, ticket: Id, at: Date): Promise<Panelist | undefined> {
  const [held, panel, listed] = await Promise.all([
    readTicket(db, ticket, KIND, at),
    selectPanel(db, ticket),
    selectDesks(db),
  ])
  if (!held || !panel || !listed.includes(panel.origin)) return undefined
  const [house, person] = await Promise.all([company(db), findPerson(db, panel.person_id)])
  return person && !person.left_at ? { ...staffOf(house, person, at), origin: panel.origin } : undefined
}

export const panelsOf = (db: Db, who: Staff): Promise<OpenPanel[]> =>
  selectPanelsOf(db, who.id, later(who.at, -PANEL_LASTS))

/** Ends all panels of one's own, wherever they stand. */
export async function endPanels(db: Db, who: Staff): Promise<void> {
  await endTickets(db, KIND, who.id)
  if ((await deletePanelsOf(db, who.id)) > 0) await record(db, who, 'phone.panels-ended', who.id)
}
