/** What history says of the deeds of this word. */
export const formsSentences = [
  { kind: 'forms.defined', says: 'changed what is asked' },
  { kind: 'forms.answered', says: 'answered' },
]
