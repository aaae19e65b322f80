import type { Leaf } from '../kit/doors.ts'
import { accountPages } from './pages-account.tsx'
import { companiesPages } from './pages-companies.tsx'
import { companyPage } from './pages-company.tsx'
import { keyPages } from './pages-keys.tsx'
import { lettersPage } from './pages-letters.tsx'
import { peopleListPages } from './pages-people.tsx'
import { personPages } from './pages-person.tsx'
import { settingsPages } from './pages-settings.tsx'
import { teamPages } from './pages-teams.tsx'

export const peoplePages: Leaf[] = [
  companyPage,
  ...peopleListPages,
  ...personPages,
  ...teamPages,
  ...settingsPages,
  ...keyPages,
  lettersPage,
  ...accountPages,
  ...companiesPages,
]
