import { formatWhen } from '../kit/moments.ts'
import { Ago, useLocale, Voice } from '../ui/index.ts'
import type { Listed } from './list.ts'
import type { Felt, Told } from './store-calls.ts'

/** The customer's own sentence, why they were drawn, how long they have been one, and the number. */
export const Because = ({ one, small }: { one: Listed; small?: boolean | undefined }) => (
  <>
    {one.said && (
      <Voice size={small ? 'small' : undefined} lang={one.said.language ?? undefined}>
        {shortly(one.said.text)}
      </Voice>
    )}
    <p class="faint">
      {one.because}{' '}
      {one.phone && (
        <a href={one.phone.link} class="num">
          {one.phone.written}
        </a>
      )}
    </p>
  </>
)

const FELT: Record<Felt, string> = { glad: 'glad that we rang', fair: 'all right', hurt: 'still hurt' }

/** What was noted so far, and what became of it. */
export function Called({ calls, zone }: { calls: readonly Told[]; zone: string }) {
  const { now } = useLocale()
  return (
    <>
      {calls.map((one) => (
        <>
          <p>
            {one.reached ? 'You spoke' : 'Nobody answered'}, <Ago at={one.at} />
            {one.felt && `: ${FELT[one.felt]}`}.{one.words && ` “${one.words}”`}
            {one.again_at &&
              !one.reached &&
              ` Ring again ${formatWhen(one.again_at, now ?? one.at, 'en', zone)}.`}
          </p>
          {one.promised && one.due_at && (
            <p class="faint">
              <a href={`/cases/${one.case_id}`}>
                Promised: <bdi>{one.promised}</bdi>
              </a>
              , {one.kept ? 'and kept' : `by ${formatWhen(one.due_at, now ?? one.at, 'en', zone)}`}.
            </p>
          )}
        </>
      ))}
    </>
  )
}

const MOST = 160
const shortly = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= MOST
    ? line
    : `${letters
        .slice(0, MOST)
        .join('')
        .replace(/\s\S*$/u, '')}…`
}
