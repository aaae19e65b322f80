import { z } from 'zod'
import { confirm } from '../../cases/cases.ts'
import { type Ask, form, type Leaf } from '../../kit/doors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { following } from './following.ts'
import { type Answer, rightPage } from './right-page.tsx'
import { sending } from './sending.ts'
import { shown } from './shown.tsx'
import { cleaned, newVisit, readVisit, wrongWith } from './steps.ts'
import { type Follower, follower, talk } from './visitor.tsx'

/** "Was it put right?": the number first, then what belongs to it, then it is sent. */
const right = async (ask: Ask<Follower>, sent: Record<string, unknown>): Promise<Response | string> => {
  const { db, who } = ask
  const t = talk(who.language)
  const path = `/follow/${ask.param('token')}`
  const visit = readVisit({ ...newVisit('complaint'), score: sent.score, five: sent.five })
  const { score } = visit
  if (!score) throw new Refusal('invalid', 'page.score', t('error.choose'), { field: 'score' })
  const twice = sent.twice === 'yes' || sent.twice === 'no' ? sent.twice : undefined
  const answer: Answer = { score, five: cleaned(visit).five, twice }
  if (sent.go !== 'send') return shown(rightPage(who, path, answer))
  const wrong = wrongWith(visit, 'five')
  if (wrong) return shown(rightPage(who, path, answer, `${t(wrong.word, wrong.values)} ${t('error.kept')}`))
  const { followed } = await following(db, who)
  const done = `${path}?confirmed=yes&lang=${who.language}`
  // Sent twice: it has been said already.
  if (!followed?.putRight || followed.confirmed) return done
  const { one } = followed
  await sending(ask, [], () =>
    confirm(db, { ...who, id: one.customer_id }, one.id, {
      score,
      madeFive: visit.five,
      ...(twice ? { toldTwice: twice === 'yes' } : {}),
      channel: 'page',
      language: who.language,
    }),
  )
  return done
}

export const confirmForm = (path: string, again: Parameters<typeof form>[4]): Leaf =>
  form(follower, path, z.looseObject({}), right, again)
