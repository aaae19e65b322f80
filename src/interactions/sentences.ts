/** What history says of the deeds of this word. */
export const interactionsSentences = [
  { kind: 'interactions.heard', says: 'wrote down what was said' },
  { kind: 'interactions.verdict-set', says: 'said what it was for the customer' },
  { kind: 'interactions.verdict-taken-back', says: 'took a verdict back' },
]
