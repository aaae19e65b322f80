import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import type { CompanyLink } from '../people/company-links.ts'
import type { Staff } from '../people/people.ts'
import { kinds } from './kinds.ts'
import { askPages } from './pages-asks.tsx'
import { givePages } from './pages-give.tsx'
import { kindPages } from './pages-kinds.tsx'
import { todoPages } from './pages-todos.tsx'
import { countTodos } from './store-todos.ts'
import { yesLeaves } from './yes.tsx'

export const remediesPages: Leaf[] = [...givePages, ...askPages, ...todoPages, ...kindPages, ...yesLeaves]

/** How it stands with what was promised, on the company page. */
export async function todosLink(db: Db, who: Staff): Promise<CompanyLink> {
  const today = DateTime.fromJSDate(who.at, { zone: who.house.zone }).toISODate() ?? ''
  const { open, late } = await countTodos(db, today)
  const count =
    open >= 100 ? 'A hundred things or more are' : open === 1 ? 'One thing is' : `${open} things are`
  return {
    title: 'To do for customers',
    href: '/company/todos',
    sentence:
      open === 0
        ? 'Nothing is to be done for a customer.'
        : `${count} still to be done${lateOf(open, late)}.`,
  }
}

function lateOf(open: number, late: number): string {
  if (late === 0) return ''
  return late < open ? `, ${late} of them late` : open === 1 ? ', and late' : ', all of them late'
}

export async function kindsLink(db: Db): Promise<CompanyLink> {
  const all = await kinds(db)
  return {
    title: 'How we put it right',
    href: '/company/kinds',
    sentence: `${all.length} ways, from “${all[0]?.name ?? 'sorry'}” to “${all.at(-1)?.name ?? 'an extra'}”.`,
  }
}
