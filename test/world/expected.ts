import { DateTime } from 'luxon'
import { acquaint, came, expectVisit, meet, noteFact, type When } from '../../src/customers/customers.ts'
import { beKind } from '../../src/interactions/kindness.tsx'
import { days, hours, later } from '../../src/kit/clock.ts'
import type { Db } from '../../src/kit/db.ts'
import type { Id } from '../../src/kit/ids.ts'
import { HOURS, type Stage } from './stage.ts'

type Guest = {
  name: string
  /** Known by it already, or from now on. */
  phone?: string
  email?: string
  what: string
  on: When
  place: string
  team: string
  /** Who noted what, and knows them. */
  facts?: readonly (readonly [by: string, fact: string])[]
  knows?: string
}

/** Who is expected today, tomorrow and later: Mr. Aydin at four. Whoever comes in on a Sunday sees Monday's. */
export async function whoIsExpected(db: Db, stage: Stage, now: Date): Promise<void> {
  const today = DateTime.fromJSDate(now, { zone: HOURS.zone }).startOf('day')
  const at = (ahead: number, hour: number, minute = 0): When => ({
    at: today.plus({ days: ahead }).set({ hour, minute }).toJSDate(),
  })
  const day = (ahead: number): When => ({ day: today.plus({ days: ahead }).toISODate() ?? '' })
  const guests: Guest[] = [
    {
      name: 'Mr. Aydin',
      phone: '+49 40 555 0161',
      what: 'Collects his repair',
      on: at(0, 16),
      place: 'collect',
      team: 'Station',
    },
    {
      name: 'Clara Ferreira',
      email: 'clara.ferreira@example.org',
      what: 'Tries the blue helmet on',
      on: at(0, 17, 30),
      place: 'choose',
      team: 'Station',
      knows: 'Ben',
    },
    {
      name: 'Nadia Rahman',
      email: 'nadia.rahman@example.org',
      what: 'Brings in her tandem',
      on: day(0),
      place: 'bring-in',
      team: 'Harbour',
      facts: [['Ana', 'Rides with her blind brother, Nils']],
      knows: 'Ana',
    },
    {
      name: 'Mr. Aydin',
      phone: '+49 40 555 0161',
      what: 'Fits the bell for his daughter',
      on: at(1, 10),
      place: 'ride',
      team: 'Station',
    },
    {
      name: 'Petra Vogel',
      email: 'petra.vogel@example.org',
      what: 'Yearly service is due',
      on: day(12),
      place: 'bring-in',
      team: 'Station',
    },
  ]
  for (const [nth, guest] of guests.entries()) await expectOne(db, stage, now, guest, `booking-${nth + 1}`)
  await lastWeek(db, stage, now)
}

async function expectOne(db: Db, stage: Stage, now: Date, guest: Guest, key: string): Promise<Id> {
  const booked = await stage.as(db, 'Ana', later(now, -days(4)))
  const one = await meet(db, booked, {
    name: guest.name,
    addresses: [
      ...(guest.phone ? [{ kind: 'phone' as const, written: guest.phone }] : []),
      ...(guest.email ? [{ kind: 'email' as const, written: guest.email }] : []),
    ],
  })
  for (const [by, fact] of guest.facts ?? [])
    await noteFact(db, await stage.as(db, by, later(now, -days(90))), one.id, fact)
  if (guest.knows) {
    const friend = await stage.as(db, guest.knows, later(now, -days(90)))
    await acquaint(db, friend, one.id, friend.id)
  }
  await expectVisit(db, booked, {
    customer: one.id,
    what: guest.what,
    on: guest.on,
    touchpoint: stage.touchpoints.get(guest.place) ?? null,
    team: stage.teams.get(guest.team) ?? null,
    source: 'api',
    key,
  })
  return one.id
}

/** A week ago Mr. Aydin was here, and Ana was kind to him: so today's fact is the next one. */
async function lastWeek(db: Db, stage: Stage, now: Date): Promise<void> {
  const at = later(now, -days(7))
  const ana = await stage.as(db, 'Ana', later(at, -hours(1)))
  const aydin = await meet(db, ana, {
    name: 'Mr. Aydin',
    addresses: [{ kind: 'phone', written: '+49 40 555 0161' }],
  })
  const { expected } = await expectVisit(db, ana, {
    customer: aydin.id,
    what: 'Brings in his bicycle',
    on: { at },
    touchpoint: stage.touchpoints.get('bring-in') ?? null,
    team: stage.teams.get('Harbour') ?? null,
    source: 'api',
    key: 'booking-0',
  })
  await came(db, { ...ana, at }, expected.id)
  await beKind(
    db,
    { ...ana, at: later(at, hours(0.1)) },
    aydin.id,
    'Let his daughter ring the big bell, and spoke on his right side.',
  )
}
