import type { Context } from 'hono'
import type { Key } from '../../kit/doors.ts'
import { allLanguages, isLanguage, type Language, pickLanguage } from '../../kit/language.ts'
import type { Values } from '../../kit/messages.ts'
import { findTicket, readTicket, type Ticket } from '../../kit/tickets.ts'
import type { Who } from '../../kit/who.ts'
import { companyBySlug } from '../../people/founding.ts'
import { type Company, company } from '../../people/people.ts'
import { ended, nothingHere } from './nothing.tsx'
import { say, type Word } from './words.ts'

/** Somebody outside of the company, at its public door. Nobody asks who it is. */
export type Visitor = Who & { readonly by: 'customer'; readonly house: Company; readonly language: Language }
/** Whoever has a private link. */
export type Follower = Visitor & { readonly ticket: Ticket }

const frame = () => {
  throw new Error('A public page makes its own response: see frame.tsx.')
}

export const visitor: Key<Visitor> = {
  async find(c, database) {
    const id = await companyBySlug(database, (c.req.param('company') ?? '').toLowerCase())
    return id ? { company: id, hold: async (db, at) => visitorOf(await company(db), at, c) } : undefined
  },
  none: (c) => nothingHere(c),
  frame,
}

export const follower: Key<Follower> = {
  async find(c, database) {
    const token = c.req.param('token') ?? ''
    const found = /^[\w-]{20,80}$/.test(token) ? await findTicket(database, token) : undefined
    return (
      found && {
        company: found.company,
        async hold(db, at) {
          const [house, ticket] = await Promise.all([company(db), readTicket(db, found.ticket, 'follow', at)])
          return ticket && { ...visitorOf(house, at, c), ticket }
        },
      }
    )
  },
  // The same for a link that has ended as for one that never was.
  none: (c) => ended(c),
  frame,
}

const visitorOf = (house: Company, at: Date, c: Context): Visitor => ({
  company: house.id,
  by: 'customer',
  id: null,
  at,
  house,
  language: languageOf(c, house.language),
})

/** As chosen, else as the browser asks, else the company's own. */
export function languageOf(c: Context, otherwise = 'en'): Language {
  const chosen = c.req.query('lang')
  if (isLanguage(chosen)) return chosen
  const fallback = isLanguage(otherwise) ? otherwise : 'en'
  return pickLanguage(c.req.header('accept-language'), allLanguages, fallback)
}

export type T = (key: Word, values?: Values) => string
export const talk =
  (language: Language): T =>
  (key, values) =>
    say(language, key, values)

/** The page that a refused form is shown on again: its own, in the same language. */
export function sameAddress(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
