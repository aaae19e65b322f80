/** What a key may do in a scope, as one ticks it. The first is for reading, the second for writing. */
const SAID: Record<string, [read: string, write: string]> = {
  calendars: ['Read which calendars are read', 'Join calendars, and part with them'],
  cases: ['Read cases', 'Open cases, promise, answer and put right'],
  customers: ['Read customers and what they bought', 'Meet customers, note facts, record purchases'],
  figures: ['Read figures', 'Change figures'],
  imports: ['Read what was brought in by tables', 'Bring in tables'],
  interactions: ['Read what customers said', 'Write down what customers said'],
  journey: ['Read the journey', 'Draw the journey'],
  limits: ['Read what each level may give', 'Set what each level may give'],
  losses: ['Read which customers were lost, and why', 'Record that customers left or came back'],
  mail: ['Read mail that waits', 'Set up how mail comes in'],
  people: ['Read who works here', 'Invite people, change teams and switches'],
  pledges: ['Read what leaders pledged', 'Make pledges, and say they were kept'],
  policies: ['Read rules that stop us', 'Report rules, keep or scrap them'],
  remedies: ['Read what was given', 'Give money and goods, ask, and answer who asks'],
  requests: ['Read what teams wait for', 'Ask other teams, and answer them'],
  results: ['Read results', 'Change results'],
  shifts: ['Read shifts', 'Plan and begin shifts'],
  thanks: ['Read the wall', 'Thank people'],
}

/** `cases:write` as a sentence. Its name where it has none yet. */
export function saidOfScope(scope: string): string {
  const [what = '', how] = scope.split(':')
  return SAID[what]?.[how === 'read' ? 0 : 1] ?? scope
}
