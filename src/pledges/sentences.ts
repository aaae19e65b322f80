/** What history says of the deeds of this word. */
export const pledgesSentences = [
  { kind: 'pledges.made', says: 'made a pledge' },
  { kind: 'pledges.changed', says: 'changed a pledge' },
  { kind: 'pledges.ended', says: 'ended a pledge' },
  { kind: 'pledges.done', says: 'said what was done for a pledge' },
  { kind: 'pledges.done-taken-back', says: 'took back what was said to be done' },
  { kind: 'pledges.drawn', says: 'drew whom leaders ring this week' },
  { kind: 'pledges.called', says: 'rang a customer from the draw' },
  { kind: 'pledges.skipped', says: 'passed a customer of the draw on, with a reason' },
  { kind: 'pledges.met', says: 'met a limit or a rule on a shift' },
  { kind: 'pledges.told-team', says: 'told a team what they met on a shift' },
  { kind: 'pledges.kept-word', says: 'said what has changed since a shift' },
  { kind: 'pledges.seen-asked', says: 'asked some of us whether we saw what was pledged' },
  { kind: 'pledges.seen-released', says: 'let out whether we saw what was pledged' },
]
