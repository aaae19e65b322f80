import autocannon from 'autocannon'
import { median, type Program, spent } from './program.ts'

export type Measured = {
  perSecond: number
  p50: number
  p95: number
  p99: number
  errors: number
  /** Processor time of one request in ms, in the program and in the database. */
  program: number
  database: number
}

/** Loads an address with eight clients, three rounds; the medians. */
export async function load(
  program: Program,
  options: autocannon.Options & { rounds?: number },
): Promise<Measured> {
  const rounds: Measured[] = []
  for (let round = 0; round < (options.rounds ?? 3); round++) {
    const before = spent(program)
    const one = await autocannon({ duration: 5, connections: 8, ...options })
    const after = spent(program)
    rounds.push({
      perSecond: one.requests.average,
      p50: one.latency.p50,
      // autocannon keeps 90, 97.5 and 99; the next above 95 is said, never the one below.
      p95: one.latency.p97_5,
      p99: one.latency.p99,
      errors: one.errors + one.non2xx,
      program: (after.program - before.program) / one.requests.total,
      database: (after.database - before.database) / one.requests.total,
    })
  }
  const of = (name: keyof Measured) => median(rounds.map((one) => one[name]))
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    errors: rounds.reduce((sum, one) => sum + one.errors, 0),
    program: of('program'),
    database: of('database'),
  }
}

export const row = (name: string, one: Measured): string =>
  [
    name.padEnd(38),
    `${one.perSecond.toFixed(0).padStart(5)}/s`,
    ` p50 ${String(one.p50).padStart(3)}  p97.5 ${String(one.p95).padStart(3)}  p99 ${String(one.p99).padStart(3)} ms`,
    `  processor: program ${one.program.toFixed(2)}, database ${one.database.toFixed(2)} ms`,
    one.errors > 0 ? `  ERRORS ${one.errors}` : '',
  ].join('')
