import type { Child } from 'hono/jsx'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Deed, Row, Rows, Section } from '../ui/index.ts'
import { titleOf } from './as-rules.ts'
import { capital, customersInWords } from './in-words.ts'
import { wordSentence } from './letters.ts'
import { awaitingWordOf, type Policy, policy, scrappedLately } from './policy.ts'
import { selectNotices } from './store-waits.ts'
import { told } from './tell.ts'
import { WordCard } from './word-card.tsx'

const MOST_CARDS = 2
const MOST_LINES = 3
/** After this long nobody need be reminded on their own page; the list of the rule stays. */
const FRESH_DAYS = 30
const NEWS_DAYS = 14

/** What of rules waits for me: my word, news of one that stopped me, and customers who are to be told. */
export async function rulesAwaiting(
  db: Db,
  who: Staff,
  room: number,
): Promise<{ things: number; body: Child } | null> {
  if (room < 1) return null
  const asked = await awaitingWordOf(db, who.id, 20)
  const cards = asked.slice(0, Math.min(MOST_CARDS, room))
  const left = Math.min(MOST_LINES, room - cards.length)
  const lines = left > 0 ? [...(await news(db, who)), ...(await toTell(db, who))].slice(0, left) : []
  if (cards.length + lines.length === 0) return null
  return {
    things: cards.length + lines.length,
    body: (
      <Section title={cards.length > 0 ? 'Rules that await your word' : 'Rules'} id="rules">
        {
          await Promise.all(
            cards.map(async (one) => <WordCard one={one} title={await titleOf(db, one)} who={who} link />),
          )
        }
        {asked.length > cards.length && (
          <p class="faint">
            <a href="/rules">{capital(more(asked.length - cards.length))}</a> wait after these.
          </p>
        )}
        {lines.length > 0 && <Rows label="News of rules">{lines}</Rows>}
      </Section>
    ),
  }
}

const more = (n: number): string => (n === 1 ? 'one more' : `${n} more`)

/** What became of a rule that I had reported. Put away, it is forgotten that it was ever here. */
async function news(db: Db, who: Staff): Promise<Child[]> {
  const notices = await selectNotices(db, who.id, later(who.at, -days(NEWS_DAYS)), MOST_LINES)
  return Promise.all(
    notices.map(async ({ policy_id, wait_id }) => {
      const one = await policy(db, policy_id)
      const title = await titleOf(db, one)
      return (
        <Row
          title={
            one.state === 'scrapped' ? (
              <>
                The rule that stopped you is gone: <s dir="auto">{title}</s>
              </>
            ) : (
              <>
                The rule that stopped you: <span dir="auto">{title}</span>
              </>
            )
          }
          href={`/rules/${one.id}`}
          end={
            <Deed action="/rules/heard" hidden={{ news: wait_id }} kind="link" id={`heard-${wait_id}`}>
              Put it away
            </Deed>
          }
        >
          <p class="soft">{wordSentence(one, who.at, who.house.zone)}</p>
          {one.word?.because && <p dir="auto">“{one.word.because}”</p>}
        </Row>
      )
    }),
  )
}

/** Customers whom a rule hurt that is gone, and who do not know it: for whoever it stopped, and whoever scrapped it. */
async function toTell(db: Db, who: Staff): Promise<Child[]> {
  const gone = (await scrappedLately(db, who.at, FRESH_DAYS, 10)).filter(
    (one) => one.word?.by_id === who.id || one.stopped.some((person) => person.id === who.id),
  )
  const lines: Child[] = []
  for (const one of gone) {
    const still = (await told(db, one)).filter((each) => !each.told).length
    if (still > 0) lines.push(<ToTell one={one} still={still} />)
  }
  return lines
}

const ToTell = ({ one, still }: { one: Policy; still: number }) => (
  <Row
    title={`${capital(customersInWords(still))} ${still === 1 ? 'does' : 'do'} not know yet that it is gone`}
    href={`/rules/${one.id}/tell`}
  >
    <p class="soft">
      <s dir="auto">{one.name}</s>
      {one.word?.by && `, scrapped by ${firstName(one.word.by)}`}. Read the drafts, and send them.
    </p>
  </Row>
)
