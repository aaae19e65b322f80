/** What history says of the deeds of this word. */
export const limitsSentences = [
  { kind: 'limits.ladder-set', says: 'set what levels may give without asking' },
  { kind: 'limits.own-set', says: 'gave somebody a limit of their own' },
  { kind: 'limits.ceiling-set', says: 'set the company’s ceiling' },
  { kind: 'limits.budget-set', says: 'set a team’s budget' },
  { kind: 'limits.silence-set', says: 'set whether no answer means yes' },
]
