import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { Ask, Page, Refused } from '../kit/doors.ts'
import { offer } from '../kit/offer.ts'
import { sign } from '../kit/secrets.ts'
import { type Assets, FormState, type NavItem, PageTitle, Shell, type WayProps } from '../ui/index.ts'
import type { Staff } from './people.ts'

/** A line of the menu, which each word brings; the app sets their order. */
export const navigation = offer<NavItem & { on: string }>('people.navigation')

/** What stands above every page as long as it is so: "You work with Ben's limit until 16:00." */
export const strips = offer<(db: Db, who: Staff) => Promise<Child | null>>('people.strips')

/** One small way that stands on every page, and works without a network. */
export const way = offer<Omit<WayProps, 'person' | 'secret'>>('people.way')

let seal: Uint8Array = new Uint8Array()
/** Set once at the start by the app: what seals the notes that wait on somebody's own device. */
export function sealsNotes(secret: Uint8Array): void {
  seal = secret
}
const wayOf = ({ id, company }: Staff): WayProps | undefined => {
  const [one] = way.taken
  return one && { ...one, person: id, secret: sign(seal, `notes ${company} ${id}`) }
}

let assets: Assets | undefined
/** Set once at the start by the app. */
export function dressIn(made: Assets): void {
  assets = made
}
export const dress = (): Assets => {
  if (!assets) throw new Error('The assets are loaded before the first page.')
  return assets
}

/** Every page of somebody signed in: menu, name, search, live, and what was typed into a refused form. */
export function frame(ask: Ask<Staff>, page: Page) {
  const { who } = ask
  const nav = navigation.taken.map((item) => ({ ...item, current: item.on === page.on }))
  const body = (typeof page.body === 'string' ? <Only page={page} /> : page.body) as never
  return (
    <Shell
      assets={dress()}
      title={page.title}
      company={who.house.name}
      lang={`en-${who.house.country}`}
      zone={who.house.zone}
      nav={nav}
      search={{ action: '/customers', label: 'Search', value: ask.query('q') }}
      person={{
        name: who.name,
        links: [
          { label: 'Your account', href: '/account' },
          { label: 'Sign out', href: '/sign-out', post: true },
        ],
      }}
      now={who.at}
      live={{ url: '/live', last: who.at.getTime() }}
      way={wayOf(who)}
      top={<Strips ask={ask} />}
    >
      {refusedAround(ask.refused, body)}
    </Shell>
  )
}

async function Strips({ ask: { db, who } }: { ask: Ask<Staff> }) {
  const shown: Child[] = []
  for (const strip of strips) shown.push(await strip(db, who))
  return <>{shown}</>
}

const Only = ({ page }: { page: Page }) => <PageTitle lead={String(page.body)}>{page.title}</PageTitle>

export const refusedAround = (refused: Refused | undefined, body: never) => (
  <FormState.Provider value={refused}>{body}</FormState.Provider>
)
