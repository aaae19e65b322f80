import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { type Customer, customer, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { findPerson, teams } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { Ago, Columns, type Fact, Facts, PageTitle, Undo, Verdict, Voice } from '../ui/index.ts'
import { attachmentsOf } from './attachments.ts'
import { Files } from './files.tsx'
import { type Interaction, interactionPanels } from './interactions.ts'
import { Judge } from './judge.tsx'
import { interaction } from './read.ts'
import { selectVerdict } from './store.ts'
import { setVerdict, takeVerdictBack, VERDICTS } from './verdict.ts'
import { howItCame, scoreOf, verdictTones } from './wording.ts'

const show = page('/interactions/:id', async ({ db, who, param, query }) => {
  if (!isId(param('id'))) throw new Refusal('not-found', 'interaction', 'There is nothing of the kind here.')
  const one = await interaction(db, param('id'))
  const speaker = one.customer_id ? await customer(db, one.customer_id) : undefined
  const byHand = await selectVerdict(db, one.id)
  const judge = byHand && (await findPerson(db, byHand.by_id))
  const panels: Child[] = []
  for (const panel of interactionPanels) panels.push(await panel(db, who, one))
  const asides = one.direction === 'in' && <Judge one={one} by={judge?.name} at={byHand?.at} />
  return {
    title: one.title || nameOf(speaker, 'Somebody'),
    on: 'customers',
    body: (
      <>
        {query('said') && byHand?.by_id === who.id && (
          <Undo action={`/interactions/${one.id}/verdict/undo`}>You said what it was: {byHand.verdict}.</Undo>
        )}
        <PageTitle over={<Over one={one} speaker={speaker} />}>
          <bdi>{one.title || nameOf(speaker, 'Somebody told us')}</bdi>
        </PageTitle>
        <Columns
          aside={
            <>
              {panels}
              {asides}
            </>
          }
        >
          <Words one={one} />
          <Files files={await attachmentsOf(db, [one.id])} />
          <Facts facts={await factsOf(db, one, speaker)} />
        </Columns>
      </>
    ),
  }
})

const Over = ({ one, speaker }: { one: Interaction; speaker: Customer | undefined }) => (
  <>
    {speaker && one.title && (
      <>
        <a href={`/customers/${speaker.id}`}>{nameOf(speaker)}</a> ·{' '}
      </>
    )}
    {howItCame(one)} · <Ago at={one.at} />
  </>
)

function Words({ one }: { one: Interaction }) {
  const score = scoreOf(one)
  if (one.text === '')
    return <p class="lead">{score ? `Gave ${score}, without words.` : 'Nothing was said in words.'}</p>
  if (one.direction === 'out' || one.kind === 'kindness')
    return (
      <p class="letter" dir="auto">
        {one.text}
      </p>
    )
  return (
    // A long letter is read, not declaimed.
    <Voice size={one.text.length < 600 ? 'large' : undefined} lang={one.language ?? undefined}>
      <span class="letter">{one.text}</span>
    </Voice>
  )
}

async function factsOf(db: Db, one: Interaction, speaker: Customer | undefined): Promise<Fact[]> {
  const place = one.touchpoint_id ? await touchpoint(db, one.touchpoint_id) : undefined
  const team = (await teams(db)).find((each) => each.id === one.team_id)
  const named = one.person_id ? await findPerson(db, one.person_id) : undefined
  const score = scoreOf(one)
  return [
    {
      name: one.direction === 'in' ? 'Who' : 'To',
      value: speaker ? (
        <a href={`/customers/${speaker.id}`}>{nameOf(speaker)}</a>
      ) : (
        'Somebody who gave no name'
      ),
    },
    ...(place || team
      ? [
          {
            name: 'Where',
            value: [place && `${place.stage}: ${place.name}`, team?.name].filter(Boolean).join(' · '),
          },
        ]
      : []),
    ...(named ? [{ name: named_(one), value: named.name }] : []),
    ...(score ? [{ name: 'Gave', value: score }] : []),
    ...(one.verdict && one.direction === 'in'
      ? [{ name: 'It was', value: <Verdict tone={verdictTones[one.verdict]}>{one.verdict}</Verdict> }]
      : []),
  ]
}

const named_ = (one: Interaction) =>
  one.kind === 'compliment' ? 'Praise for' : one.kind === 'kindness' ? 'Thanks to' : 'Said by'

const judge = form(
  '/interactions/:id/verdict',
  z.object({ verdict: z.enum(VERDICTS, 'Choose one of the three.') }),
  async ({ db, who, param }, { verdict }) => {
    await setVerdict(db, who, param('id'), verdict)
    return `/interactions/${param('id')}?said=yes`
  },
  '/interactions/:id',
)

const unjudge = form(
  '/interactions/:id/verdict/undo',
  z.object({}),
  async ({ db, who, param }) => {
    await takeVerdictBack(db, who, param('id'))
    return `/interactions/${param('id')}`
  },
  '/interactions/:id',
)

export const interactionLeaves: Leaf[] = [show, judge, unjudge]
