import { allNotes, CHANNEL, dropNote, type Me, type Note, putNote, unseal, whoAmI } from './notes.ts'

/** Longer than any answer takes; what comes after it counts as lost, and the same note is sent again. */
const PATIENCE = 20_000

/** Where to go on after each note that was taken, by its key. */
export type Taken = Map<string, string>

/**
 * Sends all that waits and is this person's, oldest first; one tab at a time. A note goes once: its key tells the
 * server that it knows it already.
 */
export function sendNotes(): Promise<Taken> {
  return navigator.locks.request('makegood-later', async () => {
    const taken: Taken = new Map()
    const me = await whoAmI()
    if (!me) return taken
    const mine = (await allNotes()).filter((note) => note.person === me.person && !note.refused)
    for (const note of mine) {
      const href = await sendOne(me, note)
      // What cannot go now stops the rest: they keep their order, and the line is spared.
      if (href === undefined) break
      if (href !== null) taken.set(note.key, href)
    }
    if (mine.length > 0) new BroadcastChannel(CHANNEL).postMessage('changed')
    return taken
  })
}

/** Where it leads; null where it was refused and waits for its person; undefined where it could not be sent now. */
async function sendOne(me: Me, note: Note): Promise<string | null | undefined> {
  const body = new FormData()
  for (const [name, value] of await unseal(me, note)) body.append(name, value)
  body.set('key', note.key)
  body.set('by', note.person)
  body.set('at', new Date(note.at).toISOString())
  try {
    const answer = await fetch(note.url, {
      method: 'POST',
      body,
      // A redirect leads to the sign-in: then nobody is there to send it for.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (answer.ok) {
      const { href } = (await answer.json()) as { href: string }
      await dropNote(note.key)
      return href
    }
    if (![400, 404, 409, 413, 422].includes(answer.status)) return undefined
    const { title, type } = (await answer.json()) as { title?: string; type?: string }
    if (type === 'urn:makegood:another-person') return undefined
    await putNote({ ...note, refused: title ?? '' })
    return null
  } catch {
    return undefined
  }
}
