import { sql } from 'kysely'
import { askForCall, freeTimes } from '../../src/channels/phone/call.ts'
import { hours, later } from '../../src/kit/clock.ts'
import { company } from '../../src/people/people.ts'
import type { Play } from './story.ts'

/** Somebody who has been here before would rather be rung: in the morning a shop owes them a call. */
export async function wouldLikeToBeRung({ db, now, at, stage }: Play): Promise<void> {
  const { rows } = await sql<{ number: string }>`
    select a.met_by as number from customers_address a
    join customers_customer c on c.company_id = a.company_id and c.id = a.customer_id
    where a.company_id = ${stage.company} and a.kind = 'phone' and a.written like '+49405550%'
    order by a.written desc limit 1`.execute(db)
  const when = later(now, -hours(1))
  const asking = {
    company: stage.company,
    by: 'customer' as const,
    id: null,
    at: when,
    house: await company(db),
    language: 'de',
  }
  const times = await freeTimes(db, asking)
  const time = times.find((one) => one.getTime() > now.getTime() + hours(16)) ?? times.at(-1)
  const number = rows[0]?.number
  if (!number || !time) throw new Error('Halden has customers with a telephone, and hours.')
  await askForCall(db, asking, {
    number,
    name: '',
    words: 'Passt der Kindersitz auch auf das neue Rad?',
    at: time,
    touchpoint: at('choose'),
    key: 'the first call',
    peer: 'the world',
  })
}
