import { z } from 'zod'
import { type Case, readCase } from '../cases/cases.ts'
import { interactionsById } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { type Id, isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Person, people, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Columns, Deed, Disclosure, Empty, Notice, PageTitle, Section } from '../ui/index.ts'
import { Chooser, OwnPage, ThankFields, ThankForm } from './page-parts.tsx'
import { wallScreen } from './screen.tsx'
import { Praise, type Shown, shown } from './shown.tsx'
import { selectThanks } from './store.ts'
import {
  choose,
  closePage,
  openPage,
  ownThanksPage,
  putOnWall,
  takeOffWall,
  thankColleague,
  thankForKindness,
  thanksFor,
  thanksThisWeek,
  unclearFor,
  wall,
} from './thanks.ts'

const ON_WALL = 40
const FOR_YOU = 5

const wallPage = page('/wall', async ({ db, who, query }) => {
  const hanging = await shown(db, await wall(db, ON_WALL))
  const mine = await shown(
    db,
    (await thanksFor(db, who.id, FOR_YOU * 4)).filter((one) => !one.wall_at).slice(0, FOR_YOU),
  )
  const week = await thanksThisWeek(db, who.at, who.house.zone)
  const here = await people(db)
  const about = query('case')
  return {
    title: 'Wall',
    on: 'wall',
    body: (
      <>
        <Thanked one={await justThanked(db, who, query('thanked'))} />
        <PageTitle lead={<a href="/wall/screen">Show it on a screen, where everybody passes</a>}>
          {weekSentence(week)}
        </PageTitle>
        <Columns
          aside={
            <>
              <ThankForm who={who} here={here} about={isId(about) ? await readCase(db, about) : undefined} />
              <OwnPage house={who.house} code={await ownThanksPage(db, who)} />
            </>
          }
        >
          <Unclear who={who} here={here} db={db} />
          {mine.length > 0 && (
            <Section title="For you" id="for-you">
              <ul class="quotes">
                {mine.map((one) => (
                  <li id={`t-${one.id}`}>
                    <Praise one={one} now={who.at} />
                    <div class="buttons">
                      <Deed action={`/thanks/${one.id}/wall`} id={`up-${one.id}`}>
                        Put it on the wall
                      </Deed>
                    </div>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section title="On the wall">
            {hanging.length === 0 ? (
              <Empty begin="Thank a colleague, or put up what a customer said of somebody.">
                Here will be what customers and colleagues are glad of, in their words, with the proof behind
                it.
              </Empty>
            ) : (
              <ul class="quotes">
                {hanging.map((one, at) => (
                  <Hanging one={one} who={who} large={at === 0} />
                ))}
              </ul>
            )}
          </Section>
        </Columns>
      </>
    ),
  }
})

async function justThanked(db: Db, who: Staff, id: string | undefined): Promise<Shown | undefined> {
  const found = isId(id) ? await selectThanks(db, id) : undefined
  return found?.by_id === who.id ? (await shown(db, [found]))[0] : undefined
}

/** The second wish after thanking somebody: that others see it. */
const Thanked = ({ one }: { one: Shown | undefined }) =>
  one && !one.wall_at ? (
    <>
      <Notice>{one.who} has your thanks.</Notice>
      <Deed action={`/thanks/${one.id}/wall`} id="thanked-up">
        Put it on the wall, too
      </Deed>
    </>
  ) : null

const weekSentence = (n: number): string =>
  n === 0 ? 'The wall' : n === 1 ? 'One thank-you this week' : `${n} thank-yous this week`

const Hanging = ({ one, who, large }: { one: Shown; who: Staff; large: boolean }) => (
  <li id={`t-${one.id}`}>
    <Praise one={one} now={who.at} large={large} />
    {(one.people.includes(who.id) || one.wall_by === who.id) && (
      <div class="buttons">
        <Deed action={`/thanks/${one.id}/wall/down`} kind="link" id={`down-${one.id}`}>
          Take it down
        </Deed>
      </div>
    )}
  </li>
)

/** Whom did the customer mean? Only those see this who are asked. */
async function Unclear({ db, who, here }: { db: Db; who: Staff; here: Person[] }) {
  const waiting = await unclearFor(db, who, 5)
  if (waiting.length === 0) return null
  const all = await Promise.all(waiting.map((one) => selectThanks(db, one.thanks_id)))
  const said = await interactionsById(
    db,
    all.flatMap((one) => one?.interaction_id ?? []),
  )
  return (
    <Section title="Whom did they mean?" id="unclear">
      <ul class="quotes">
        {waiting.map((one, at) => {
          const thanks = all[at]
          return (
            <li>
              <Chooser
                unclear={one}
                words={thanks?.words ?? ''}
                language={said.get(thanks?.interaction_id ?? '')?.language ?? undefined}
                here={here}
              />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const many = z.union([z.string(), z.array(z.string())]).optional()
const idsOf = (sent: string | string[] | undefined): Id[] => [sent ?? []].flat().filter(isId)

const thank = form(
  '/thanks',
  z.object({ person: many, words: z.string().max(1000), case: z.string().optional() }),
  async ({ db, who }, { person, words, case: about }) => {
    const one = await thankColleague(db, who, {
      people: idsOf(person),
      words,
      case: isId(about) ? about : undefined,
    })
    return `/wall?thanked=${one.id}`
  },
  (_, values) => (isId(values.case) ? `/wall?case=${values.case}` : '/wall'),
)

const thankKindness = form(
  '/interactions/:id/thanks',
  z.object({ words: z.string().max(1000) }),
  async ({ db, who, param }, { words }) => {
    const one = await thankForKindness(db, who, { kindness: param('id'), words })
    return `/wall?thanked=${one.id}`
  },
  '/interactions/:id',
)

const put = form(
  '/thanks/:id/wall',
  z.object({}),
  async ({ db, who, param }) => {
    await putOnWall(db, who, param('id'))
    return '/wall'
  },
  '/wall',
)

const takeDown = form(
  '/thanks/:id/wall/down',
  z.object({}),
  async ({ db, who, param }) => {
    await takeOffWall(db, who, param('id'))
    return '/wall'
  },
  '/wall',
)

const chosen = form(
  '/thanks/:id/choose',
  z.object({ person: many, nobody: z.string().optional() }),
  async ({ db, who, param }, { person, nobody }) => {
    const meant = idsOf(person)
    if (meant.length === 0 && !nobody)
      throw new Refusal(
        'invalid',
        'thanks-nobody',
        'Choose whom they meant, or say that it is nobody in particular.',
        {
          field: 'person',
        },
      )
    await choose(db, who, param('id'), nobody ? [] : meant)
    return '/wall'
  },
  '/wall',
)

const ownPage = form(
  '/thanks/page',
  z.object({ on: z.enum(['yes', 'no']) }),
  async ({ db, who }, { on }) => {
    if (on === 'yes') await openPage(db, who)
    else await closePage(db, who)
    return '/wall#own-page'
  },
  '/wall',
)

export const thanksPages: Leaf[] = [
  wallPage,
  wallScreen,
  ownPage,
  thank,
  thankKindness,
  put,
  takeDown,
  chosen,
]

/** On a case's page: whoever helped is thanked where one sees it. */
export const thankPanel = async (db: Db, who: Staff, one: Case) => (
  <Disclosure summary="Thank somebody for this" id="thank">
    <ThankFields who={who} here={await people(db)} about={one} />
  </Disclosure>
)
