/** The name of a backup that the program writes by itself; `at` is a moment of this machine's own time. */
export function backupName(at: Date, encrypted: boolean): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `makegood-${day}-${two(at.getHours())}${two(at.getMinutes())}.tar${encrypted ? '.age' : ''}`
}

const NAME = /^makegood-(\d{4})-(\d{2})-(\d{2})-(\d{4})\.tar(\.age)?$/

export type Keep = { days: number; weeks: number }

/**
 * Which of these files may go: of each of the last days the newest stays, and of each of the last weeks (from Monday
 * on). What has another name is none of ours. `good` are those that were rehearsed: the newest of them stays, and the
 * newest of all, whatever is to be kept.
 */
export function tooMany(names: readonly string[], keep: Keep, good: ReadonlySet<string>): string[] {
  const ours = names.filter((name) => NAME.test(name)).sort(byTime)
  const stay = new Set([...newestOf(ours, dayOf, keep.days), ...newestOf(ours, weekOf, keep.weeks)])
  const newest = ours[0]
  const newestGood = ours.find((name) => good.has(name))
  return ours.filter((name) => !stay.has(name) && name !== newest && name !== newestGood)
}

const byTime = (a: string, b: string) => (stampOf(a) < stampOf(b) ? 1 : -1)
const stampOf = (name: string) => NAME.exec(name)?.slice(1, 5).join('') ?? ''

/** The first of each group, for so many groups: the newest, as the list begins with it. */
function newestOf(names: readonly string[], groupOf: (name: string) => number, most: number): string[] {
  const groups = new Map<number, string>()
  for (const name of names) if (!groups.has(groupOf(name))) groups.set(groupOf(name), name)
  return [...groups.values()].slice(0, most)
}

const DAY_MS = 86_400_000
const dayOf = (name: string) => {
  const [, year, month, day] = NAME.exec(name) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS
}
// The first day of 1970 was a Thursday.
const weekOf = (name: string) => Math.floor((dayOf(name) + 3) / 7)
