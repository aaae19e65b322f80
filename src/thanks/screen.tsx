import { htmlResponse, type Leaf } from '../kit/doors.ts'
import { dress } from '../people/frame.tsx'
import { page } from '../people/staff.tsx'
import { Voice, WallShell } from '../ui/index.ts'
import { shown } from './shown.tsx'
import { thanksThisWeek, wall } from './thanks.ts'

/** So many take turns, each for so long: a round is seen by whoever makes a coffee. */
const TURNS = 12
const SECONDS = 12
const MOST_LETTERS = 170

const clip = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= MOST_LETTERS ? line : `${line.slice(0, MOST_LETTERS).replace(/\s+\S*$/, '')} …`
}

/** The wall on a screen where everybody passes: one thing at a time, and anew when something is hung up or taken down. */
export const wallScreen: Leaf = page('/wall/screen', async ({ db, who, query }) => {
  const hanging = await wall(db, TURNS)
  const turn =
    hanging.length === 0 ? 0 : Math.abs(Number.parseInt(query('turn') ?? '0', 10) || 0) % hanging.length
  const [one] = await shown(db, hanging.slice(turn, turn + 1))
  const week = await thanksThisWeek(db, who.at, who.house.zone)
  const response = await htmlResponse(
    <WallShell
      assets={dress()}
      title="Wall"
      company={who.house.name}
      lang="en"
      zone={who.house.zone}
      who={one?.called}
      what={one?.what_for ? clip(one.what_for) : undefined}
      note={week === 0 ? undefined : week === 1 ? 'One thank-you this week' : `${week} thank-yous this week`}
      live={{ url: '/live', kinds: ['thanks.'], last: who.at.getTime() }}
    >
      {one ? (
        one.words ? (
          <Voice>{clip(one.words)}</Voice>
        ) : (
          <p>A five, after it was put right.</p>
        )
      ) : (
        <p>Here hangs what people are glad of.</p>
      )}
    </WallShell>,
  )
  // A header, and no meta of the page: it needs no script, and nobody reads here who could be interrupted.
  if (hanging.length > 1)
    response.headers.set('refresh', `${SECONDS}; url=/wall/screen?turn=${(turn + 1) % hanging.length}`)
  return response
})
