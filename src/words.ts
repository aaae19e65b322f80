// The words in their order, and all that happens after a deed: read this file and nothing is hidden.
import { openWhereWrong, ownPage, releaseOnLeaving } from './cases/cases.ts'
import { foldRound } from './figures/figures.ts'
import { sentences } from './history/history.ts'
import { interactionsApi } from './interactions/api.ts'
import { carriers, heard } from './interactions/interactions.ts'
import { interactionsSentences } from './interactions/sentences.ts'
import type { Database } from './kit/db.ts'
import type { Leaf } from './kit/doors.ts'
import type { Route } from './kit/endpoint.ts'
import type { Round } from './kit/rounds.ts'
import { navigation } from './people/frame.tsx'
import { leavingSteps, type Staff } from './people/people.ts'

navigation.take(
  { on: 'today', label: 'Today', href: '/today', key: 't', icon: 'day' },
  { on: 'customers', label: 'Customers', href: '/customers', key: 'c', icon: 'people' },
  { on: 'journey', label: 'Journey', href: '/journey', key: 'j', icon: 'line' },
  { on: 'wall', label: 'Wall', href: '/wall', key: 'w', icon: 'frame' },
  { on: 'company', label: 'Company', href: '/company', key: 'o', icon: 'house' },
)

// -- what follows a deed, word by word -------------------------------------------------------------------------

// interactions: everything a customer said, lived or was told
sentences.take(...interactionsSentences)

// cases: what went wrong waits for somebody
heard.take(openWhereWrong)
carriers.take(ownPage)
leavingSteps.take(releaseOnLeaving)

// -- what the API answers and which pages there are ------------------------------------------------------------

export const routes: readonly Route<Staff>[] = [interactionsApi].flat()

export const leaves: readonly Leaf[] = [].flat()

/** What comes back by itself. */
export const rounds = (database: Database): Round[] => [foldRound(database)]
