import ICAL from 'ical.js'

/** What cannot be read at all, as a sentence for whoever brought the calendar. */
export class NoCalendar extends Error {}

export type Blocks = { name: string; zone: string | undefined; zones: ICAL.Component[]; events: Block[] }
export type Block = { event: ICAL.Component } | { broken: string }

const MOST_EVENTS = 20_000

/**
 * The entries of a calendar, each read by itself: one that is broken spoils no other. Throws NoCalendar where it is
 * none, or where it breaks off: half a calendar would call off the other half.
 */
export function blocksOf(text: string): Blocks {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  mustBeCalendar(text, lines)
  const head: string[] = []
  const zones: string[][] = []
  const events: string[][] = []
  let block: string[] | undefined
  let name = ''
  for (const line of lines) {
    const begins = /^BEGIN:(VEVENT|VTIMEZONE)\s*$/i.exec(line)?.[1]?.toUpperCase()
    if (begins && !block) {
      name = begins
      block = []
      ;(begins === 'VEVENT' ? events : zones).push(block)
    }
    if (block) block.push(line)
    else if (!/^(BEGIN|END):/i.test(line)) head.push(line)
    if (block && new RegExp(`^END:${name}\\s*$`, 'i').test(line)) block = undefined
  }
  if (events.length > MOST_EVENTS)
    throw new NoCalendar(`It has more than ${MOST_EVENTS.toLocaleString('en')} entries: bring a part of it.`)
  const title = unfolded(head)
  return {
    name: property(title, 'X-WR-CALNAME') ?? property(title, 'NAME') ?? '',
    zone: property(title, 'X-WR-TIMEZONE'),
    zones: zones.flatMap((one) => component(one, 'vtimezone') ?? []),
    events: events.map((one) => {
      const event = component(one, 'vevent')
      return event ? { event } : { broken: property(unfolded(one), 'SUMMARY') ?? '' }
    }),
  }
}

function mustBeCalendar(text: string, lines: readonly string[]): void {
  if (text.trim() === '') throw new NoCalendar('It is empty.')
  if (!lines.some((line) => /^BEGIN:VCALENDAR\s*$/i.test(line)))
    throw new NoCalendar(
      /<html|<!doctype/i.test(text.slice(0, 2000))
        ? 'This is a web page and no calendar. Look for the address that ends in .ics: a calendar’s settings call it “iCal address” or “ICS link”.'
        : 'This is no calendar: it does not begin with BEGIN:VCALENDAR.',
    )
  if (!lines.some((line) => /^END:VCALENDAR\s*$/i.test(line)))
    throw new NoCalendar('It breaks off before its end, so nothing of it was taken. Export it once more.')
}

/** A line that begins with a blank goes on from the one before. */
const unfolded = (lines: readonly string[]): string[] =>
  lines
    .join('\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')

function property(lines: readonly string[], name: string): string | undefined {
  const found = lines.find((line) => new RegExp(`^${name}[;:]`, 'i').test(line))
  return (
    found
      ?.slice(found.indexOf(':') + 1)
      .replace(/\\([,;\\])/g, '$1')
      .replace(/\\n/gi, ' ')
      .trim() || undefined
  )
}

function component(lines: readonly string[], name: string): ICAL.Component | undefined {
  try {
    const found = ICAL.Component.fromString(lines.filter((line) => line.trim() !== '').join('\r\n'))
    return found.name === name ? found : undefined
  } catch {
    return undefined
  }
}
