import type { Id } from '../kit/ids.ts'
import { job } from '../kit/jobs.ts'
import { endSessionsElsewhere } from './identity.ts'

/** A deed sees one company; the same human's sessions in others end right after it. */
export const endElsewhere = job<{ identity: Id }>({
  name: 'people.end-elsewhere',
  run: (database, who, { identity }) => endSessionsElsewhere(database, identity, who.company),
})
