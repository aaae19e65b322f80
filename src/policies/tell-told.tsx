import { nameOf } from '../customers/customers.ts'
import { firstName, type Staff } from '../people/people.ts'
import { Ago, Row, Section, Sentence } from '../ui/index.ts'
import { capital, inWords, namesInWords } from './in-words.ts'
import type { HurtCustomer, WhyNot } from './store-told.ts'

/** What it did, said as it is: who came back, and who did not. */
export function Since({ all }: { all: HurtCustomer[] }) {
  if (all.length === 0) return null
  const back = all.filter((each) => each.back_at)
  const away = all.filter((each) => !each.back_at)
  return (
    <Section title="Since they were told" level={3} id="since">
      <Sentence>
        {back.length === 0
          ? 'Nobody has bought anything or come by since.'
          : back.length === all.length
            ? 'All of them have come back.'
            : `${capital(inWords(back.length))} of ${inWords(all.length)} ${back.length === 1 ? 'has' : 'have'} come back.`}
      </Sentence>
      {back.length > 0 && (
        <p class="soft">
          {namesInWords(back.map((each) => nameOf(each)))} {back.length === 1 ? 'has' : 'have'}.
        </p>
      )}
      {away.length > 0 && back.length > 0 && (
        <p class="soft">
          {namesInWords(away.map((each) => nameOf(each)))} {away.length === 1 ? 'has' : 'have'} not.
        </p>
      )}
      <Sentence size="faint">
        Back is who bought something or came by after being told. Whether that is why, nobody knows.
      </Sentence>
    </Section>
  )
}

const HOW_NAMES = {
  email: 'by email',
  page: 'on their page',
  phone: 'by telephone',
  counter: 'face to face',
  post: 'by letter',
  not: '',
}

export const whyNames: Record<WhyNot, string> = {
  unreachable: 'They cannot be reached',
  unwilling: 'They do not want to be written to',
  other: 'For another reason',
}

export const Heard = ({ each, who }: { each: HurtCustomer; who: Staff }) => (
  <Row
    title={<bdi>{nameOf(each)}</bdi>}
    href={`/customers/${each.customer_id}`}
    end={each.told && <Ago at={each.told.at} now={who.at} />}
  >
    <p class="soft">
      {each.told?.by ? `${firstName(each.told.by)}, ` : ''}
      {HOW_NAMES[each.told?.how ?? 'not']}
      {each.told?.interaction_id && (
        <>
          {' · '}
          <a href={`/interactions/${each.told.interaction_id}`}>the words</a>
        </>
      )}
      {' · '}
      {each.back_at ? (
        <>
          came back <Ago at={each.back_at} now={who.at} />
        </>
      ) : (
        'not back so far'
      )}
    </p>
  </Row>
)
