import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import { Refusal } from '../kit/refusal.ts'
import { rank } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Deed, Disclosure, Empty, Notice, PageTitle, Row, Rows, Section, Sentence } from '../ui/index.ts'
import { noteCall, skipPlace } from './call.ts'
import { CallForm, SkipForm } from './call-forms.tsx'
import { Because, Called } from './called.tsx'
import { momentOn } from './days.ts'
import { callersOf, drawFor, drawWeek } from './draw.ts'
import { type Listed, listOf, type MyList, openIn } from './list.ts'
import { numbersInWords } from './numbers.ts'
import { FELT } from './store-calls.ts'

const show = page('/pledges/calls', async ({ db, who, query, refused }) => {
  const [list, callers] = await Promise.all([listOf(db, who), callersOf(db)])
  const rings = callers.some((one) => one.person === who.id)
  const mayBegin = rings && (!list || list.places.length === 0)
  const open = list ? openIn(list) : []
  return {
    title: 'Customers to ring',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/pledges">What those who lead pledge</a>}
          lead="Drawn by lot every Monday at six, never chosen: those who left, those we let down, those who have gone quiet, old customers and new ones."
        >
          {titleOf(open.length, list)}
        </PageTitle>
        {query('noted') && <Notice>It is in the customer’s story.</Notice>}
        {query('anew') && <Notice>The place was drawn anew, and your reason stands beside it.</Notice>}
        {!rings && (
          <Empty begin={rank(who.level) >= rank('manager') && <a href="/pledges#make">Pledge some calls</a>}>
            Here will be the customers whom you ring, for those who lead and for whoever pledges calls.
          </Empty>
        )}
        {mayBegin && (
          <Empty
            begin={
              <Deed action="/pledges/calls/draw" kind="go">
                Draw this week’s customers
              </Deed>
            }
          >
            Nobody was drawn for you yet. Whoever has a telephone number can be; the lot decides, with a seed
            that stays here.
          </Empty>
        )}
        {list && list.places.length > 0 && (
          <>
            <h2 class="unseen">Whom you ring</h2>
            <Rows label="Customers to ring">
              {inOrder(list).map((one) => (
                <Place
                  one={one}
                  before={list.places.find((each) => each.id === one.instead_id)}
                  zone={who.house.zone}
                  open={query('open') === one.id || refused?.action === `/pledges/calls/${one.id}/note`}
                  refused={refused?.action.includes(one.id) ?? false}
                />
              ))}
            </Rows>
            <HowDrawn list={list} zone={who.house.zone} />
          </>
        )}
      </>
    ),
  }
})

const titleOf = (open: number, list: MyList | undefined): string => {
  if (!list || list.places.length === 0) return 'Customers to ring'
  if (open === 0) return 'Everybody is rung this week'
  const words = numbersInWords(open)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${open === 1 ? 'customer' : 'customers'} to ring this week`
}

/** What is still to do on top; what was passed on at the end. */
const inOrder = (list: MyList): Listed[] => {
  const rank = (one: Listed) => (one.skipped !== null ? 2 : one.reached_at ? 1 : 0)
  return [...list.places].sort((a, b) => rank(a) - rank(b) || a.place - b.place)
}

type PlaceProps = { one: Listed; before: Listed | undefined; zone: string; open: boolean; refused: boolean }

function Place({ one, before, zone, open, refused }: PlaceProps) {
  const done = one.reached_at !== null || one.skipped !== null
  return (
    <Row id={`call-${one.id}`} title={<bdi>{one.name}</bdi>} href={`/customers/${one.customer_id}`} large>
      <Because one={one} />
      {before && (
        <p class="faint">
          In the place of <bdi>{before.name}</bdi>, passed on: “{before.skipped}”
        </p>
      )}
      {one.skipped !== null && <p class="faint">Passed on: “{one.skipped}”</p>}
      <Called calls={one.calls} zone={zone} />
      {!done && (
        <>
          <Disclosure
            summary={one.tries > 0 ? 'I called again' : 'I called'}
            open={open}
            id={`note-${one.id}`}
          >
            <CallForm one={one} more={refused} />
          </Disclosure>
          <Disclosure summary="Pass it on" open={refused && !open} id={`skip-${one.id}`}>
            <SkipForm one={one} />
          </Disclosure>
        </>
      )}
    </Row>
  )
}

const HowDrawn = ({ list, zone }: { list: MyList; zone: string }) => (
  <Section title="How it was drawn" level={3} id="drawn">
    <Sentence size="soft">
      On {formatDate(list.draw.at, 'en', zone)}, with the seed <code>{list.draw.seed}</code>. A customer’s
      turn is the SHA-256 of the seed and their id, the lowest first; nobody comes again within eight weeks,
      nor to two of us in one week. Who could have been drawn is kept, so that it can be dealt again.
    </Sentence>
  </Section>
)

const draw = form(
  '/pledges/calls/draw',
  z.object({}),
  async ({ db, who }) => {
    if (!(await callersOf(db)).some((one) => one.person === who.id))
      throw new Refusal(
        'forbidden',
        'no-caller',
        'Pledge some calls first: then customers are drawn for you.',
      )
    await drawWeek(db, who)
    await drawFor(db, who, who)
    return '/pledges/calls'
  },
  '/pledges/calls',
)

const text = (most: number) => z.string().max(most).optional()
const note = form(
  '/pledges/calls/:id/note',
  z.object({
    how: z.enum(['reached', 'not', 'again'], 'Say whether you reached them.'),
    words: text(4000),
    felt: z.union([z.enum(FELT), z.literal('')]).optional(),
    promise_what: text(400),
    promise_by: text(40),
    rule_name: text(200),
    came_back: z.string().optional(),
    again_at: text(40),
  }),
  async ({ db, who, param }, sent) => {
    const { zone } = who.house
    const reached = sent.how === 'reached'
    const promised = reached && sent.promise_what?.trim()
    await noteCall(db, who, param('id'), {
      reached,
      words: sent.words,
      ...(reached && sent.felt ? { felt: sent.felt } : {}),
      ...(sent.how === 'again' ? { again: momentOn(sent.again_at, zone, 'again_at') } : {}),
      ...(promised
        ? { promise: { what: promised, dueAt: momentOn(sent.promise_by, zone, 'promise_by') } }
        : {}),
      ...(reached && sent.rule_name?.trim() ? { rule: sent.rule_name } : {}),
      ...(reached && sent.came_back ? { cameBack: true } : {}),
    })
    return '/pledges/calls?noted=yes'
  },
  '/pledges/calls',
)

const skip = form(
  '/pledges/calls/:id/skip',
  z.object({ reason: z.string().max(200), leave: z.string().optional() }),
  async ({ db, who, param }, { reason, leave }) => {
    await skipPlace(db, who, param('id'), { reason, leaveAlone: leave === 'yes' })
    return '/pledges/calls?anew=yes'
  },
  '/pledges/calls',
)

export const callPages: Leaf[] = [show, draw, note, skip]
