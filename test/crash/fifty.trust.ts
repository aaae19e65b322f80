import { test } from 'node:test'
import { raceForFifty } from './fifty.ts'

test('400 parallel extras of €1 against a limit of €50 book exactly 50, in twenty rounds', () =>
  raceForFifty(20))
