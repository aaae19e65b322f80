import type { Leaf } from '../kit/doors.ts'
import { joinPages } from './join.tsx'
import { setUpPages } from './set-up.tsx'
import { signInPages } from './sign-in-pages.tsx'
import { welcomePages } from './welcome.tsx'

export { baseUrl, entranceIs } from './entrance.ts'

/** What one sees before anybody has signed in. */
export const doorLeaves: Leaf[] = [...welcomePages, ...setUpPages, ...signInPages, ...joinPages]
