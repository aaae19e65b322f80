import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { formatDate } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import { Button, Deed, Disclosure, Field, Form, Row, Rows } from '../ui/index.ts'
import { keptSentence } from './in-words.ts'
import type { Kept } from './kept.ts'
import { Cadence } from './make-form.tsx'
import type { Period } from './periods.ts'
import { besidePledge } from './pledge.ts'

type Props = {
  db: Db
  who: Staff
  all: readonly Kept[]
  again: string | undefined
  refused: string | undefined
}

/** What one person pledges, how it was kept of late, and what they pledged before. */
export async function Pledged({ db, who, all, refused }: Props) {
  const open = all.filter(({ pledge }) => !pledge.end)
  const past = all.filter(({ pledge }) => pledge.end)
  return (
    <>
      <Rows label="Pledges">{await Promise.all(open.map((one) => Line({ db, who, one, refused })))}</Rows>
      {past.length > 0 && (
        <Disclosure summary={past.length === 1 ? 'One pledge before' : `${past.length} pledges before`}>
          <Rows label="Pledges that ended">
            {past.map((one) => (
              <Row title={one.pledge.sentence} note={keptSentence(one.inAll, one.pledge.per)}>
                <p class="faint">
                  From {day(one.pledge.from_day)} until {day(one.pledge.end?.last_day ?? '')}: “
                  {one.pledge.end?.why}”
                </p>
              </Row>
            ))}
          </Rows>
        </Disclosure>
      )}
    </>
  )
}

async function Line({
  db,
  who,
  one,
  refused,
}: {
  db: Db
  who: Staff
  one: Kept
  refused: string | undefined
}) {
  const { pledge, lately, inAll, says, now, done } = one
  const own = pledge.person_id === who.id
  const beside: Child[] = []
  for (const part of besidePledge) beside.push(await part(db, who, pledge))
  return (
    <Row id={`pledge-${pledge.id}`} title={`${pledge.sentence} · ${says}`}>
      <p>
        <Marks periods={lately.periods} />
      </p>
      <p class="soft">
        {now && `${now.charAt(0).toUpperCase()}${now.slice(1)}. `}
        {inAll.n > lately.n && `Since ${day(pledge.from_day)}: ${keptSentence(inAll, pledge.per)}.`}
        {inAll.n === 0 && `Pledged on ${day(pledge.from_day)}.`}
      </p>
      {done.slice(0, 3).map((each) => (
        <p class="faint">
          {day(each.on_day)}: {each.what}
          {own && (
            <>
              {' '}
              <Deed action={`/pledges/done/${each.id}/take-back`} kind="link" id={`undo-${each.id}`}>
                Take it back
              </Deed>
            </>
          )}
        </p>
      ))}
      {beside}
      {own && <Own one={one} refused={refused} />}
    </Row>
  )
}

const Own = ({ one: { pledge }, refused }: { one: Kept; refused: string | undefined }) => (
  <>
    {pledge.kind === 'calls' && <a href="/pledges/calls">This week’s customers</a>}
    {pledge.kind === 'shifts' && <a href="/shifts">Plan a shift</a>}
    {pledge.kind === 'other' && (
      <Disclosure summary="I did it" open={refused === `/pledges/${pledge.id}/done`} id={`did-${pledge.id}`}>
        <Form action={`/pledges/${pledge.id}/done`} id={`done-${pledge.id}`}>
          <Field name="what" label="What did you do?" required maxlength={400} />
          <Field name="day" type="date" label="When" hint="Empty: today." />
          <Button>Say it is done</Button>
        </Form>
      </Disclosure>
    )}
    <Disclosure
      summary="Change it, or end it"
      open={refused === `/pledges/${pledge.id}/change` || refused === `/pledges/${pledge.id}/end`}
    >
      <Form action={`/pledges/${pledge.id}/change`} id={`change-${pledge.id}`}>
        {pledge.kind === 'other' && (
          <Field name="sentence" label="In your words" value={pledge.sentence} required maxlength={200} />
        )}
        <Cadence times={pledge.times} per={pledge.per} />
        <Field
          name="why"
          label="Why?"
          hint="Everybody can read it. What was kept until today stays in sight."
          required
          maxlength={200}
        />
        <Button>Pledge this from today on</Button>
        <Button kind="link" formaction={`/pledges/${pledge.id}/end`}>
          End it today
        </Button>
      </Form>
    </Disclosure>
  </>
)

const SIGNS: Record<Period['state'], string> = { kept: '●', broken: '○', away: '–', part: '·', running: '◦' }
const STATES: Record<Period['state'], string> = {
  kept: 'kept',
  broken: 'not kept',
  away: 'away',
  part: 'in part',
  running: 'under way',
}

/** A mark for each period, the newest last; said in words to whoever listens. */
const Marks = ({ periods }: { periods: readonly Period[] }) => (
  <span
    class="num faint"
    role="img"
    aria-label={periods.map((one) => `from ${one.from}: ${STATES[one.state]}, ${one.done}`).join('; ')}
  >
    {periods.map((one) => SIGNS[one.state]).join(' ')}
  </span>
)

const day = (iso: string): string => formatDate(new Date(`${iso}T12:00:00Z`), 'en', 'UTC')
