import type { Leaf } from '../kit/doors.ts'
import { formatDay } from '../kit/moments.ts'
import { teams } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Empty, Notice, Pager, PageTitle, QuietLinks, Section } from '../ui/index.ts'
import { expectedFrom } from './expected.ts'
import { expectedForms } from './expected-forms.ts'
import { guestsOf } from './expected-guests.ts'
import { Guests } from './expected-rows.tsx'
import { bounds, dayAfter, dayOf, teamsNear } from './expected-rules.ts'

const MOST = 300

/** A whole day: who comes, to whom, and what is good to know. */
const show = page('/expected', async ({ db, who, query, refused }) => {
  const { house } = who
  const today = dayOf(who.at, house.zone)
  const asked = query('day') ?? ''
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) && bounds(asked, house.zone).from.getTime() ? asked : today
  const all = await teams(db)
  const near = teamsNear(all, who.team)
  const whole = query('of') === 'all' || !near
  const list = await expectedFrom(db, house, [day, day], { teams: whole ? undefined : near, most: MOST })
  const guests = await guestsOf(db, who, list, { day, back: 'expected', deeds: day === today })
  const when = formatDay(bounds(day, house.zone).from, who.at, 'en', house.zone)
  const of = whole && near ? '&of=all' : ''
  return {
    title: `Expected ${when}`,
    on: 'today',
    body: (
      <>
        <PageTitle lead={leadOf(guests.length, list.filter((one) => one.came_at).length)}>
          Expected {/^\d|day$/.test(when) && !/^(to|yester)day$/.test(when) ? `on ${when}` : when}
        </PageTitle>
        {refused && !guests.some(({ one }) => refused.action.includes(one.id)) && (
          <Notice tone="warn">{refused.sentence}</Notice>
        )}
        {guests.length === 0 ? (
          <Empty
            begin={
              <>
                Expect somebody on their page under <a href="/customers">Customers</a>, or{' '}
                <a href="/company/calendars">let a calendar tell it</a>.
              </>
            }
          >
            Here will be everybody who comes on this day, with one thing that makes a kindness easy.
          </Empty>
        ) : (
          <Section title="Who comes" id="expected">
            <Guests
              who={who}
              guests={guests}
              label="Who comes"
              back="expected"
              today={day === today}
              teams={new Map(all.map((team) => [team.id, team.name]))}
            />
          </Section>
        )}
        <Pager
          label="Days"
          previous={`/expected?day=${dayAfter(day, -1)}${of}`}
          next={`/expected?day=${dayAfter(day)}${of}`}
        />
        {near && (
          <QuietLinks
            links={[
              whole
                ? { label: 'Only those who come to my team', href: `/expected?day=${day}` }
                : { label: 'Those of every team', href: `/expected?day=${day}&of=all` },
            ]}
          />
        )}
      </>
    ),
  }
})

function leadOf(all: number, came: number): string {
  if (all === 0) return 'Nobody is expected.'
  const many = all === 1 ? 'One customer' : `${all} customers`
  return came === 0
    ? `${many}.`
    : `${many}, ${came === all ? 'and all have come' : `${came} of them here already`}.`
}

export const expectedLeaves: Leaf[] = [show, ...expectedForms]
