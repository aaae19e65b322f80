/** What history says of the deeds of this word. */
export const remediesSentences = [
  { kind: 'remedies.given', says: 'put something right for a customer' },
  { kind: 'remedies.taken-back', says: 'took a gesture back' },
  { kind: 'remedies.asked', says: 'asked whether more may be given' },
  { kind: 'remedies.ask-answered', says: 'answered what a colleague asked' },
  { kind: 'remedies.ask-climbed', says: 'passed an unanswered question on to the next above' },
  { kind: 'remedies.ask-moved', says: 'passed on the questions of somebody who left' },
  { kind: 'remedies.ask-withdrawn', says: 'took a question back' },
  { kind: 'remedies.ticked', says: 'did what was promised with a gesture' },
  { kind: 'remedies.unticked', says: 'said that something is still to be done' },
  { kind: 'remedies.kind-made', says: 'added a way of putting it right' },
  { kind: 'remedies.kind-retired', says: 'retired a way of putting it right' },
]
