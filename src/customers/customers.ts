// What the other words may use of customers.
export { acquaint, acquaintancesOf, unacquaint } from './acquaint.ts'
export { ADDRESS_KINDS, type AddressKind, addressNames, linkOf, type Written } from './addresses.ts'
export { tellPurchases } from './bought.tsx'
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
} from './customer.ts'
export { factLines, factsOf, forgetFact, noteFact } from './facts.ts'
export { type Meeting, meet } from './meet.ts'
export { merge, mergedInto, unmerge } from './merge.ts'
export { customerPanels, type Saying, type StoryLine, searchers, storyTellers } from './offers.ts'
export { type Bought, boughtInAll, purchase, purchasesOf, recordPurchase } from './purchases.ts'
export { searchCustomers, whoRings, whoWrites } from './search.ts'
export { story } from './story.ts'
