import { z } from 'zod'
import { answers, dayShape, endpoint, idShape, moneyShape, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { one, out, policyOut, read, write } from './api-shapes.ts'
import { takeEarningBack, writeEarning } from './earned.ts'
import { policySettings, setPolicySettings } from './settings.ts'

const settingsShape = z.object({ decide_days: z.int(), again: z.int(), public: z.boolean() })
/** What a rule earned, and how rules are decided on. */
export const howApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/earnings',
      says: 'Writes down what a rule earned: how much, in which days, and where that stands.',
      scope: write,
      input: one.extend({
        amount: moneyShape,
        from: dayShape,
        until: dayShape,
        source: textShape(200).min(1),
      }),
      output: policyOut,
      status: 201,
    }),
    async (db, who: Staff, { id, ...what }) => out(await writeEarning(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'delete',
      path: '/policies/{id}/earnings/{earned}',
      says: 'Takes an amount back that was written down as earned.',
      scope: write,
      input: one.extend({ earned: idShape }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, earned }) => out(await takeEarningBack(db, who, id, earned)),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/policy-settings',
      says: 'How rules are decided on: the days to decide, when a kept one comes back, whether everybody outside may read what is gone.',
      scope: read,
      input: z.object({}),
      output: settingsShape,
    }),
    (db) => policySettings(db),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/policy-settings',
      says: 'Changes how rules are decided on.',
      scope: write,
      input: z.object({
        decide_days: z.int().min(1).max(90).optional(),
        again: z.int().min(1).max(1000).optional(),
        public: z.boolean().optional(),
      }),
      output: settingsShape,
    }),
    (db, who: Staff, change) =>
      setPolicySettings(db, who, {
        ...(change.decide_days === undefined ? {} : { decide_days: change.decide_days }),
        ...(change.again === undefined ? {} : { again: change.again }),
        ...(change.public === undefined ? {} : { public: change.public }),
      }),
  ),
]
