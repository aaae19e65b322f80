import { sql } from 'kysely'
import { hours, later, minutes } from '../../src/kit/clock.ts'
import type { Id } from '../../src/kit/ids.ts'
import {
  answerRequest,
  askTeam,
  finishRequest,
  replyToTeam,
  sayHelped,
  takeUp,
} from '../../src/requests/requests.ts'
import type { Play } from './story.ts'

/** What one team owes another: a helmet that Stores looks for, a day that Workshop named, a price that is late. */
export async function teamsWait(play: Play): Promise<void> {
  await theHelmet(play)
  await theDay(play)
  await thePrice(play)
}

/** The case of a customer that waits. */
async function caseOf({ db }: Play, customer: string): Promise<Id> {
  const { rows } = await sql<{ id: Id }>`
    select w.case_id as id from cases_waiting w join cases_case c on c.company_id = w.company_id and c.id = w.case_id
    join customers_customer k on k.company_id = c.company_id and k.id = c.customer_id where k.name = ${customer}`.execute(
    db,
  )
  if (!rows[0]) throw new Error(`${customer} does not wait.`)
  return rows[0].id
}

const team = ({ stage }: Play, name: string): Id => stage.teams.get(name) ?? ''

/** Clara asked two hours ago; Stores promised a word, and nobody has it yet. */
async function theHelmet(play: Play): Promise<void> {
  const { db, now } = play
  const at = later(now, -hours(2))
  const { id } = await askTeam(db, await play.as('Ben', later(at, minutes(4))), {
    case: await caseOf(play, 'Clara Ferreira'),
    team: team(play, 'Stores'),
    what: 'Is the blue helmet in small back, and on which shelf?',
  })
  const nele = await play.as('Nele', later(at, minutes(20)))
  await takeUp(db, nele, id)
  await answerRequest(db, nele, id, { promise: later(now, hours(2)), what: 'A look at the new delivery' })
}

/** Workshop named the day within the hour: it helped. */
async function theDay(play: Play): Promise<void> {
  const { db, now } = play
  const ewa = (before: number) => play.as('Ewa', later(now, -before))
  const { id } = await askTeam(db, await ewa(hours(3)), {
    case: await caseOf(play, 'Marta Nowak'),
    team: team(play, 'Workshop'),
    what: 'On which day is her bicycle truly ready?',
    dueAt: later(now, hours(2)),
  })
  const rosa = (before: number) => play.as('Rosa', later(now, -before))
  await answerRequest(db, await rosa(minutes(165)), id, { question: 'The red one, with the new hub?' })
  await replyToTeam(db, await ewa(minutes(160)), id, 'Yes, the red one.')
  await answerRequest(db, await rosa(minutes(155)), id, { promise: later(now, -minutes(100)) })
  await finishRequest(db, await rosa(minutes(120)), id, 'Thursday at ten, washed.')
  await sayHelped(db, await ewa(minutes(90)), id, { helped: true, word: 'I could ring her at once.' })
}

/** A price was promised for an hour ago: it is late on both sides. */
async function thePrice(play: Play): Promise<void> {
  const { db, now } = play
  const { id } = await askTeam(db, await play.as('Marie', later(now, -hours(5))), {
    case: await caseOf(play, 'Ines Duarte'),
    team: team(play, 'Workshop'),
    what: 'What will the gears cost, parts and hours?',
  })
  await answerRequest(db, await play.as('Piet', later(now, -hours(4))), id, {
    promise: later(now, -hours(1)),
  })
}
