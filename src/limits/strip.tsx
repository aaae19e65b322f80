import type { Db } from '../kit/db.ts'
import { formatTime } from '../kit/moments.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { Deed, Strip } from '../ui/index.ts'
import { shiftBeside, shiftOf } from './shift.ts'

/** While a shift lasts both of the two see it on every page, and either may end it. */
export async function shiftStrip(db: Db, who: Staff) {
  const [mine, beside] = await Promise.all([shiftOf(db, who.id, who.at), shiftBeside(db, who.id, who.at)])
  const shift = mine ?? beside
  if (!shift) return null
  const other = await findPerson(db, mine ? shift.beside : shift.by)
  const name = firstName(other?.name ?? 'a colleague')
  const until = formatTime(shift.until, 'en', who.house.zone)
  return (
    <Strip id="shift">
      <p>
        {mine ? (
          <>
            You work with <b>{possessive(name)}</b> limit until <b class="num">{until}</b>.
          </>
        ) : (
          <>
            <b>{name}</b> works beside you with your limit until <b class="num">{until}</b>, and sees who
            waits for you.
          </>
        )}
      </p>
      <Deed action={`/shifts/${shift.id}/end`} kind="link" id="end-shift">
        End the shift
      </Deed>
    </Strip>
  )
}

export const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`)
