import { z } from 'zod'
import { type Ask, form, type Leaf, page } from '../../kit/doors.ts'
import { isLanguage } from '../../kit/language.ts'
import type { Values } from '../../kit/messages.ts'
import { type Touchpoint, touchpointByCode } from '../../touchpoints/touchpoints.ts'
import { notHere } from './nothing.tsx'
import { send } from './send.ts'
import { sending } from './sending.ts'
import { shown } from './shown.tsx'
import { startPage } from './start.tsx'
import { stepPage } from './step.tsx'
import {
  after,
  before,
  cleaned,
  DOORS,
  isStep,
  newVisit,
  readVisit,
  type Step,
  type Visit,
  way,
  wrongWith,
} from './steps.ts'
import { readUploads } from './uploads.ts'
import { sameAddress, talk, type Visitor, visitor } from './visitor.tsx'
import type { Word } from './words.ts'

const PATHS = ['/:company/tell-us', '/:company/tell-us/:code']

/** Where this visit takes place; undefined where the short link means nothing here. */
async function placeOf(ask: Ask<Visitor>): Promise<{ at: Touchpoint | undefined; path: string } | undefined> {
  const code = ask.param('code').toLowerCase()
  const path = `/${ask.who.house.slug}/tell-us`
  if (!code) return { at: undefined, path }
  const at = await touchpointByCode(ask.db, code)
  return at && { at, path: `${path}/${code}` }
}

const show = async (ask: Ask<Visitor>): Promise<Response> => {
  const { db, who, refused } = ask
  const place = await placeOf(ask)
  if (!place) return notHere(who)
  if (refused) {
    const { values, sentence, status, field } = refused
    const step = isStep(values.step) ? values.step : 'check'
    return showStep(who, place, cleaned(readVisit(values)), step, { field: field ?? '', sentence, status })
  }
  const about = DOORS.find((one) => one === ask.query('about'))
  if (!about) return shown(await startPage(db, who, place.path, place.at))
  return showStep(who, place, newVisit(about), 'story')
}

type Place = { at: Touchpoint | undefined; path: string }
type Said = { field: string; sentence: string; status?: number }

const showStep = (who: Visitor, { at, path }: Place, visit: Visit, step: Step, wrong?: Said) =>
  shown(stepPage({ who, visit, step, path, at: at?.name, wrong }))

/** From one step to another, or back, or into another language; from the last it is sent. */
const move = async (ask: Ask<Visitor>, sent: Record<string, unknown>): Promise<Response | string> => {
  const place = await placeOf(ask)
  if (!place) return notHere(ask.who)
  const visit = readVisit(sent)
  const step = isStep(sent.step) && way(visit).includes(sent.step) ? sent.step : 'story'
  const who = isLanguage(sent.tongue) ? { ...ask.who, language: sent.tongue } : ask.who
  const asking = (to: Step, wrong?: Said) => showStep(who, place, cleaned(visit), to, wrong)
  const wrong = (to: Step, field: string, word: Word, values?: Values) =>
    asking(to, { field, sentence: talk(who.language)(word, values) })

  const to = whereto(visit, step, sent)
  if (to) return asking(to)
  const found = (step === 'check' ? way(visit) : [step]).map((one) => wrongWith(visit, one)).find(Boolean)
  if (found) return wrong(found.step, found.field, found.word, found.values)
  if (step !== 'check') return asking(after(visit, step))

  const uploads = await readUploads(sent.files)
  const t = talk(who.language)
  const chooseAgain = t('error.filesAgain')
  if ('word' in uploads)
    return asking('check', { field: 'files', sentence: `${t(uploads.word, uploads.values)} ${chooseAgain}` })
  const { link, mailed } = await sending({ ...ask, who }, uploads.files, () =>
    send(ask.db, who, visit, place.at, uploads.files),
  )
  return `${new URL(link).pathname}?sent=${mailed ? 'mailed' : 'yes'}&lang=${who.language}`
}

/** Where one goes without being finished here. */
function whereto(visit: Visit, step: Step, { go, tongue }: Record<string, unknown>): Step | undefined {
  if (isLanguage(tongue)) return step
  if (go === 'back') return before(visit, step) ?? step
  const named = typeof go === 'string' && go.startsWith('to-') ? go.slice(3) : undefined
  return isStep(named) && way(visit).includes(named) ? named : undefined
}

export const tellUsPages: Leaf[] = PATHS.flatMap((path) => [
  page(visitor, path, show),
  form(visitor, path, z.looseObject({}), move, sameAddress),
])
