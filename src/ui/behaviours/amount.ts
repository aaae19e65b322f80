/**
 * The amount that somebody most likely typed, only to print it back: "40", "40,50", "1.234,50", "1 234.50".
 * The last comma or point with one or two digits behind it parts the cents. The server reads for itself.
 */
export function amountIn(text: string): number | undefined {
  const bare = text.replace(/[^\d.,]/g, '')
  const parts = /^([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(bare)
  const digits = parts?.[1]?.replace(/[.,]/g, '') ?? ''
  if (!digits && !parts?.[2]) return undefined
  const amount = Number(`${digits || '0'}.${parts?.[2] ?? '0'}`)
  return amount > 0 && amount < 1e12 ? amount : undefined
}
