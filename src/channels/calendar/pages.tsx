import { z } from 'zod'
import { meet, recognise, searchCustomers } from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { isId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { type Staff, teams } from '../../people/people.ts'
import { form, page } from '../../people/staff.tsx'
import { touchpoints } from '../../touchpoints/touchpoints.ts'
import { Columns, Notice, PageTitle, Section } from '../../ui/index.ts'
import { Bring, Calendars, Follow } from './bring-form.tsx'
import {
  bringCalendar,
  calendars,
  endCalendar,
  followAgain,
  followCalendar,
  howManyDatesWait,
  lookNow,
  sayWhose,
  unsayWhose,
  waitingDates,
} from './calendar.ts'
import { guestIn } from './reconcile.ts'
import { WaitingDates } from './waiting.tsx'

export const HERE = '/company/calendars'
const MOST = 40
const MOST_FOUND = 6

const show = page(HERE, async ({ db, who, query }) => {
  const [all, waiting, many, places, groups] = [
    await calendars(db),
    await waitingDates(db, who, MOST),
    await howManyDatesWait(db),
    await touchpoints(db),
    await teams(db),
  ]
  const asked = (query('q') ?? '').trim().slice(0, 200)
  const sought = query('entry')
  const found = asked && sought ? await searchCustomers(db, asked, MOST_FOUND) : []
  const guests = await Promise.all(
    waiting.map(async (one) => {
      const guest = await guestIn(db, one.told)
      return {
        ...one,
        guest: guest.name ?? guest.addresses[0]?.written,
        met: await recognise(db, who.house, guest.addresses),
      }
    }),
  )
  return {
    title: 'Calendars',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Whoever has a date with you is expected, with one thing that makes a kindness easy. A calendar tells it by itself."
        >
          Calendars
        </PageTitle>
        {query('said') && <Notice>That is kept, for all of its dates.</Notice>}
        <Columns
          aside={
            <>
              {who.admin && <Follow places={places} teams={groups} />}
              <Bring places={places} teams={groups} />
            </>
          }
        >
          {(many > 0 || all.length > 0) && (
            <Section title={waitingTitle(many)} id="waiting">
              <WaitingDates
                who={who}
                waiting={guests}
                many={many}
                sought={sought}
                asked={asked}
                found={found}
              />
            </Section>
          )}
          <Section title="Your calendars" id="calendars">
            <Calendars who={who} all={all} />
          </Section>
        </Columns>
      </>
    ),
  }
})

const waitingTitle = (n: number) =>
  n === 0
    ? 'Nothing waits'
    : n === 1
      ? 'One entry waits for whoever knows who comes'
      : `${n} entries wait for whoever knows who comes`

const aboutShape = {
  meets: z.string().optional(),
  touchpoint: z.string().optional(),
  team: z.string().optional(),
}
type Sent = { meets?: string | undefined; touchpoint?: string | undefined; team?: string | undefined }
const aboutOf = ({ meets, touchpoint, team }: Sent) => ({
  meets: meets === 'yes',
  touchpoint: isId(touchpoint) ? touchpoint : null,
  team: isId(team) ? team : null,
})

const bring = form(
  HERE,
  z.object({ ...aboutShape, file: z.instanceof(File, { message: 'Choose a file.' }) }),
  async ({ db, who }, { file, ...about }) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    await bringCalendar(db, who, { name: file.name, bytes }, aboutOf(about))
    return `${HERE}#calendars`
  },
  HERE,
)

const follow = form(
  `${HERE}/follow`,
  z.object({ ...aboutShape, name: z.string().max(1000), url: z.string().max(4000) }),
  async ({ db, who }, { name, url, ...about }) => {
    await followCalendar(db, who, url, { name, ...aboutOf(about) })
    return `${HERE}#calendars`
  },
  HERE,
)

type Deed = (db: Db, who: Staff, id: string) => Promise<void>
const deed = (path: string, run: Deed): Leaf =>
  form(
    `${HERE}/:id/${path}`,
    z.object({}),
    async ({ db, who, param }) => {
      await run(db, who, param('id'))
      return `${HERE}#calendars`
    },
    HERE,
  )

/** A customer, somebody new by the addresses of the entry, or nobody. */
const whose = form(
  `${HERE}/whose`,
  z.object({
    entry: z.string().max(500),
    customer: z.string().optional(),
    added: z.string().optional(),
    nobody: z.string().optional(),
  }),
  async ({ db, who }, { entry, customer, added, nobody }) => {
    if (nobody) await sayWhose(db, who, entry, null)
    else if (isId(customer)) await sayWhose(db, who, entry, customer)
    else if (added) await sayWhose(db, who, entry, await somebodyNew(db, who, entry))
    else throw new Refusal('invalid', 'calendar-whose', 'Choose who comes.', { field: 'customer' })
    return `${HERE}?said=yes#waiting`
  },
  HERE,
)

async function somebodyNew(db: Db, who: Staff, entry: string): Promise<string> {
  const one = (await waitingDates(db, who, 1000)).find((waits) => waits.uid === entry)
  if (!one) throw new Refusal('not-found', 'calendar-date', 'This waits no more.')
  const guest = await guestIn(db, one.told)
  const first = (kind: string) => guest.addresses.filter((address) => address.kind === kind).slice(0, 1)
  const made = await meet(db, who, { name: guest.name, addresses: [...first('email'), ...first('phone')] })
  return made.id
}

const unsay = form(
  `${HERE}/unsay`,
  z.object({ entry: z.string().max(500) }),
  async ({ db, who }, { entry }) => {
    await unsayWhose(db, who, entry)
    return `${HERE}#waiting`
  },
  HERE,
)

export const calendarPages: Leaf[] = [
  show,
  bring,
  follow,
  whose,
  unsay,
  deed('look', lookNow),
  deed('end', endCalendar),
  deed('again', followAgain),
]
