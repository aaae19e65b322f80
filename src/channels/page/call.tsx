import { z } from 'zod'
import { type Ask, form, type Leaf, page } from '../../kit/doors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { peerOf } from '../../people/staff.tsx'
import { type Touchpoint, touchpointByCode } from '../../touchpoints/touchpoints.ts'
import { FormState } from '../../ui/index.ts'
import { askForCall, freeTimes } from '../phone/call.ts'
import { ringable } from '../phone/number.ts'
import { callPage } from './call-page.tsx'
import { notHere } from './nothing.tsx'
import { onceKey } from './once.ts'
import { privateLink } from './send.ts'
import { sending } from './sending.ts'
import { shown } from './shown.tsx'
import { cleaned, newVisit, readVisit, type Visit, wrongWith } from './steps.ts'
import { sameAddress, type T, talk, type Visitor, visitor } from './visitor.tsx'
import type { Word } from './words.ts'

const PATHS = ['/:company/call', '/:company/call/:code']

type Place = { at: Touchpoint | undefined; path: string }

async function placeOf({ db, who, param }: Ask<Visitor>): Promise<Place | undefined> {
  const code = param('code').toLowerCase()
  const path = `/${who.house.slug}/call`
  if (!code) return { at: undefined, path }
  const at = await touchpointByCode(db, code)
  return at && { at, path: `${path}/${code}` }
}

const show = async (ask: Ask<Visitor>): Promise<Response> => {
  const { db, who, refused } = ask
  const place = await placeOf(ask)
  if (!place) return notHere(who)
  const typed = refused?.values ?? {}
  const visit = refused ? cleaned(readVisit({ ...typed, about: 'question' })) : newVisit('question')
  const wished = [typed.when ?? ''].flat()[0] ?? ''
  const made = callPage(who, {
    ...place,
    visit,
    when: wished,
    times: await freeTimes(db, who),
    key: visit.key,
  })
  const said = refused && {
    values: { phone: visit.phone, story: visit.story, name: visit.name, when: wished },
    sentence: `${refused.sentence} ${talk(who.language)('error.kept')}`,
    field: refused.field,
  }
  const body = <FormState.Provider value={said}>{made.body as never}</FormState.Provider>
  return shown({ ...made, body, status: refused?.status ?? 200 })
}

/** Hears that somebody would like to be rung, and leads to where they can see it. */
const ask = async (asked: Ask<Visitor>, sent: Record<string, unknown>): Promise<Response | string> => {
  const { db, who, c } = asked
  const place = await placeOf(asked)
  if (!place) return notHere(who)
  const { phone, story, name, key } = readVisit(sent)
  const visit: Visit = { ...newVisit('question'), key, phone, story: story || '-', name }
  const t = talk(who.language)
  const refuse = (field: string, word: Word, values = {}): never => {
    throw new Refusal('invalid', 'page.call', t(word, values), { field })
  }
  const wrong = wrongWith(visit, 'story') ?? wrongWith(visit, 'contact')
  if (wrong) refuse(wrong.field, wrong.word, wrong.values)
  if (phone === '') refuse('phone', 'error.phone')
  const number = ringable(phone, who.house.country) ?? refuse('phone', 'call.dear')
  const at = new Date(typeof sent.when === 'string' ? sent.when : '')
  if (Number.isNaN(at.getTime())) refuse('when', 'error.choose')
  const words = story.trim()
  const heard = await sending(asked, [], () =>
    askForCall(db, who, {
      number,
      name,
      words,
      at,
      touchpoint: place.at?.id ?? null,
      key: onceKey(key, [number, name, words, at.toISOString(), place.at?.id ?? null]),
      peer: peerOf(c).address,
    }).catch(inTheirWords(t)),
  )
  return `${new URL(await privateLink(db, who, heard)).pathname}?sent=yes&lang=${who.language}`
}

/** A page's own refusals are in the visitor's language already; these two come from the deed. */
const inTheirWords = (t: T) => (error: unknown) => {
  if (!(error instanceof Refusal)) throw error
  const [field, word] = error.code === 'call.taken' ? (['when', 'call.taken'] as const) : ENOUGH
  throw error.code.startsWith('call.') ? new Refusal(error.kind, 'page.call', t(word), { field }) : error
}
const ENOUGH = ['phone', 'call.tooMany'] as const

export const callPages: Leaf[] = PATHS.flatMap((path) => [
  page(visitor, path, show),
  form(visitor, path, z.looseObject({}), ask, sameAddress),
])
