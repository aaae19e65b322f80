import { sql } from 'kysely'
import { readLoss, reasons, recordLoss, wonBack } from '../../src/churn/churn.ts'
import { days, hours, later } from '../../src/kit/clock.ts'
import type { Id } from '../../src/kit/ids.ts'
import type { Play } from './story.ts'

type Left = { size: 'small' | 'big'; over: string; why: string; kept: string; read: number; second: number }

/** Why others left, before Mrs Ito did: what customers of a bicycle shop say. */
const OTHERS: readonly Left[] = [
  {
    size: 'small',
    over: 'a call that never came',
    why: 'You said you would ring on Tuesday. I bought it elsewhere on Thursday.',
    kept: 'The call, or a word that it takes longer.',
    read: 0,
    second: 1,
  },
  {
    size: 'big',
    over: 'a second-hand frame sold as new',
    why: 'I do not buy where I have to look so closely.',
    kept: 'To say so before, at half the price.',
    read: 5,
    second: 5,
  },
  {
    size: 'small',
    over: 'a pump',
    why: 'Nobody would lend me a pump for two minutes because of some form.',
    kept: 'A pump outside the door.',
    read: 2,
    second: 2,
  },
  {
    size: 'small',
    over: 'ten minutes past six',
    why: 'I ran from the train. The light was on, and somebody shook their head.',
    kept: 'To open the door.',
    read: 2,
    second: 4,
  },
  {
    size: 'big',
    over: 'moving away',
    why: 'We have moved to Bremen. It was always good with you.',
    kept: '',
    read: 7,
    second: 7,
  },
  {
    size: 'small',
    over: 'a receipt',
    why: 'Without the receipt nothing could be done, although you knew me.',
    kept: 'To look me up.',
    read: 2,
    second: 2,
  },
  {
    size: 'big',
    over: 'three weeks for a wheel',
    why: 'Three weeks without a bicycle, and every time I rang it was somebody else.',
    kept: 'One name, and a bicycle meanwhile.',
    read: 3,
    second: 3,
  },
  {
    size: 'small',
    over: 'a word',
    why: 'I asked a simple question and was made to feel stupid.',
    kept: 'A little patience.',
    read: 4,
    second: 4,
  },
]

/** Who left: Mrs Ito in June, eight before her, and one this autumn who came back. */
export async function customersLost(play: Play): Promise<void> {
  const { db, now } = play
  const ito = await named(play, 'Mrs Ito')
  const list = await reasons(db)
  const read = (place: number) => list[place]?.id
  const said = await lastWords(play, ito)
  const gone = later(now, -days(168))
  const ben = await play.as('Ben', later(gone, hours(4)))
  const loss = await recordLoss(db, ben, {
    customer: ito,
    lostOn: day(gone),
    size: 'small',
    over: '€6',
    why: 'Six euros because nobody rang me. After nine years.',
    couldHaveKept: 'A telephone call when it was ready; or that one of us could have waived it.',
    touchpoint: play.at('collect'),
    last: said,
    readAs: read(2),
  })
  await readLoss(db, await play.as('Ana', later(gone, days(2))), loss.id, read(2) ?? '')
  const silent = await whoFellSilent(play, OTHERS.length)
  for (const [place, one] of silent.entries()) {
    const left = OTHERS[place]!
    const at = later(now, -days(190 + place * 19))
    const told = await recordLoss(db, await play.as(place % 2 ? 'Ruth' : 'Ana', at), {
      customer: one,
      lostOn: day(at),
      size: left.size,
      over: left.over,
      why: left.why,
      couldHaveKept: left.kept,
      readAs: read(left.read),
    })
    // Of the oldest a second reading is still wanted.
    if (place < OTHERS.length - 1)
      await readLoss(db, await play.as('Carla', later(at, days(3))), told.id, read(left.second) ?? '')
  }
  await whoCameBack(play)
}

/** Otto Hinz had gone to another shop in autumn; Carla rang, and in the same week his key turned again. */
async function whoCameBack(play: Play): Promise<void> {
  const { db, now } = play
  const otto = await named(play, 'Otto Hinz')
  const at = later(now, -days(40))
  const lost = await recordLoss(db, await play.as('Carla', at), {
    customer: otto,
    lostOn: day(at),
    size: 'small',
    over: 'a key',
    why: 'Twice I stood there for a key that somebody had promised to lay aside.',
    couldHaveKept: 'To lay it aside.',
    touchpoint: play.at('buy'),
    readAs: (await reasons(db))[1]?.id,
  })
  await wonBack(db, await play.as('Carla', later(at, days(12))), lost.id, {
    on: day(later(at, days(12))),
    how: 'Carla rang him, said that he was right, and brought the key.',
    said: 'That you came yourself. Well, then.',
  })
}

const day = (at: Date) => at.toISOString().slice(0, 10)

async function named({ db }: Play, name: string): Promise<Id> {
  const { rows } = await sql<{ id: Id }>`select id from customers_customer where name = ${name}`.execute(db)
  return rows[0]?.id ?? ''
}

async function lastWords({ db }: Play, customer: Id): Promise<Id | null> {
  const { rows } = await sql<{
    id: Id
  }>`select id from interactions_interaction where customer_id = ${customer} order by at desc limit 1`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

/** Of the crowd, who has said nothing for longest: nobody leaves and praises us the week after. */
async function whoFellSilent({ db }: Play, most: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select c.id from customers_customer c
    left join interactions_interaction i on i.company_id = c.company_id and i.customer_id = c.id
    where c.name is not null and c.kind = 'person'
      and not exists (select from customers_fact f where f.company_id = c.company_id and f.customer_id = c.id)
    group by c.company_id, c.id having coalesce(max(i.at), 'epoch') < (select min(i2.at) + interval '380 days' from interactions_interaction i2)
    order by c.since, c.id limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}
