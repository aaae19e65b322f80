import { customersById, nameOf } from '../customers/customers.ts'
import { interactionsById } from '../interactions/interactions.ts'
import { days } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { firstName, people, type Staff } from '../people/people.ts'
import { type Thanks, thanksFor, wall } from '../thanks/thanks.ts'
import { Ago, Deed, Verdict, Voice } from '../ui/index.ts'

export type News = {
  thanks: Thanks
  /** Mine, or somebody's whose thanks hang on the wall. */
  mine: boolean
  by: string
  magic: boolean
  /** Who was thanked, without oneself. */
  others: string[]
  language: string | null
}

const FRESH = days(30)

/** The newest thanks to me; where there are none of this month, the newest on the wall. */
export async function goodNews(db: Db, who: Staff): Promise<News | undefined> {
  const fresh = (one: Thanks) => who.at.getTime() - one.at.getTime() < FRESH
  const mine = (await thanksFor(db, who.id, 1)).find(fresh)
  const thanks = mine ?? (await wall(db, 1)).find(fresh)
  if (!thanks) return undefined
  const [said, everybody] = await Promise.all([
    interactionsById(db, thanks.interaction_id ? [thanks.interaction_id] : []),
    people(db, { left: true }),
  ])
  const one = thanks.interaction_id ? said.get(thanks.interaction_id) : undefined
  const customer = one?.customer_id
    ? (await customersById(db, [one.customer_id])).get(one.customer_id)
    : undefined
  const name = (id: Id) => everybody.find((person) => person.id === id)?.name
  return {
    thanks,
    mine: mine !== undefined,
    by: thanks.by_id ? (name(thanks.by_id) ?? 'A colleague') : nameOf(customer),
    magic: one?.verdict === 'magic',
    others: thanks.people.filter((id) => id !== who.id).flatMap((id) => firstName(name(id) ?? '') || []),
    language: one?.language ?? null,
  }
}

export const GoodNews = ({ thanks, mine, by, magic, others, language }: News) => (
  <Voice
    size="large"
    lang={language ?? undefined}
    by={
      <>
        {magic && <Verdict tone="gold">magic</Verdict>}
        {magic && ' · '}
        <bdi>{by}</bdi>
        {others.length > 0 &&
          ` · ${mine ? `${listed(others)} ${wasOrWere(others)} thanked too` : `for ${listed(others)}`}`}
        {' · '}
        <Ago at={thanks.at} />
        {' · '}
        {thanks.wall_at ? (
          <a href="/wall">it is on the wall</a>
        ) : (
          <Deed action={`/today/thanks/${thanks.id}/wall`} kind="link" id={`wall-${thanks.id}`}>
            Put it on the wall
          </Deed>
        )}
      </>
    }
  >
    {thanks.words}
  </Voice>
)

const wasOrWere = (names: readonly string[]) => (names.length === 1 ? 'was' : 'were')
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
