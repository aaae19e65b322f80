import type { Switch } from './switches.ts'

const never = (name: string, title: string, says: string): Switch => ({
  name,
  title,
  says,
  noticeDays: 14,
  opens: [],
})

/** What products of this kind often measure and this one does not: listed, so that nobody need ask. */
export const neverBuilt: Switch[] = [
  never(
    'people.presence',
    'Presence',
    'Who is signed in or at work right now. Nobody sees it; when two answer one customer they read that somebody has just answered, and not who is online.',
  ),
  never(
    'people.reading-receipts',
    'Reading receipts',
    'Who has read a letter, a notice or a case. It is not kept, for managers neither.',
  ),
  never(
    'people.rankings',
    'Rankings of people',
    'Lists of employees in the order of a number: thanks, cases, money given. No list is sorted by such a number.',
  ),
  never(
    'people.asks-by-person',
    'Asks by person',
    'How often somebody asks another for a yes above their limit. It is seen on each case, by who works on it, and never added up.',
  ),
  never(
    'people.time-by-person',
    'Time for each case by person',
    'How long somebody takes. Promises to customers have clocks; people have none.',
  ),
  never(
    'people.recordings',
    'Recordings of calls and screens',
    'What somebody says on the telephone or does on their screen. Nothing is recorded.',
  ),
]
