/** How far it is, for whoever waits. `share` is 0 to 1; `left` in milliseconds, undefined until it can be told. */
export type Step = { table: string; rows: number; bytes: number; share: number; left: number | undefined }
export type Watch = (step: Step) => void | Promise<void>

/** What lies ahead: each table with its weight, in any unit, and about how many rows it has. */
type Ahead = { name: string; weight: number; about: number }

const FEW_SHARE = 0.02

/** Adds up what is done, and works out how long the rest will take at the pace so far. */
export function progressOf(tables: readonly Ahead[], now: () => number = () => performance.now()) {
  const whole = tables.reduce((sum, one) => sum + one.weight, 0) || 1
  const begun = now()
  let [done, rows, bytes] = [0, 0, 0]
  return {
    /** In the middle of a table. */
    at(table: Ahead, read: { rows: number; bytes: number }): Step {
      const part = Math.min(1, read.rows / Math.max(table.about, read.rows, 1))
      return step(table.name, done + table.weight * part, rows + read.rows, bytes + read.bytes)
    },
    /** At the end of a table. */
    past(table: Ahead, read: { rows: number; bytes: number }): Step {
      done += table.weight
      rows += read.rows
      bytes += read.bytes
      return step(table.name, done, rows, bytes)
    },
  }

  function step(table: string, past: number, readRows: number, readBytes: number): Step {
    const share = Math.min(1, past / whole)
    const left = share > FEW_SHARE ? ((now() - begun) * (1 - share)) / share : undefined
    return { table, rows: readRows, bytes: readBytes, share, left }
  }
}

/** "1,204,551 rows, 310 MB, 64 %, about 12 s left" */
export function stepInWords({ rows, bytes, share, left }: Step): string {
  const parts = [`${rows.toLocaleString('en')} rows`, sizeInWords(bytes), `${Math.floor(share * 100)} %`]
  return [...parts, ...(left !== undefined && share < 1 ? [`about ${timeInWords(left)} left`] : [])].join(
    ', ',
  )
}

/** In units of a thousand, as disks are sold: "14 MB", "1.2 GB". */
export function sizeInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let [size, unit] = [bytes, 0]
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit > 1 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`
}

function timeInWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
