import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { Row } from '../ui/index.ts'
import { capital, customersInWords, inWords, onDay } from './in-words.ts'
import { wordSentence } from './letters.ts'
import type { Policy } from './policy.ts'
import { told } from './tell.ts'

export async function goneRow(db: Db, who: Staff, one: Policy) {
  return (
    <Row
      title={
        <s dir="auto" class="soft">
          {one.name}
        </s>
      }
      href={`/rules/${one.id}`}
      end={one.word && onDay(one.word.at, who.at, who.house.zone)}
    >
      <p class="soft">{wordSentence(one, who.at, who.house.zone)}</p>
      <p class="faint">
        {toldSentence(await told(db, one), one.hurt.nameless)}{' '}
        <a href={`/rules/${one.id}/tell`}>Who has been told</a>
      </p>
    </Row>
  )
}

type Told = Awaited<ReturnType<typeof told>>

/** "Eleven were hurt: nine told, two still to be told; four came back." */
export function toldSentence(all: Told, nameless: number): string {
  if (all.length === 0)
    return nameless > 0
      ? `${capital(customersInWords(nameless))} hurt, whose names nobody knows.`
      : 'No customer was named whom it hurt.'
  const heard = all.filter((one) => one.told && one.told.how !== 'not').length
  const not = all.filter((one) => one.told?.how === 'not').length
  const still = all.length - heard - not
  const back = all.filter((one) => one.back_at).length
  const parts = [
    still === 0 && not === 0
      ? all.length === 1
        ? 'has been told'
        : 'all have been told'
      : heard > 0
        ? `${inWords(heard)} told`
        : '',
    still > 0 ? `${inWords(still)} still to be told` : '',
    not > 0 ? `${inWords(not)} who cannot be` : '',
  ].filter(Boolean)
  const came =
    heard > 0
      ? `; ${back === 0 ? 'nobody has' : back === 1 ? 'one has' : `${inWords(back)} have`} come back since`
      : ''
  return `${capital(customersInWords(all.length))} hurt: ${parts.join(', ')}${came}.`
}
