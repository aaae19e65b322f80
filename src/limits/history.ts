/** What history says of the deeds of this word. */
export const limitsSentences = [
  { kind: 'limits.ladder-set', says: 'set what levels may give without asking' },
  { kind: 'limits.own-set', says: 'gave somebody a limit of their own' },
  { kind: 'limits.ceiling-set', says: 'set the company’s ceiling' },
  { kind: 'limits.budget-set', says: 'set a team’s budget' },
  { kind: 'limits.silence-set', says: 'set whether no answer means yes' },
  { kind: 'limits.shift-planned', says: 'asked for a shift beside somebody' },
  { kind: 'limits.shift-agreed', says: 'said yes to a shift beside them' },
  { kind: 'limits.shift-declined', says: 'said no to a shift beside them' },
  { kind: 'limits.shift-begun', says: 'took a shift, with the limit of the person beside' },
  { kind: 'limits.shift-ended', says: 'ended a shift before its time' },
  { kind: 'limits.shift-called-off', says: 'called a planned shift off' },
  { kind: 'limits.shift-over', says: 'came to the end of a shift' },
]
