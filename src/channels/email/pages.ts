import type { Leaf } from '../../kit/doors.ts'
import { mailHouseLeaves } from './page-house.tsx'
import { mailLeaves } from './page-mail.tsx'

export const emailPages: Leaf[] = [...mailLeaves, ...mailHouseLeaves]
