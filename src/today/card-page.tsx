import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import { htmlResponse, type Leaf } from '../kit/doors.ts'
import { dayIn as dayField } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { formatTime } from '../kit/moments.ts'
import { Refusal } from '../kit/refusal.ts'
import { dress } from '../people/frame.tsx'
import { firstName, people, type Staff, type Team, teams } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import {
  Button,
  Card,
  Columns,
  Deed,
  Field,
  Form,
  PrintShell,
  QuietLinks,
  Section,
  Sentence,
} from '../ui/index.ts'
import {
  circleOf,
  dayIn,
  draftingMoment,
  type MorningCard,
  mayKeep,
  nextOpenDay,
  PARTS,
  type Part,
} from './card.ts'
import { asDrafted, changeCard, holdHuddle, readCard, takeHuddleBack } from './card-deeds.ts'
import { FiveThings } from './card-parts.tsx'
import { inWords } from './sentences.ts'
import { selectCardDays } from './store-card.ts'

const EARLIER = 12

/** Where a card is. */
export const cardAt = (team: Id | null, day?: string, path = '/card'): string => {
  const query = new URLSearchParams({ ...(team && { team }), ...(day && { day }) })
  return query.size > 0 ? `${path}?${query}` : path
}

type Asked = { team: string | undefined; day: string | undefined }

/** Whose and which: one's own team's of today where nothing else is asked for. */
async function cardFor(db: Db, who: Staff, { team, day }: Asked) {
  const circle = await circleOf(db, who.house, team === 'house' ? null : isId(team) ? team : who.team)
  const today = dayIn(who.at, who.house.zone)
  const asked = day && DateTime.fromISO(day).isValid && /^\d{4}-\d\d-\d\d$/.test(day) ? day : today
  const card = await readCard(db, who.house, circle, asked, who.at)
  return { circle, today, card }
}

const names = async (db: Db) =>
  new Map((await people(db, { left: true })).map((one) => [one.id, firstName(one.name)]))

const longDay = (day: string): string =>
  DateTime.fromISO(day).setLocale('en-GB').toFormat('cccc, d LLLL yyyy')

const show = page('/card', async ({ db, who, query }) => {
  const { circle, today, card } = await cardFor(db, who, { team: query('team'), day: query('day') })
  const all = await teams(db)
  const next = nextOpenDay(who.house.hours, today)
  const changeable = card.day === today || card.day === next
  const may = mayKeep(who, all, circle.id)
  const earlier = await selectCardDays(db, circle.id, today, EARLIER)
  return {
    title: `Morning card, ${circle.name}`,
    on: 'today',
    body: (
      <>
        <header class="huddle-head">
          <h1>{circle.name}</h1>
          <p class="soft">{longDay(card.day)}</p>
        </header>
        <Columns
          aside={
            <>
              {may && card.day <= today && <Held card={card} />}
              <Ways circle={circle.id} card={card} today={today} next={next} />
              {!who.house.small && <Others all={all} circle={circle.id} />}
              <Earlier days={earlier} circle={circle.id} />
            </>
          }
        >
          <div class="huddle-only-screen">
            <Sentence size="faint">{howItStands(card, who, today)}</Sentence>
          </div>
          <FiveThings card={card} who={who} may={may && changeable} names={await names(db)} />
        </Columns>
      </>
    ),
  }
})

function howItStands(card: MorningCard, who: Staff, today: string): string {
  const moment = draftingMoment(who.house.hours, card.day)
  if (card.at)
    return `Drafted from what happened here lately, ${formatTime(card.at, 'en', who.house.zone)}. What you write over it is kept.`
  if (card.day < today) return 'No card was kept on that day. This is what would be drafted for it now.'
  return moment && moment > who.at
    ? `This is how it would be drafted now; it is kept from ${formatTime(moment, 'en', who.house.zone)} on, or as soon as somebody changes it.`
    : 'The house is closed on that day: the card is kept as soon as somebody changes it.'
}

const Held = ({ card }: { card: MorningCard }) => (
  <Card title={card.huddle ? 'It was held' : 'Was it held?'} id="held" deed={!card.huddle}>
    {card.huddle ? (
      <>
        <Sentence>
          {card.huddle.there === 1 ? 'One was there.' : `${capital(inWords(card.huddle.there))} were there.`}
        </Sentence>
        <Deed action="/card/not-held" hidden={idOf(card)} kind="link" id="not-held">
          Take that back
        </Deed>
      </>
    ) : (
      <Form action="/card/held" hidden={idOf(card)}>
        <Field
          name="there"
          type="number"
          label="How many were there?"
          hint="A number: nobody’s name is kept."
          min={1}
          max={999}
          size={4}
          required
        />
        <Button kind="go">We held it</Button>
      </Form>
    )}
  </Card>
)

