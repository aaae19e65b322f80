import { DateTime } from 'luxon'
import { isId } from '../kit/ids.ts'
import { formatDate, formatDateTime } from '../kit/moments.ts'
import { Columns, Notice, Pager, PageTitle, Row, Rows, Section } from '../ui/index.ts'
import { dayOf, Lines, type Names, namesOf, standing } from './opening-words.tsx'
import { type Opening, openingState, openingsAbout, ownHistory } from './openings.ts'
import type { Staff } from './people.ts'
import { page } from './staff.tsx'

export const ownPage = page('/account/history', async ({ db, who, query }) => {
  const zone = who.house.zone
  const now = DateTime.fromJSDate(who.at, { zone })
  const asked = query('month') ?? ''
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : now.toFormat('yyyy-MM')
  const after = query('after')
  const [{ lines, next }, about, names] = await Promise.all([
    ownHistory(db, who, month, isId(after) ? after : undefined),
    openingsAbout(db, who.id),
    namesOf(db),
  ])
  const title = DateTime.fromISO(`${month}-01`).setLocale('en').toFormat('LLLL yyyy')
  const open = about.filter((one) => openingState(one, who.at) === 'open')
  return {
    title: 'Your history',
    body: (
      <>
        <PageTitle
          over={<a href="/account">Your account</a>}
          lead="What you did here, for your eyes. Others see a deed on the case or customer it was done for, and never a list of yours, unless two people open it and you are told."
        >
          Your history
        </PageTitle>
        {open.map((one) => (
          <Notice tone="warn">
            {names.get(one.asker_id)} may read what you did from {dayOf(one.from_day)} to{' '}
            {dayOf(one.until_day)} until {one.ends_at && formatDateTime(one.ends_at, 'en', zone)}.
          </Notice>
        ))}
        <Columns aside={<AboutYou about={about} names={names} who={who} />}>
          <Section title={title}>
            <Lines lines={lines} zone={zone} />
          </Section>
          <Pager
            label="Months"
            previous={`/account/history?month=${step(month, -1)}`}
            next={
              next
                ? `/account/history?month=${month}&after=${next}`
                : month < now.toFormat('yyyy-MM')
                  ? `/account/history?month=${step(month, 1)}`
                  : undefined
            }
          />
        </Columns>
      </>
    ),
  }
})

const step = (month: string, by: number): string =>
  DateTime.fromISO(`${month}-01`).plus({ months: by }).toFormat('yyyy-MM')

const AboutYou = ({ about, names, who }: { about: readonly Opening[]; names: Names; who: Staff }) => (
  <Section title="Who asked to read it" id="openings" level={3}>
    {about.length === 0 && <p class="soft">Nobody ever did.</p>}
    <Rows label="Who asked to read it">
      {about.map((one) => (
        <Row
          title={names.get(one.asker_id) ?? 'Somebody'}
          note={`on ${formatDate(one.at, 'en', who.house.zone)}, for ${dayOf(one.from_day)} to ${dayOf(one.until_day)}`}
        >
          <p>“{one.reason}”</p>
          <p class="soft">{standing(one, names, who)}</p>
        </Row>
      ))}
    </Rows>
  </Section>
)
