// The words in their order, and all that happens after a deed: read this file and nothing is hidden.
import type { Database } from './kit/db.ts'
import type { Leaf } from './kit/doors.ts'
import type { Route } from './kit/endpoint.ts'
import type { Round } from './kit/rounds.ts'
import { navigation } from './people/frame.tsx'
import type { Staff } from './people/people.ts'

navigation.take(
  { on: 'today', label: 'Today', href: '/today', key: 't', icon: 'today' },
  { on: 'customers', label: 'Customers', href: '/customers', key: 'c', icon: 'customers' },
  { on: 'journey', label: 'Journey', href: '/journey', key: 'j', icon: 'journey' },
  { on: 'wall', label: 'Wall', href: '/wall', key: 'w', icon: 'wall' },
  { on: 'company', label: 'Company', href: '/company', key: 'o', icon: 'company' },
)

// -- what follows a deed, word by word -------------------------------------------------------------------------

// -- what the API answers and which pages there are ------------------------------------------------------------

export const routes: readonly Route<Staff>[] = [].flat()

export const leaves: readonly Leaf[] = [].flat()

/** What comes back by itself. */
export const rounds = (_database: Database): Round[] => []