const idOf = (card: MorningCard) => ({ team: card.team_id ?? undefined, day: card.day })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type WaysProps = { circle: Id | null; card: MorningCard; today: string; next: string | undefined }
const Ways = ({ circle, card, today, next }: WaysProps) => (
  <Section title="Use it" level={3} id="use">
    <Sentence size="soft">Print this page: it is one sheet of A5.</Sentence>
    <QuietLinks
      links={[
        { label: 'Show it on a screen', href: cardAt(circle, card.day, '/card/screen') },
        ...(card.day !== today ? [{ label: 'Today’s card', href: cardAt(circle ?? house) }] : []),
        ...(next && card.day !== next
          ? [{ label: 'The card for the next morning', href: cardAt(circle ?? house, next) }]
          : []),
      ]}
    />
  </Section>
)
const house = 'house'

const Others = ({ all, circle }: { all: readonly Team[]; circle: Id | null }) => (
  <Section title="Other cards" level={3} id="others">
    <QuietLinks
      links={[
        ...(circle ? [{ label: 'The whole house', href: cardAt(house) }] : []),
        ...all.filter((one) => one.id !== circle).map((one) => ({ label: one.name, href: cardAt(one.id) })),
      ]}
    />
  </Section>
)

const Earlier = ({ days, circle }: { days: readonly string[]; circle: Id | null }) =>
  days.length === 0 ? null : (
    <Section title="Earlier cards" level={3} id="earlier">
      <QuietLinks links={days.map((day) => ({ label: longDay(day), href: cardAt(circle ?? house, day) }))} />
    </Section>
  )

/** All five across a room: nothing to press. */
const screen = page('/card/screen', async ({ db, who, query }) => {
  const { circle, card } = await cardFor(db, who, { team: query('team') ?? house, day: query('day') })
  return htmlResponse(
    (
      <PrintShell assets={dress()} title={`Morning card, ${circle.name}`} company={who.house.name} lang="en">
        <header class="huddle-head">
          <h1>{circle.name}</h1>
          <p class="lead">{longDay(card.day)}</p>
        </header>
        <FiveThings card={card} who={who} may={false} names={new Map()} wide />
        <p class="faint huddle-only-screen">
          <a href={cardAt(circle.id ?? house, card.day)}>Back to the card</a>
        </p>
      </PrintShell>
    ) as never,
  )
})

const which = { team: z.string().optional(), day: dayField('Say which morning.') }
const teamOf = (team: string | undefined): Id | null => (isId(team) ? team : null)
const back = (sent: { team?: unknown; day?: unknown }): string =>
  cardAt(isId(sent.team) ? sent.team : house, typeof sent.day === 'string' ? sent.day : undefined)

function partOf(text: string): Part {
  const part = PARTS.find((one) => one === text)
  if (!part) throw new Refusal('not-found', 'card-part', 'A card has no such part.')
  return part
}

const change = form(
  '/card/change/:part',
  z.object({ ...which, text: z.string().max(2000) }),
  async ({ db, who, param }, sent) => {
    const part = partOf(param('part'))
    await changeCard(db, who, { team: teamOf(sent.team), day: sent.day, part, text: sent.text })
    return `${back(sent)}#${part}`
  },
  (_, values) => back(values),
)

const again = form(
  '/card/as-drafted/:part',
  z.object(which),
  async ({ db, who, param }, sent) => {
    const part = partOf(param('part'))
    await asDrafted(db, who, { team: teamOf(sent.team), day: sent.day, part })
    return `${back(sent)}#${part}`
  },
  (_, values) => back(values),
)

const held = form(
  '/card/held',
  z.object({ ...which, there: z.coerce.number('How many were there?') }),
  async ({ db, who }, sent) => {
    await holdHuddle(db, who, { team: teamOf(sent.team), day: sent.day, there: sent.there })
    return `${back(sent)}#held`
  },
  (_, values) => back(values),
)

const notHeld = form(
  '/card/not-held',
  z.object(which),
  async ({ db, who }, sent) => {
    await takeHuddleBack(db, who, { team: teamOf(sent.team), day: sent.day })
    return `${back(sent)}#held`
  },
  (_, values) => back(values),
)

export const cardLeaves: Leaf[] = [show, screen, change, again, held, notHeld]
