import { adopt, ownerAt } from './adopt.ts'
import { findHome } from './home.ts'
import type { Server } from './postgres.ts'
import { readPidFile, runsOn } from './postmaster.ts'

/** The server that the program runs on this folder right now, for a command beside it: it holds and stops nothing. */
export async function visitPostgres(folder: string): Promise<Server['owner'] | undefined> {
  const home = await findHome(folder)
  const note = await readPidFile(home.pg)
  if (!note?.socket || !(await runsOn(note.pid, home.pg))) return undefined
  const kept = await adopt(home, note)
  await kept.client.end()
  return ownerAt(home, note, 'makegood')
}
