import { z } from 'zod'
import { anonymousForm, type Round, waitingFor } from '../kit/anonymous/anonymous.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { page, quietStaff } from '../people/staff.tsx'
import { Button, Card, Disclosure, Form, PageTitle, Section, Sentence } from '../ui/index.ts'
import { type Pledge, pledge } from './pledge.ts'
import { SAW, SEEN } from './seen.ts'
import { sawOf, sawSentence } from './they-saw.ts'

const HowItIs = ({ k }: { k: number }) => (
  <>
    <p class="soft">
      That you took part is one mark among others, without a day, and is gone when the question is over.
    </p>
    <p class="soft">
      What you answer is kept without you: no name, no time, no line in the history or the log, in an order
      drawn by lot anew with each answer.
    </p>
    <p class="soft">
      Nothing is shown before the question is over, and only if {k} or more have answered. Where all or nearly
      all say the same, only that.
    </p>
    <p class="soft">
      Nobody can undo this later, we and whoever runs the server included. One thing is outside of it:
      somebody with the database server in their hands who watches it while answers arrive, or who reads
      afterwards what its own journal recorded of that time.
    </p>
  </>
)

/** One tap, from wherever it stands. */
async function Question({ db, round, zone }: { db: Db; round: Round; zone: string }) {
  const about = await pledge(db, round.about_id)
  const leader = await findPerson(db, about.person_id)
  const name = leader?.name ?? 'One of our leaders'
  return (
    <>
      <Sentence>
        {name} pledged: “{about.sentence}”.
      </Sentence>
      <Form action={`/pledges/seen/${round.id}`} id={`saw-${round.id}`}>
        {/* None of them is the green one: a question must not lean. */}
        <div class="buttons">
          <Button name="saw" value="yes">
            I saw it
          </Button>
          <Button name="saw" value="no">
            I did not
          </Button>
          <Button name="saw" value="cannot-tell">
            I cannot tell
          </Button>
        </div>
      </Form>
      <p class="faint">
        Nobody can find your answer again. {firstName(name)} and everybody else reads the sum after{' '}
        {formatDate(round.closes_at, 'en', zone)}, if {round.k} or more have answered.
      </p>
    </>
  )
}

/** One thing of somebody's day: the question of this month, until it is answered. */
export async function didYouSee(db: Db, who: Staff, room: number) {
  const [round] = room > 0 ? await waitingFor(db, who, SEEN) : []
  if (!round) return null
  return {
    things: 1,
    body: (
      <Card title="Did you see it?" id="did-you-see" deed>
        {await Question({ db, round, zone: who.house.zone })}
        <p class="faint">
          <a href="/pledges/seen">How it is that nobody can</a>
        </p>
      </Card>
    ),
  }
}

const seenPage = page('/pledges/seen', async ({ db, who }) => {
  const rounds = await waitingFor(db, who, SEEN)
  const { zone } = who.house
  return {
    title: 'Did you see it?',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/pledges">Pledges</a>}
          lead="Once a month at most you are asked whether you saw what one of our leaders pledged. Everybody reads the sum."
        >
          Did you see it?
        </PageTitle>
        {
          await Promise.all(
            rounds.map(async (round) => (
              <Card id={`round-${round.id}`} deed>
                {await Question({ db, round, zone })}
              </Card>
            )),
          )
        }
        {rounds.length === 0 && (
          <Sentence>
            Nothing is asked of you now. What you have answered lies among the other answers.
          </Sentence>
        )}
        <Section title="Why nobody can find your answer">
          <HowItIs k={rounds[0]?.k ?? 5} />
        </Section>
      </>
    ),
  }
})

const saw = anonymousForm(
  quietStaff,
  '/pledges/seen/:round',
  z.object({ saw: z.enum(SAW, 'Press one of the three.') }),
  { round: async ({ param }) => param('round'), says: (sent) => ({ choice: sent.saw }), to: '/pledges/seen' },
  '/pledges/seen',
)

/** Beside a pledge that everybody sees: whether it was seen. */
export async function seenBeside(db: Db, who: Staff, one: Pledge) {
  const leader = await findPerson(db, one.person_id)
  if (leader?.level !== 'leader') return null
  const { round, shown, now, asked } = await sawOf(db, one.id, who.at)
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const rest = shown ? partsOf(shown) : ''
  return (
    <>
      {shown && round && (
        <p>
          They saw: <b>{sawSentence(shown)}</b>
          {rest && <span class="soft"> ({rest})</span>}
          <span class="faint">, asked anonymously until {day(round.closes_at)}</span>
        </p>
      )}
      {now && (
        <p class="faint">
          {now.k} or more must answer: whether it was seen is shown after {day(now.closes_at)}.
        </p>
      )}
      {!shown && !now && asked && <p class="faint">Too few answered whether they saw it: not shown.</p>}
      {!asked && (
        <Disclosure summary="Whether it was seen: not asked yet">
          <p class="soft">
            On the first Monday of a month some of those who work here are drawn by lot and asked,
            anonymously.
          </p>
        </Disclosure>
      )}
    </>
  )
}

/** "1 did not, 1 cannot tell" */
function partsOf({ of }: { of: Record<string, { n: number; atLeast: boolean }> }): string {
  const { no, 'cannot-tell': cannot } = of
  if (Object.values(of).some((one) => one.atLeast)) return ''
  return [no && no.n > 0 ? `${no.n} did not` : '', cannot && cannot.n > 0 ? `${cannot.n} cannot tell` : '']
    .filter(Boolean)
    .join(', ')
}

export const seenPages: Leaf[] = [seenPage, saw]
