import { type Case, casesOf } from '../cases/cases.ts'
import type { StoryLine } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { firstName, type Staff } from '../people/people.ts'
import { chainInWords, chainsOf } from './chain.ts'
import type { Request } from './request.ts'
import { type HandedOn, selectAskedOf, selectOnCases } from './store.ts'
import { selectSaid } from './store-answers.ts'
import { bare, whenIn } from './wording.ts'

const MOST_CASES = 100

/** What other teams were asked for a customer, and what became of it. Teams answer, and no person is named for it. */
export async function tellRequests(db: Db, who: Staff, customers: Id[]): Promise<StoryLine[]> {
  const cases = await casesOf(db, customers, MOST_CASES)
  return linesOf(
    db,
    who,
    await selectOnCases(
      db,
      cases.map((one) => one.id),
    ),
  )
}

/** All that was said about these requests, in its order. */
export async function linesOf(db: Db, who: Staff, requests: readonly Request[]): Promise<StoryLine[]> {
  const ids = requests.map((one) => one.id)
  const [went, said] = await Promise.all([selectAskedOf(db, ids), selectSaid(db, ids)])
  return requests.flatMap((one) => [
    asked(one, went),
    ...handed(one, went),
    ...said.filter((each) => each.request_id === one.id).map((each) => answer(one, each, who)),
    ...ended(one),
  ])
}

type Went = readonly HandedOn[]
type Said = Awaited<ReturnType<typeof selectSaid>>[number]
const href = (one: Request) => `/requests/${one.id}`

const asked = (one: Request, went: Went): StoryLine => ({
  id: one.id,
  at: one.at,
  kind: `${firstName(one.asker)} asked ${went.find((each) => each.request_id === one.id)?.team ?? one.team}`,
  body: <p dir="auto">{one.what}</p>,
  href: href(one),
})

function handed(one: Request, went: Went): StoryLine[] {
  const here = went.filter((each) => each.request_id === one.id)
  return here.slice(1).map((each, at) => ({
    id: each.id,
    at: each.at,
    kind: `${here[at]?.team} handed it on to ${each.team}`,
    body: (
      <p class="soft" dir="auto">
        {each.reason}
      </p>
    ),
    href: href(one),
  }))
}

const answer = (one: Request, said: Said, who: Staff): StoryLine => ({
  id: said.id,
  at: said.at,
  kind: said.due_at ? `promised by ${said.team}` : `asked back by ${said.team}`,
  body: said.due_at ? (
    <p>
      By {whenIn(said.due_at, who)}
      {said.what && (
        <>
          : <span dir="auto">{said.what}</span>
        </>
      )}
    </p>
  ) : (
    <p dir="auto">
      {said.what} {said.answer && <span class="soft">{said.answer}</span>}
    </p>
  ),
  href: href(one),
})

function ended(one: Request): StoryLine[] {
  if (!one.end) return []
  const kinds = {
    done: `done by ${one.team}`,
    cannot: `${one.team} cannot`,
    withdrawn: `not needed from ${one.team} any more`,
  }
  return [
    {
      id: `${one.id} end`,
      at: one.end.at,
      kind: kinds[one.end.how],
      body: (
        <p>
          <span dir="auto">{one.end.word || one.what}</span>
          {one.helped && <span class="faint"> · {one.helped.helped ? 'it helped' : 'it did not help'}</span>}
        </p>
      ),
      href: href(one),
    },
  ]
}

/** Who waits for whom, and what other teams did: for whoever goes on with the case. */
export async function requestsInBrief(db: Db, who: Staff, one: Case): Promise<string[]> {
  const all = await selectOnCases(db, [one.id])
  const waits = chainsOf(all).map(
    (chain) => `${chainInWords(chain, who)} (${bare(chain.at(-1)?.what ?? '')}).`,
  )
  const came = all.flatMap((each) => {
    const word = each.end?.word ? `: ${bare(each.end.word)}` : ''
    if (each.end?.how === 'done') return [`${each.team} has done it (${bare(each.what)})${word}.`]
    return each.end?.how === 'cannot' ? [`${each.team} cannot (${bare(each.what)})${word}.`] : []
  })
  return [...waits, ...came]
}
