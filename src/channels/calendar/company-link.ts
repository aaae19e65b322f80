import type { Db } from '../../kit/db.ts'
import type { CompanyLink } from '../../people/company-links.ts'
import { calendars, howManyDatesWait } from './calendar.ts'

/** The line of the company page that leads to the calendars. */
export async function calendarLink(db: Db): Promise<CompanyLink> {
  const [waiting, all] = [await howManyDatesWait(db), await calendars(db)]
  const troubled = all.find((one) => one.trouble && !one.ended_at)
  return {
    title: 'Calendars',
    href: '/company/calendars',
    sentence: troubled
      ? `${troubled.name} cannot be read at the moment.`
      : waiting > 0
        ? `${waiting === 1 ? 'One entry waits' : `${waiting} entries wait`} for whoever knows who comes.`
        : all.length > 0
          ? `${all.length === 1 ? 'One calendar tells' : `${all.length} calendars tell`} who is expected.`
          : 'Who is expected, out of the calendar in which your bookings stand.',
    group: 'house',
  }
}
