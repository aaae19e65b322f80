/** Work that comes back every so often, in every process: it must agree with itself by locks in the database. */
export type Round = { name: string; everyMs: number; run(): Promise<unknown> }

/** Never overlaps itself; trouble in one round does not end the next. `stop` waits for the round under way. */
export function goRounds(
  rounds: readonly Round[],
  trouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false
  const wakers = new Set<() => void>()
  const loops = rounds.map(async (round) => {
    while (!stopped) {
      await new Promise<void>((done) => {
        const timer = setTimeout(finish, round.everyMs)
        wakers.add(finish)
        function finish() {
          clearTimeout(timer)
          wakers.delete(finish)
          done()
        }
      })
      if (!stopped) await round.run().catch(trouble)
    }
  })
  return {
    async stop() {
      stopped = true
      for (const wake of wakers) wake()
      await Promise.all(loops)
    },
  }
}
