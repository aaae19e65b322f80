import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Person, Staff } from '../people/people.ts'
import { endAsking } from './ask.ts'
import { type AskState, askState } from './asks.ts'
import { inLine } from './give.ts'
import { insertReply, selectAsks } from './store-asks.ts'
import { goOn } from './unanswered.ts'

/** Somebody leaves: what they were asked goes to the next above, what they asked is asked no more. */
export async function passOnAsks(db: Db, who: Staff, person: Person): Promise<void> {
  await each(db, await selectAsks(db, { waitingFor: person.id }, 500), async (one) => {
    if (one.asked_person_id !== person.id || (await goOn(db, who, one, 'moved'))) return
    await close(db, who, one)
  })
  await each(db, await selectAsks(db, { asker: person.id, unanswered: true }, 500), (one) =>
    close(db, who, one),
  )
}

async function each(db: Db, asks: AskState[], deed: (one: AskState) => Promise<void>): Promise<void> {
  for (const { id, currency } of asks)
    await inLine(db, currency, async () => {
      const one = await askState(db, id)
      if (!one.answer) await deed(one)
    })
}

/** Nobody is left to answer, or to give it. */
async function close(db: Db, who: Staff, one: AskState): Promise<void> {
  await insertReply(db, {
    ask_id: one.id,
    answer: 'withdrawn',
    amount: null,
    word: '',
    by_id: who.id,
    by_clock: false,
    limit_id: null,
    limit_of_id: null,
    at: who.at,
    reserved_until: null,
  })
  await endAsking(db, one.asked_id)
  await record(db, who, 'remedies.ask-withdrawn', one.case_id, { ask: one.id })
}
