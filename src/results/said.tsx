import type { Interaction } from '../interactions/interactions.ts'
import { Ago, Voice } from '../ui/index.ts'

const NUMBERS = ['', 'a one', 'a two', 'a three', 'a four', 'a five']

/** What a customer said, with the number that they gave and the way to the whole of it. */
export const Said = ({ one, name }: { one: Interaction; name: string }) => (
  <Voice
    size="small"
    lang={one.language ?? undefined}
    by={
      <>
        {one.score !== null && `${NUMBERS[one.score]} · `}
        <a href={`/interactions/${one.id}`}>{name}</a> · <Ago at={one.at} />
      </>
    }
  >
    {shorten(one.text)}
  </Voice>
)

const MOST = 280

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= MOST
    ? line
    : `${letters
        .slice(0, MOST - 1)
        .join('')
        .replace(/\s\S*$/u, '')}…`
}
