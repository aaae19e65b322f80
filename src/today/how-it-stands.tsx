import type { Child } from 'hono/jsx'
import { DateTime } from 'luxon'
import { howManyLost } from '../churn/churn.ts'
import { tally } from '../figures/figures.ts'
import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { verdicts } from '../results/figures.ts'
import { yearAgoSentence } from '../results/finding.ts'
import { fivesOfAll } from '../results/fives.ts'
import { readBoard } from '../results/journey.ts'
import { type Span, spanOf } from '../results/period.ts'
import { inHundred } from '../results/told.ts'
import { between, isChange, LEAST, type Told, toldOf } from '../stats/told.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Section, Sentence } from '../ui/index.ts'
import { capital, inWords } from './sentences.ts'

/** Five sentences, each with its doubt, or why it has nothing to say. */
export async function HowItStands({ db, who }: { db: Db; who: Staff }) {
  const lines = await Promise.all([fives(db, who), lost(db, who), worst(db, who)])
  return (
    <Section title="How it stands" id="stands">
      <div class="standing">
        {[...lines, PULSE, MONEY].map((line) => (
          <Sentence>{line}</Sentence>
        ))}
      </div>
    </Section>
  )
}

const PULSE: Child = (
  <>
    <b>Staff pulse:</b> not asked yet.
  </>
)
const MONEY: Child = (
  <>
    Did it make money? <b>Not shown yet.</b>
  </>
)

async function fives(db: Db, who: Staff): Promise<Child> {
  const of = await fivesOfAll(db, who, 'quarter')
  const { share, n } = of.told
  if (!share)
    return (
      <>
        <a href="/results">Fives:</a> {n === 0 ? 'nobody has given a number yet' : `too few to say (n ${n})`}.
        A share is told from {LEAST} answers on.
      </>
    )
  return (
    <>
      <a href="/results">
        <b class="num">{inHundred(share.share)} in 100</b>
      </a>{' '}
      gave a five; between {inHundred(share.low)} and {inHundred(share.high)} (n {n}). {yearAgoSentence(of)}
    </>
  )
}

async function lost(db: Db, who: Staff): Promise<Child> {
  const { n, small } = await howManyLost(db, spanOf('quarter', who.at, who.house.zone).from)
  const link = (
    <a href="/customers/lost">
      <b>{n === 0 ? 'No customer' : capital(inWords(n))}</b>
    </a>
  )
  if (n === 0) return <>{link} was written down as lost in three months.</>
  if (n === 1)
    return (
      <>
        {link} customer lost in three months, over something {small === 1 ? 'small' : 'big'}.
      </>
    )
  return (
    <>
      {link} customers lost in three months; {small === 0 ? 'none' : small === n ? 'all' : inWords(small)}{' '}
      over something small.
    </>
  )
}

/** Where it goes wrong most, and whether that changed: only what an interval shows is said. */
async function worst(db: Db, who: Staff): Promise<Child> {
  const board = await readBoard(db, who, await touchpoints(db), 'quarter')
  const place = board.worst
  const misery = place?.shares?.misery
  if (!place || !misery)
    return (
      <>
        <a href="/journey">The journey:</a>{' '}
        {board.places.filter((one) => one.shares).length < 2
          ? `too few to say which place is the worst; a place is told from ${LEAST} answers on.`
          : 'no place goes wrong more than the others, as far as chance lets us see.'}
      </>
    )
  const before = await miseryOf(db, place.touchpoint.id, quarterBefore(board.span))
  return (
    <>
      <a href={`/journey/${place.touchpoint.id}`}>
        <b>{place.touchpoint.name}</b>
      </a>{' '}
      is the worst place: {inHundred(misery.share)} in 100 a misery (n {place.n}).{' '}
      {changeSentence(toldOf(place.counts.misery, place.n), before)}
    </>
  )
}

export function changeSentence(now: Told, before: Told): string {
  const difference = between(now, before)
  if (!difference) return `Three months before too few had answered to compare (n ${before.n}).`
  if (!isChange(difference)) return 'No change shown.'
  return `It got ${difference.low > 0 ? 'worse' : 'better'}; this is not noise.`
}

const quarterBefore = ({ from, to }: Span): Span => {
  const back = (day: string) => DateTime.fromISO(day, { zone: 'utc' }).minus({ months: 3 }).toISODate() ?? day
  return { from: back(from), to: back(to) }
}

async function miseryOf(db: Db, touchpoint: string, span: Span): Promise<Told> {
  const rows = await tally(db, verdicts, { ...span, by: ['verdict'], where: { touchpoint } })
  const sum = (of: typeof rows) => of.reduce((all, row) => all + Number(row.n), 0)
  return toldOf(sum(rows.filter((row) => row.verdict === 'misery')), sum(rows))
}
