import type { Leaf } from '../kit/doors.ts'
import { packLeaf } from './pack.tsx'
import { accountPages } from './pages-account.tsx'
import { backupPage } from './pages-backup.tsx'
import { companiesPages } from './pages-companies.tsx'
import { companyPage } from './pages-company.tsx'
import { keyPages } from './pages-keys.tsx'
import { lettersPage } from './pages-letters.tsx'
import { openingPages } from './pages-openings.tsx'
import { peopleListPages } from './pages-people.tsx'
import { personPages } from './pages-person.tsx'
import { settingsPages } from './pages-settings.tsx'
import { switchPages } from './pages-switches.tsx'
import { teamPages } from './pages-teams.tsx'

export const peoplePages: Leaf[] = [
  companyPage,
  ...peopleListPages,
  ...personPages,
  ...teamPages,
  ...settingsPages,
  ...keyPages,
  lettersPage,
  backupPage,
  ...switchPages,
  packLeaf,
  ...openingPages,
  backupPage,
  ...accountPages,
  ...companiesPages,
]
