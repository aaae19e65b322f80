import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import { rank, type Staff } from '../people/people.ts'
import { Button, QuietLinks, Section, Sentence } from '../ui/index.ts'
import { circleOf, dayIn, nextOpenDay } from './card.ts'
import { readCard } from './card-deeds.ts'
import { cardAt } from './card-page.tsx'

/** Until this hour the card of this very morning is the one that one wants. */
const UNTIL = 11

/** Where the morning card is; whoever leads a team sees what it will say, and readies it. */
export async function CardAhead({ db, who }: { db: Db; who: Staff }) {
  const { house } = who
  const now = DateTime.fromJSDate(who.at, { zone: house.zone })
  const today = dayIn(who.at, house.zone)
  const day = now.hour < UNTIL ? today : (nextOpenDay(house.hours, today) ?? today)
  const href = cardAt(who.team ?? 'house', day === today ? undefined : day)
  if (house.small || rank(who.level) < rank('manager'))
    return <QuietLinks links={[{ label: 'The morning card', href: cardAt(who.team) }]} />
  const circle = await circleOf(db, house, who.team)
  const { parts } = await readCard(db, house, circle, day, who.at)
  const story = shortly(parts.story.changed?.text ?? parts.story.text)
  const said = parts.story.source !== null && !parts.story.changed
  const when =
    day === today ? 'this morning’s' : day === now.plus({ days: 1 }).toISODate() ? 'tomorrow’s' : 'the next'
  return (
    <Section title={`For ${when} huddle`} level={3} id="huddle">
      <Sentence size="soft">
        <span dir="auto">{said ? `“${story}”` : story}</span>
      </Sentence>
      <Sentence size="faint">To try: {parts.try.changed?.text ?? parts.try.text}</Sentence>
      <Button href={href}>Ready the card</Button>
    </Section>
  )
}

const shortly = (text: string): string =>
  text.length > 140 ? `${text.slice(0, 138).replace(/\s+\S*$/u, '')} …` : text
