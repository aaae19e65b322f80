import { firstName, type Staff } from '../people/people.ts'
import { Ago, Deed, Row, Rows } from '../ui/index.ts'
import type { Given } from './remedies.ts'
import { givenInWords } from './story.tsx'

/** What was done on a case by anybody, so that nobody does it twice unknowing. */
export const GivenRows = ({ given, who }: { given: Given[]; who: Staff }) => (
  <Rows label="Given on this case">
    {given.map((one) => (
      <Row
        title={givenInWords(one)}
        note={one.by_id === who.id ? 'by you' : `by ${firstName(one.by)}`}
        end={<Ago at={one.at} now={who.at} zone={who.house.zone} />}
      >
        <p class="soft">{one.reason}</p>
        {one.taken_back_at && <p class="faint">Taken back.</p>}
        {one.done_at && <p class="faint">Done.</p>}
        {one.by_id === who.id && !one.taken_back_at && !one.done_at && (
          <Deed
            action={`/remedies/${one.id}/take-back`}
            kind="link"
            label={`Take it back: ${givenInWords(one)}`}
            id={`back-${one.id}`}
          >
            Take it back
          </Deed>
        )}
      </Row>
    ))}
  </Rows>
)
