import type { Leaf } from '../kit/doors.ts'
import { fileLeaves } from './files.tsx'
import { kindnessLeaves } from './kindness.tsx'
import { interactionLeaves } from './page.tsx'
import { writeDownLeaves } from './write-down.tsx'

export const interactionsPages: Leaf[] = [
  ...interactionLeaves,
  ...kindnessLeaves,
  ...writeDownLeaves,
  ...fileLeaves,
]
