import { slugOf } from '../people/founding.ts'

/** A code for a short link from a name: "Collect your repair" → collect-your-repair, and no two alike. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  // Scripts that have no Latin letters get a plain word: a code is typed from a sheet of paper.
  const base = slugOf(name) || 'here'
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : `-${number}`
    const code = base.slice(0, 40 - tail.length).replace(/-+$/, '') + tail
    if (!taken.has(code)) return code
  }
}
