import { nameOf } from '../customers/customers.ts'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { firstName } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Columns, Deed, Empty, Notice, PageTitle, Row, Rows, Section, Sentence } from '../ui/index.ts'
import { capital, customersInWords, inWords, namesInWords } from './in-words.ts'
import { wordSentence } from './letters.ts'
import { type Policy, policy } from './policy.ts'
import { stillToTell, told } from './tell.ts'
import { back, HERE, letter, notTold, sent } from './tell-forms.tsx'
import { ToTell } from './tell-one.tsx'
import { Heard, Since, whyNames } from './tell-told.tsx'

/** So many drafts at once: read and sent one after another, the next ones come up. */
const MOST = 5

const tellPage = page(HERE, async ({ db, who, param, query }) => {
  if (!isId(param('id'))) throw new Refusal('not-found', 'policy', 'There is no such rule here.')
  const one = await policy(db, param('id'))
  const [still, all] = [await stillToTell(db, who, one.id), await told(db, one)]
  const heard = all.filter((each) => each.told && each.told.how !== 'not')
  const not = all.filter((each) => each.told?.how === 'not')
  return {
    title: `Who hears that “${one.name}” is gone`,
    on: 'company',
    body: (
      <>
        {query('gone') && one.word && <Notice>{goneNotice(one, still.length)}</Notice>}
        <PageTitle
          over={
            <>
              <a href="/rules">Red tape</a> ·{' '}
              <a href={`/rules/${one.id}`}>
                <s dir="auto">{one.name}</s>
              </a>
            </>
          }
          lead={
            one.state === 'scrapped'
              ? wordSentence(one, who.at, who.house.zone)
              : 'It is not scrapped: there is nothing to tell yet.'
          }
        >
          {titleOf(still.length, all.length)}
        </PageTitle>
        <Columns
          aside={
            <>
              <Since all={heard} />
              {one.hurt.nameless > 0 && (
                <Sentence size="faint">
                  {capital(inWords(one.hurt.nameless))} more it hurt, whose names nobody knows: they cannot be
                  told.
                </Sentence>
              )}
            </>
          }
        >
          {one.state === 'scrapped' && all.length === 0 && (
            <Empty>
              Nobody was named whom it hurt. Whoever is, stands here with a draft to read and send.
            </Empty>
          )}
          {still.slice(0, MOST).map((each, at) => (
            <ToTell one={one} each={each} first={at === 0} who={who} />
          ))}
          {still.length > MOST && (
            <Sentence size="faint">
              {capital(inWords(still.length - MOST))} more come here when these are told:{' '}
              {namesInWords(still.slice(MOST).map((each) => nameOf(each)))}.
            </Sentence>
          )}
          {heard.length > 0 && (
            <Section title={heard.length === all.length ? 'All have been told' : 'Told'} id="told">
              <Rows label="Told">
                {heard.map((each) => (
                  <Heard each={each} who={who} />
                ))}
              </Rows>
            </Section>
          )}
          {not.length > 0 && (
            <Section title="Not told, and why not" id="not">
              <Rows label="Not told">
                {not.map((each) => (
                  <Row
                    title={<bdi>{nameOf(each)}</bdi>}
                    href={`/customers/${each.customer_id}`}
                    end={
                      <Deed
                        action={`/rules/${one.id}/tell/back`}
                        hidden={{ customer: each.customer_id }}
                        kind="link"
                        id={`b-${each.customer_id}`}
                        label={`Put ${nameOf(each)} back on the list`}
                      >
                        Put back
                      </Deed>
                    }
                  >
                    <p class="soft">
                      {whyNames[each.told?.why_not ?? 'other']}
                      {each.told?.word && <>: {each.told.word}</>}
                    </p>
                  </Row>
                ))}
              </Rows>
            </Section>
          )}
        </Columns>
      </>
    ),
  }
})

function goneNotice(one: Policy, still: number): string {
  const stopped = one.stopped
    .filter((person) => person.id !== one.word?.by_id)
    .map((person) => firstName(person.name))
  const hear =
    stopped.length > 0 ? ` ${namesInWords(stopped)} ${stopped.length === 1 ? 'has' : 'have'} heard it.` : ''
  return `It is gone.${hear}${still > 0 ? ` ${capital(customersInWords(still))} ${still === 1 ? 'is' : 'are'} still to be told.` : ''}`
}

const titleOf = (still: number, all: number): string =>
  all === 0
    ? 'Whom it hurt'
    : still === 0
      ? 'Nobody is left to tell'
      : `${capital(customersInWords(still))} still to be told`

export const tellLeaves: Leaf[] = [tellPage, sent, notTold, back, letter]
