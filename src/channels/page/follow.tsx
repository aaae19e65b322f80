import { z } from 'zod'
import { addToCase } from '../../cases/cases.ts'
import { type Enclosure, hear } from '../../interactions/interactions.ts'
import { type Ask, form, type Leaf, page } from '../../kit/doors.ts'
import { randomToken } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { FormState } from '../../ui/index.ts'
import { reviewLink } from '../reviews/link.ts'
import { followPage } from './follow-page.tsx'
import { following, keyOfAddition } from './following.ts'
import { onceKey } from './once.ts'
import { confirmForm } from './right.tsx'
import { sending } from './sending.ts'
import { shown } from './shown.tsx'
import { newVisit, readVisit, withoutStrange, wrongWith } from './steps.ts'
import { readUploads } from './uploads.ts'
import { type Follower, follower, talk } from './visitor.tsx'

const PATH = '/follow/:token'

const show = async (ask: Ask<Follower>): Promise<Response> => {
  const { db, who, refused } = ask
  const path = `/follow/${ask.param('token')}`
  const made = followPage(who, await following(db, who), {
    path,
    key: randomToken(12),
    sent: ask.query('sent'),
    added: ask.query('added') !== undefined,
    confirmed: ask.query('confirmed') !== undefined,
    review: await reviewLink(db),
  })
  const said = refused && {
    ...refused,
    values: { ...refused.values, text: withoutStrange([refused.values.text ?? ''].flat().join('\n')) },
    sentence: `${refused.sentence} ${talk(who.language)('error.kept')}`,
    action: `${refused.action}?lang=${who.language}`,
  }
  const body = <FormState.Provider value={said}>{made.body as never}</FormState.Provider>
  return shown({ ...made, body, status: refused?.status ?? 200 })
}

/** Adds something to what was said, for whoever has it. */
const add = async (ask: Ask<Follower>, sent: Record<string, unknown>): Promise<string> => {
  const { who } = ask
  const t = talk(who.language)
  const { story, key } = readVisit({ story: sent.text, key: sent.key })
  const wrong = wrongWith({ ...newVisit('question'), story }, 'story')
  if (wrong) throw new Refusal('invalid', 'page.text', t(wrong.word, wrong.values), { field: 'text' })
  const uploads = await readUploads(sent.files)
  if ('word' in uploads)
    throw new Refusal(
      'invalid',
      'page.files',
      `${t(uploads.word, uploads.values)} ${t('error.filesAgain')}`,
      { field: 'files' },
    )
  await sending(ask, uploads.files, () =>
    addTo(ask, story.trim(), onceKey(key, [story.trim()], uploads.files), uploads.files),
  )
  return `/follow/${ask.param('token')}?added=yes&lang=${who.language}`
}

async function addTo({ db, who }: Ask<Follower>, text: string, once: string, files: Enclosure[]) {
  const { followed, heard } = await following(db, who)
  const language = who.language
  const more = {
    text,
    language,
    files,
    key: keyOfAddition(followed?.one.id ?? who.ticket.about, once),
  }
  if (followed) return addToCase(db, { ...who, id: followed.one.customer_id }, followed.one.id, more)
  return hear(
    db,
    { ...who, id: heard?.customer_id ?? null },
    {
      kind: 'message',
      channel: 'page',
      customer: heard?.customer_id ?? null,
      touchpoint: heard?.touchpoint_id ?? null,
      ...more,
    },
  )
}

const again = (c: { req: { url: string; param(name: string): string | undefined } }): string =>
  `/follow/${c.req.param('token')}${new URL(c.req.url).search}`

export const followPages: Leaf[] = [
  page(follower, PATH, show),
  form(follower, `${PATH}/add`, z.looseObject({}), add, again),
  confirmForm(`${PATH}/right`, again),
]
