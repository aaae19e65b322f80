import { Socket } from 'node:net'
import pg from 'pg'

/** A connection that can be cut in the middle of a COPY, which no question could follow. */
export type Connection = { client: pg.Client; cut(): void }

// How a value is written must not hang on the settings of a server or a role; and nothing may end what takes long.
const SETTINGS = {
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  client_encoding: 'UTF8',
  // The owner reads and writes past the walls, or is told that it may not: never only what one company sees.
  row_security: 'off',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  search_path: 'public',
}

export async function connectAs(owner: pg.ClientConfig, name: string): Promise<Connection> {
  const socket = new Socket()
  const client = new pg.Client({ ...owner, stream: () => socket, application_name: `makegood ${name}` })
  client.on('error', () => {})
  const cut = () => {
    socket.destroy()
  }
  try {
    await client.connect()
    for (const [setting, value] of Object.entries(SETTINGS))
      await client.query('select set_config($1, $2, false)', [setting, value])
    return { client, cut }
  } catch (error) {
    cut()
    throw error
  }
}

export const serverVersion = async (client: pg.ClientBase): Promise<string> =>
  (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? ''

/** The same server and role, in another database. */
export function inDatabase(owner: pg.ClientConfig, database: string): pg.ClientConfig {
  if (!owner.connectionString) return { ...owner, database }
  const url = new URL(owner.connectionString)
  url.pathname = `/${database}`
  return { ...owner, connectionString: url.toString() }
}
