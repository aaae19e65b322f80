import { z } from 'zod'
import { meet } from '../../customers/customers.ts'
import { hear } from '../../interactions/interactions.ts'
import { type Ask, form, type Leaf, page } from '../../kit/doors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { firstName, type Person } from '../../people/people.ts'
import { thanksPageOf } from '../../thanks/thanks.ts'
import { FormState } from '../../ui/index.ts'
import { reviewLink } from '../reviews/link.ts'
import { notHere } from './nothing.tsx'
import { onceKey } from './once.ts'
import { sending } from './sending.ts'
import { shown } from './shown.tsx'
import { cleaned, newVisit, readVisit, type Visit, wrongWith } from './steps.ts'
import { thankPage } from './thank-page.tsx'
import { sameAddress, talk, type Visitor, visitor } from './visitor.tsx'

const PATH = '/:company/thank/:code'

const pathOf = (ask: Ask<Visitor>) => `/${ask.who.house.slug}/thank/${ask.param('code').toLowerCase()}`

const show = async (ask: Ask<Visitor>): Promise<Response> => {
  const { db, who, refused } = ask
  const person = await thanksPageOf(db, ask.param('code'))
  // The same whether nobody has such a page or somebody has switched it off.
  if (!person) return notHere(ask.who)
  const visit = refused
    ? cleaned(readVisit({ ...refused.values, about: 'compliment' }))
    : newVisit('compliment')
  const path = pathOf(ask)
  const made = thankPage(who, firstName(person.name), {
    path,
    visit,
    sent: ask.query('sent') !== undefined,
    review: await reviewLink(db),
  })
  const said = refused && {
    values: { story: visit.story, name: visit.name },
    sentence: `${refused.sentence} ${talk(who.language)('error.kept')}`,
    field: refused.field,
  }
  const body = <FormState.Provider value={said}>{made.body as never}</FormState.Provider>
  return shown({ ...made, body, status: refused?.status ?? 200 })
}

/** Thanks, and nothing else: no score is asked and none is made of it. */
const thank = async (ask: Ask<Visitor>, sent: Record<string, unknown>): Promise<Response | string> => {
  const { db, who } = ask
  const t = talk(who.language)
  const person = await thanksPageOf(db, ask.param('code'))
  if (!person) return notHere(ask.who)
  const { story, name, key } = readVisit(sent)
  const visit: Visit = { ...newVisit('compliment'), key, story, name }
  const wrong = wrongWith(visit, 'story') ?? wrongWith(visit, 'contact')
  if (wrong) throw new Refusal('invalid', 'page.words', t(wrong.word, wrong.values), { field: wrong.field })
  await sending(ask, [], () => hearThanks(ask, person, visit))
  return `${pathOf(ask)}?sent=yes&lang=${who.language}`
}

async function hearThanks({ db, who }: Ask<Visitor>, person: Person, visit: Visit): Promise<void> {
  const text = visit.story.trim()
  const customer = visit.name
    ? (await meet(db, who, { name: visit.name, language: who.language, addresses: [] })).id
    : null
  await hear(
    db,
    { ...who, id: customer },
    {
      kind: 'compliment',
      channel: 'page',
      customer,
      person: person.id,
      team: person.team_id,
      text,
      language: who.language,
      key: onceKey(visit.key, [person.id, visit.name, text]),
    },
  )
}

export const thankPages: Leaf[] = [
  page(visitor, PATH, show),
  form(visitor, PATH, z.looseObject({}), thank, sameAddress),
]
