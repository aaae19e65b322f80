// What the other words may use of customers.
export { acquaint, acquaintancesOf, unacquaint } from './acquaint.ts'
export { ADDRESS_KINDS, type AddressKind, addressNames, linkOf, type Written } from './addresses.ts'
export { tellPurchases } from './bought.tsx'
export { numbersOf } from './caller.ts'
export { allIdsOf, customer, customersById } from './canonical.ts'
export { addAddress, addressesOf, correct, newestCustomers, removeAddress } from './correct.ts'
export {
  type Acquaintance,
  type Address,
  type Customer,
  type Fact,
  type Noted,
  nameOf,
  type Purchase,
  shortNameOf,
} from './customer.ts'
export {
  type Asked,
  callOff,
  came,
  dayOf,
  dayOn,
  type Expected,
  type Expecting,
  expected,
  expectedFrom,
  expectedOf,
  expectedOn,
  expectVisit,
  mayBeExpected,
  moveVisit,
  notCome,
  onAgain,
  SOURCES,
  type Source,
  type When,
} from './expected.ts'
export { tellExpected } from './expected-story.tsx'
export { expectedToday } from './expected-today.tsx'
export { factLines, factsOf, forgetFact, noteFact } from './facts.ts'
export { type Meeting, meet } from './meet.ts'
export { merge, mergedInto, unmerge } from './merge.ts'
export {
  BACKS,
  type Back,
  besideExpected,
  customerPanels,
  lastContacts,
  type Saying,
  type StoryLine,
  searchers,
  storyTellers,
} from './offers.ts'
export { type Bought, boughtInAll, purchase, purchasesOf, recordPurchase } from './purchases.ts'
export { recognise } from './recognise.ts'
export { searchCustomers, whoRings, whoWrites } from './search.ts'
export { story } from './story.ts'
