/** A date as it stands in a calendar, when it is and whom it names; before anybody knows which customer that is. */
export type Told = {
  /** Of the entry, the same for every date on which it comes again. */
  uid: string
  /** Of the date: the entry and, where it comes again, the day on which it would be. */
  key: string
  what: string
  /** Some time on this day, or exactly then (milliseconds). */
  day: string | null
  at: number | null
  cancelled: boolean
  /** What identifies a customer, the attendees' first. */
  emails: string[]
  phones: string[]
  /** Who is invited, by name: for whoever must say who it is. */
  names: string[]
  /** What an address calls itself. */
  called: Record<string, string>
}
/** An entry that says nothing one can expect, with a sentence. */
export type Odd = { what: string; sentence: string }
export type Reading = {
  name: string
  told: Told[]
  odd: Odd[]
  /** Dates that are over. */
  past: number
}
export type Task = {
  text: string
  /** The company's own. */
  zone: string
  country: string
  /** From the first moment of today on its clocks (milliseconds), and that day. */
  from: number
  today: string
  /** Until where what comes again is looked at (milliseconds). What is single is taken however far it is. */
  until: number
}
export type Answer = { reading: Reading } | { trouble: string }

export type Names = Pick<Told, 'emails' | 'phones' | 'names' | 'called'>

export const MOST_DATES = 5000
