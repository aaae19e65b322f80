import { test } from 'node:test'
import { killAgainAndAgain } from './kill.ts'

test('killed sixty times under load: of all that was answered for nothing is lost and nothing is there twice', (t) =>
  killAgainAndAgain(t, 60, 850))
