import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import type { Touchpoint } from '../touchpoints/touchpoints.ts'
import { ShareStrip, type Station } from '../ui/charts/index.ts'
import { Columns, PageTitle, QuietLinks, Section, Sentence } from '../ui/index.ts'
import { boardLead, boardTitle, RULE } from './finding.ts'
import { type Board, type Place, readBoard } from './journey.ts'
import { resultsAt } from './links.ts'
import { type Period, periodNames } from './period.ts'
import { Periods } from './periods.tsx'
import { Said } from './said.tsx'
import { wordsBelow } from './words-below.ts'

const BENEATH = `Beneath each place: between which numbers the share of magic lies, and from how many answers. ${RULE}`
const WORDS = { gold: 'magic', grey: 'mediocre', plum: 'misery' }

/** On top of the journey page: what each place was for customers in the last three months. */
export async function journeyPanel(db: Db, who: Staff, line: Touchpoint[]) {
  return line.length === 0 ? null : drawn(db, await readBoard(db, who, line, 'quarter'))
}

/** The finding, the line with its shares, and what customers said beneath. */
export async function drawn(db: Db, board: Board) {
  const words = await wordsAt(db, board)
  return (
    <>
      <PageTitle over="Our journey" lead={boardLead(board)}>
        {boardTitle(board)}
      </PageTitle>
      <Periods kept={{ period: board.period }} path="/results/journey" />
      <ShareStrip
        title={boardTitle(board)}
        desc={`Magic, mediocre and misery in 100 answers of ${periodNames[board.period]}. ${BENEATH}`}
        stations={board.places.map((place) => stationOf(place, board))}
        words={WORDS}
        guessed="what staff guessed would be magic"
        heads={{ name: 'Place', interval: 'Magic between', n: 'Answers', guess: 'Staff guessed' }}
        hideTitle
      />
      <Sentence size="faint">{BENEATH}</Sentence>
      {words.length === 0 ? (
        <Elsewhere period={board.period} />
      ) : (
        <Columns aside={<Elsewhere period={board.period} />}>
          <Section
            title={board.worst ? `In their words, at ${board.worst.touchpoint.name}` : 'In their words'}
          >
            {words.map(({ said, name }) => (
              <Said one={said} name={name} />
            ))}
          </Section>
        </Columns>
      )}
    </>
  )
}

const Elsewhere = ({ period }: { period: Period }) => (
  <QuietLinks
    links={[
      { label: 'Who gave a five', href: resultsAt('/results', { period }) },
      { label: 'Download as a table (CSV)', href: resultsAt('/results/journey', { period }, '.csv') },
    ]}
  />
)

function stationOf(place: Place, { worst, period }: Board): Station {
  const { touchpoint, shares, n } = place
  const marked = place === worst
  return {
    name: touchpoint.name,
    href: resultsAt('/results', { period, touchpoint: touchpoint.id }),
    n,
    shares: shares && {
      gold: shares.magic.share,
      grey: shares.mediocre.share,
      plum: shares.misery.share,
    },
    interval: shares?.magic,
    guess: touchpoint.guess === null ? undefined : touchpoint.guess / 100,
    note: place.owner ? `${marked ? 'owner: ' : ''}${place.owner}` : 'nobody owns it yet',
    marked,
  }
}

const MOST_WORDS = 3

const wordsAt = (db: Db, { worst, span }: Board) =>
  wordsBelow(db, {
    below: worst ? 3 : 5,
    touchpoint: worst?.touchpoint.id,
    since: span.from,
    most: MOST_WORDS,
  })
