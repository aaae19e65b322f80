import { answer, type Round, release, takePart, waitingFor } from '../../src/kit/anonymous/anonymous.ts'
import { days, hours, later, minutes } from '../../src/kit/clock.ts'
import { program } from '../../src/kit/who.ts'
import { nameCouncil } from '../../src/people/council.ts'
import { people, staffOf } from '../../src/people/people.ts'
import { switchOff, switchOn } from '../../src/people/switches.ts'
import { pledge } from '../../src/pledges/pledges.ts'
import { askNextMonth, askWhoSaw } from '../../src/pledges/seen.ts'
import type { Play } from './story.ts'

/** Lena speaks for the staff. Results by employee were announced, and switched off again before day one. */
export async function lenaReadsAlong(play: Play): Promise<void> {
  const { db, now } = play
  const mara = await play.as('Mara', later(now, -days(734)))
  await nameCouncil(db, mara, play.stage.staff.get('Lena Vogt') ?? '')
  await switchOn(db, { ...mara, at: later(mara.at, hours(1)) }, 'results.by-employee', {
    why: 'I thought that the shops could learn from each other by it.',
  })
  await switchOff(db, { ...mara, at: later(mara.at, days(3)) }, 'results.by-employee')
}

/** What staff saw, by whose pledge it is: Mara rings, and one sees it; of Victor nobody saw anything. */
const SAID: Record<string, string[]> = {
  Mara: [...Array<string>(9).fill('yes'), 'no', 'cannot-tell'],
  Victor: [...Array<string>(8).fill('no'), 'cannot-tell', 'cannot-tell', 'yes'],
}

/** A month ago they were asked and answered; now they are asked again, and Ben has not answered yet. */
export async function didTheySee(play: Play): Promise<void> {
  const { db, now, stage } = play
  const then = program(stage.company, later(now, -days(33)))
  for (const round of await askWhoSaw(db, then)) {
    const { person_id } = await pledge(db, round.about_id)
    const whose = person_id === stage.staff.get('Victor Stahl') ? 'Victor' : 'Mara'
    await sayOf(play, round, SAID[whose] ?? [], later(then.at, days(1)))
    await release(db, { ...then, at: later(round.closes_at, minutes(1)) }, round.id, true)
  }
  const lately = program(stage.company, later(now, -days(3)))
  for (const round of await askWhoSaw(db, lately))
    await sayOf(play, round, ['yes', 'no', 'yes', 'cannot-tell'], later(lately.at, hours(5)))
  await askNextMonth(db, program(stage.company, now))
}

async function sayOf(play: Play, round: Round, said: readonly string[], at: Date): Promise<void> {
  const { db } = play
  const ben = await play.as('Ben', at)
  const left = [...said]
  for (const one of await people(db)) {
    if (one.id === ben.id || left.length === 0) continue
    const who = staffOf(ben.house, one, at)
    if (!(await waitingFor(db, who, round.kind)).some((each) => each.id === round.id)) continue
    await answer(db, await takePart(db, who, round.id), { choice: left.pop() ?? '' })
  }
}
