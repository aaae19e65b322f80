/** What history says of the deeds of this word. */
export const customersSentences = [
  { kind: 'customers.met', says: 'met a customer' },
  { kind: 'customers.better-known', says: 'learned more about a customer' },
  { kind: 'customers.corrected', says: 'corrected what we know of a customer' },
  { kind: 'customers.address-added', says: 'added an address of a customer' },
  { kind: 'customers.address-removed', says: 'removed an address of a customer' },
  { kind: 'customers.merged', says: 'merged two customers into one' },
  { kind: 'customers.unmerged', says: 'took a merge of two customers back' },
  { kind: 'customers.fact-noted', says: 'noted something good to know' },
  { kind: 'customers.fact-forgotten', says: 'erased something good to know' },
  { kind: 'customers.acquainted', says: 'got to know a customer' },
  { kind: 'customers.unacquainted', says: 'no longer knows a customer' },
  { kind: 'customers.purchase-recorded', says: 'recorded a purchase' },
  { kind: 'customers.purchase-changed', says: 'recorded a change to a purchase' },
]
