import { test } from 'node:test'
import { killAgainAndAgain } from './kill.ts'

test('killed by force under load, the program, its PostgreSQL or both: what was answered for is there, once', (t) =>
  killAgainAndAgain(t, 3))
