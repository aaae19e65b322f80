/**
 * How a later word reacts to, or appears on, an earlier one: the earlier word makes an offer, later words take
 * it up, and app.ts connects them in the order of the words. Nothing else is called behind a reader's back.
 */
export type Offer<T> = Iterable<T> & {
  readonly name: string
  take(...one: T[]): void
  readonly taken: readonly T[]
}

export function offer<T>(name: string): Offer<T> {
  const taken: T[] = []
  return {
    name,
    taken,
    take: (...ones) => {
      for (const one of ones) if (!taken.includes(one)) taken.push(one)
    },
    [Symbol.iterator]: () => taken[Symbol.iterator](),
  }
}

/** A reaction to a deed: it runs in the deed's own transaction, after it, in the order of the words. */
export type Reaction<D, W, T> = (db: D, who: W, what: T) => Promise<unknown>

export async function tell<D, W, T>(
  reactions: Offer<Reaction<D, W, T>>,
  db: D,
  who: W,
  what: T,
): Promise<void> {
  for (const react of reactions) await react(db, who, what)
}
