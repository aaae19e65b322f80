/** What history says of the deeds of this word. */
export const casesSentences = [
  { kind: 'cases.opened', says: 'opened a case' },
  { kind: 'cases.added-to', says: 'added something to a case' },
  { kind: 'cases.brief-corrected', says: 'put the brief of a case into better words' },
  { kind: 'cases.taken', says: 'took a case' },
  { kind: 'cases.handed-over', says: 'handed a case over, with a brief' },
  { kind: 'cases.released', says: 'gave cases back to the team on leaving' },
  { kind: 'cases.promised', says: 'promised something to a customer' },
  { kind: 'cases.promise-kept', says: 'kept a promise' },
  { kind: 'cases.promise-near', says: 'reminded the holder that a promise is nearly due' },
  { kind: 'cases.promise-due', says: 'saw that a promise is due' },
  { kind: 'cases.answer-due', says: 'saw that an answer is due' },
  { kind: 'cases.replied', says: 'wrote to a customer' },
  { kind: 'cases.reply-stopped', says: 'stopped a letter before it left' },
  { kind: 'cases.put-right', says: 'put something right' },
  { kind: 'cases.not-right-yet', says: 'took back that it was put right' },
  { kind: 'cases.confirmed', says: 'said whether it was put right' },
]
