/**
 * Counts by key and minute, so that one sender's flood delays only that sender. Keeps at most 10,000 keys: past that
 * the oldest is forgotten, which lets a mail through rather than none.
 */
export function throttle(perMinute: number, now: () => number) {
  const counts = new Map<string, { since: number; n: number }>()
  return (key: string): boolean => {
    const at = now()
    const count = counts.get(key)
    if (count && at - count.since < 60_000) return ++count.n <= perMinute
    counts.delete(key)
    counts.set(key, { since: at, n: 1 })
    if (counts.size > 10_000) counts.delete(counts.keys().next().value!)
    return true
  }
}
