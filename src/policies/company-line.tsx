import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { CompanyLink } from '../people/company-links.ts'
import type { Staff } from '../people/people.ts'
import { inWords, onDay } from './in-words.ts'
import { lastScrapped, policies } from './policy.ts'

/** Everybody here knows: the rule that went last. */
export async function lastScrappedLine(db: Db, who: Staff): Promise<Child> {
  const one = await lastScrapped(db)
  if (!one?.word)
    return (
      <>
        No rule has been scrapped yet. <a href="/rules">Rules that stop us</a>
      </>
    )
  return (
    <>
      Last rule scrapped:{' '}
      <a href={`/rules/${one.id}`}>
        <s dir="auto">{one.name}</s>
      </a>
      , {onDay(one.word.at, who.at, who.house.zone)}.
    </>
  )
}

/** On the company page: how it stands with what stops us. */
export async function rulesLink(db: Db): Promise<CompanyLink> {
  const all = await policies(db)
  const count = (state: string) => all.filter((one) => one.state === state).length
  const [waiting, kept, gone] = [count('awaiting'), count('defended'), count('scrapped')]
  const parts = [
    waiting > 0 ? `${inWords(waiting)} ${waiting === 1 ? 'awaits' : 'await'} a word` : '',
    kept > 0 ? `${inWords(kept)} ${kept === 1 ? 'is' : 'are'} kept` : '',
    gone > 0 ? `${inWords(gone)} ${gone === 1 ? 'is' : 'are'} gone` : '',
  ].filter(Boolean)
  return {
    title: 'Red tape',
    href: '/rules',
    sentence:
      parts.length === 0
        ? 'Nobody has named a rule yet that stops us.'
        : `Of rules that stop us ${parts.join(', ')}.`,
  }
}
