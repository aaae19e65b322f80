import pg from 'pg'

/**
 * Hints travel between processes by NOTIFY, after the commit and gathered over 20 ms: NOTIFY inside of a
 * transaction takes one lock for the whole cluster until that commit is flushed. A hint may be lost; whoever
 * hears one looks at the tables, and looks now and then without one.
 */
export type Hints = {
  send(channel: string, payload: string): void
  listen(channel: string, hear: (payload: string) => void): void
  /** Resolves when the listening connection stands. */
  ready(): Promise<void>
  close(): Promise<void>
}

const GATHER_MS = 20
const PAYLOAD_BYTES = 7000

export function hintsOn(where: pg.ClientConfig): Hints {
  const waiting = new Map<string, Set<string>>()
  const hearers = new Map<string, ((payload: string) => void)[]>()
  let client: Promise<pg.Client> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<pg.Client> {
    const one = new pg.Client({ ...where, application_name: 'makegood hints' })
    one.on('error', () => {
      client = undefined
      if (!closed) setTimeout(() => void connection().catch(() => {}), 1000).unref()
    })
    one.on('notification', ({ channel, payload }) => {
      for (const part of (payload ?? '').split('\n'))
        for (const hear of hearers.get(channel) ?? []) hear(part)
    })
    await one.connect()
    for (const channel of hearers.keys()) await one.query(`listen ${pg.escapeIdentifier(channel)}`)
    return one
  }

  function connection(): Promise<pg.Client> {
    client ??= connect().catch((error: unknown) => {
      client = undefined
      throw error
    })
    return client
  }

  let line: Promise<unknown> = Promise.resolve()
  /** One after another on the one connection: under load a second parcel is ready before the first has left. */
  function inTurn(sql: string, values: string[] = []): Promise<void> {
    const sent = line.then(async () => void (await (await connection()).query(sql, values)))
    line = sent.catch(() => {})
    return sent
  }

  async function flush(): Promise<void> {
    timer = undefined
    const parcels = [...waiting].flatMap(([channel, payloads]) =>
      pack(payloads).map((text) => [channel, text] as const),
    )
    waiting.clear()
    try {
      for (const parcel of parcels) await inTurn('select pg_notify($1, $2)', [...parcel])
    } catch {
      // Only hints are lost: everybody also looks without one.
    }
  }

  return {
    send(channel, payload) {
      if (closed) return
      waiting.set(channel, (waiting.get(channel) ?? new Set()).add(payload))
      timer ??= setTimeout(() => void flush(), GATHER_MS)
    },
    listen(channel, hear) {
      const known = hearers.get(channel)
      if (known) return void known.push(hear)
      hearers.set(channel, [hear])
      // Connecting listens to all that is known by then.
      if (client) void inTurn(`listen ${pg.escapeIdentifier(channel)}`).catch(() => {})
      else void connection().catch(() => {})
    },
    ready: async () => void (await connection()),
    async close() {
      closed = true
      clearTimeout(timer)
      if (timer) await flush()
      const one = await client?.catch(() => undefined)
      await one?.end().catch(() => {})
    },
  }
}

function pack(payloads: Set<string>): string[] {
  const parcels: string[] = []
  let parcel = ''
  for (const payload of payloads) {
    if (parcel && parcel.length + payload.length > PAYLOAD_BYTES) {
      parcels.push(parcel)
      parcel = ''
    }
    parcel = parcel ? `${parcel}\n${payload}` : payload
  }
  if (parcel) parcels.push(parcel)
  return parcels
}
