/** The few words that the parts say by themselves. Whoever speaks another language hands them to the shell. */
export interface Wording {
  skip: string
  menu: string
  search: string
  optional: string
  problem: string
  show: string
  newer: string
  undo: string
  copy: string
  copied: string
  table: string
  /** `{ago}` is replaced, as in "due 12 minutes ago". */
  overdue: string
  previous: string
  next: string
  keys: string
  keysHelp: string
  keysSwitch: string
  keysClose: string
  keysSearch: string
  keysMove: string
  keysOpen: string
}

export const english: Wording = {
  skip: 'Skip to the page',
  menu: 'Main menu',
  search: 'Search',
  optional: 'optional',
  problem: 'This did not go through.',
  show: 'Show',
  newer: 'Something new',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  table: 'As a table',
  overdue: 'due {ago}',
  previous: 'Earlier',
  next: 'Later',
  keys: 'Keys',
  keysHelp: 'show this',
  keysSwitch: 'Use single keys',
  keysClose: 'Close',
  keysSearch: 'search',
  keysMove: 'down and up the list',
  keysOpen: 'open',
}
