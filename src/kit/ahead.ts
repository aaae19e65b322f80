import { setImmediate } from 'node:timers/promises'

/**
 * Sends a statement without waiting for its answer: resolves once it is on its way to the server, so that what
 * is sent afterwards comes after it there. The answer (or the error) is what the returned function gives.
 * Every step from a query to its connection is a microtask, and one turn of the loop lets all of them end.
 */
export async function ahead<T>(statement: Promise<T>): Promise<() => Promise<T>> {
  statement.catch(() => {}) // whoever asks for the answer gets it
  await setImmediate()
  return () => statement
}

/**
 * Waits until all of them have ended, then throws the first error in their order, if any. Promise.all would
 * leave the others at work on a connection that has gone back to its pool.
 */
export async function together(work: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(work)) if (one.status === 'rejected') throw one.reason
}
