import autocannon from 'autocannon'
import { median } from './program.ts'

export type Measured = { perSecond: number; p50: number; p95: number; p99: number; errors: number }

/** Loads an address with so many clients for so many seconds, three rounds; the medians. */
export async function load(options: autocannon.Options & { rounds?: number }): Promise<Measured> {
  const rounds: autocannon.Result[] = []
  for (let round = 0; round < (options.rounds ?? 3); round++)
    rounds.push(await autocannon({ duration: 5, connections: 8, ...options }))
  const of = (value: (one: autocannon.Result) => number) => median(rounds.map(value))
  return {
    perSecond: of((one) => one.requests.average),
    p50: of((one) => one.latency.p50),
    // autocannon keeps 90, 97.5 and 99; the next above 95 is said, never the one below.
    p95: of((one) => one.latency.p97_5),
    p99: of((one) => one.latency.p99),
    errors: rounds.reduce((sum, one) => sum + one.errors + one.non2xx, 0),
  }
}

export const row = (name: string, one: Measured): string =>
  `${name.padEnd(44)} ${one.perSecond.toFixed(0).padStart(6)}/s   p50 ${String(one.p50).padStart(4)} ms   p97.5 ${String(one.p95).padStart(4)} ms   p99 ${String(one.p99).padStart(4)} ms   errors ${one.errors}`
