import type { Leaf } from '../../kit/doors.ts'
import { callLeaves } from './call-panel.tsx'
import { companyPages } from './company-page.tsx'
import { connectPages } from './connect.tsx'
import { findPages } from './find.tsx'
import { panelPages } from './panel.tsx'
import { openPanel } from './panel-open.ts'

/** Everything that a telephone, or a program beside us, opens. */
export const phonePages: Leaf[] = [
  ...findPages,
  ...panelPages,
  openPanel,
  ...connectPages,
  ...companyPages,
  ...callLeaves,
]
