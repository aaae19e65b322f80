/** What history says of the deeds of this word. */
export const churnSentences = [
  { kind: 'churn.lost', says: 'wrote down that a customer left' },
  { kind: 'churn.loss-taken-back', says: 'took back that a customer left' },
  { kind: 'churn.read', says: 'read why a customer left' },
  { kind: 'churn.won-back', says: 'wrote down that a customer came back' },
  { kind: 'churn.return-taken-back', says: 'took back that a customer came back' },
  { kind: 'churn.reason-added', says: 'added a reason why customers leave' },
  { kind: 'churn.reason-ended', says: 'took a reason off the list why customers leave' },
]
