/** What history says of the deeds of this word. */
export const emailSentences = [
  { kind: 'email.waits', says: 'could not read a mail yet' },
  { kind: 'email.noted', says: 'put the mail of somebody else beside a case' },
  { kind: 'email.note-removed', says: 'took the mail of somebody else from a case' },
  { kind: 'email.not-delivered', says: 'heard that a mail did not arrive' },
  { kind: 'email.delivery-noted', says: 'heard how a mail was delivered' },
  { kind: 'email.proof-read', says: 'checked who sent a mail' },
  { kind: 'email.tried-again', says: 'had waiting mail read again' },
  { kind: 'email.put-aside', says: 'put a waiting mail aside' },
  { kind: 'email.inbox-added', says: 'added an address at which mail comes in' },
  { kind: 'email.inbox-removed', says: 'removed an address at which mail comes in' },
  { kind: 'email.sender-quieted', says: 'let a sender open no more cases' },
  { kind: 'email.sender-heard-again', says: 'let a sender open cases again' },
]
