import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { form } from '../people/staff.tsx'
import { listLeaves } from './list-page.tsx'
import { reportLeaves } from './report-page.tsx'
import { deleteNotice } from './store-waits.ts'
import { storyForms } from './story-forms.ts'
import { storyLeaves } from './story-page.tsx'
import { tellLeaves } from './tell-page.tsx'

/** News of a rule is put away. It leaves no line: who read what is nobody's business. */
const heard = form(
  '/rules/heard',
  z.object({ news: z.string().optional() }),
  async ({ db, who }, { news }) => {
    if (!isId(news) || !(await deleteNotice(db, news, who.id)))
      throw new Refusal('gone', 'news-away', 'You have put this away already.')
    return '/today'
  },
  '/rules',
)

// What has a name of its own comes before what is any rule's.
export const policiesPages: Leaf[] = [
  ...listLeaves,
  heard,
  ...reportLeaves,
  ...tellLeaves,
  ...storyForms,
  ...storyLeaves,
]
