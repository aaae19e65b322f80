import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { isLiving, owner } from './cluster.ts'

/** Who shares a server: the program holds it alone, several test processes hold it together. The hold is an advisory
 * lock of the kept connection, so PostgreSQL itself lets go of it when its process dies, however it dies. */
export type Hold = 'only' | 'shared'

const lock = '4400, 1'
const stopping = `${owner} stopping`

/**
 * Takes the hold. Resolves to false when the holder is about to stop the server: start again then. Throws a
 * sentence that names the process when a living one holds it.
 */
export async function hold(client: Client, instance: Hold, folder: string): Promise<boolean> {
  const shared = instance === 'shared' ? '_shared' : ''
  // PostgreSQL needs a moment to see that a killed process is gone.
  const [soon, later] = [performance.now() + 300, performance.now() + 5_000]
  for (;;) {
    if (await isTrue(client, `select pg_try_advisory_lock${shared}(${lock}) as yes`)) return true
    const name = await holder(client)
    if (name === stopping) return false
    const pid = Number(name?.split(' ')[1])
    if (performance.now() > (Number.isInteger(pid) && !isLiving(pid) ? later : soon)) {
      throw new Error(
        `Makegood is already running on ${folder} (process ${pid || 'unknown'}). ` +
          'Stop that one first, or name another folder with MAKEGOOD_DATA.',
      )
    }
    await sleep(20)
  }
}

/** Lets go, and says whether nobody else holds the server: then it is ours to stop, and others are told so. */
export async function letGo(client: Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_all()')
  const last = await isTrue(client, `select pg_try_advisory_lock(${lock}) as yes`)
  if (last) await client.query(`set application_name = '${stopping}'`)
  return last
}

async function holder(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = 4400 and l.objid = 1 and l.granted and pid <> pg_backend_pid()`,
  )
  return rows[0]?.name
}

async function isTrue(client: Client, question: string): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(question)
  return rows[0]?.yes === true
}
