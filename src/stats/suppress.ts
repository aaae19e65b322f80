/**
 * Which of the sibling groups must stay hidden so that nobody in a group of fewer than `k` can be read, not
 * even by subtracting the shown groups from their total. True means hidden, in the order given.
 *
 * First every group of 1 to k−1 is hidden. Where the total is shown too, what is hidden must add up to k or
 * more: otherwise the next smallest group joins it. An empty group tells of nobody and is shown.
 * Source: complementary cell suppression as survey tools do it (Tivian's remainder rule, Culture Amp's
 * filter rule). It holds for one list of siblings; a table of two ways needs its bounds solved.
 */
export function hiddenGroups(counts: readonly number[], k: number, totalShown = true): boolean[] {
  const hidden = counts.map((count) => count > 0 && count < k)
  if (!totalShown) return hidden
  const bySize = counts.map((_, i) => i).sort((a, b) => counts[a]! - counts[b]!)
  for (const next of bySize) {
    const remainder = counts.reduce((sum, count, i) => sum + (hidden[i] ? count : 0), 0)
    if (remainder === 0 || remainder >= k) break
    if (counts[next]! > 0) hidden[next] = true
  }
  return hidden
}

/**
 * True when a part of a shown total may be shown: it has k or more, and what remains has k or more, or
 * nobody.
 */
export function mayShowPart(part: number, total: number, k: number): boolean {
  const remainder = total - part
  return part >= k && (remainder === 0 || remainder >= k)
}
