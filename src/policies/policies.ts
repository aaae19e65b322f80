// What the other words may use of policies.
export { type LimitRule, limitRules, titleOf } from './as-rules.ts'
export { mayEarn, takeEarningBack, writeEarning } from './earned.ts'
export { onDay, stoppedSentence } from './in-words.ts'
export { passOnRules } from './leaving.ts'
export { setOwner } from './owner.ts'
export {
  awaitingWordOf,
  type LimitName,
  lastScrapped,
  type Policy,
  policies,
  policy,
  ruleReported,
  scrappedLately,
  type Which,
} from './policy.ts'
export { type Reported, type Reporting, reportRule, takeReportBack } from './report.ts'
export { findRules } from './search.ts'
export { type PolicySettings, policySettings, setPolicySettings } from './settings.ts'
export { putBack, type StillToTell, stillToTell, tellCustomer, tellNot, told } from './tell.ts'
export { defend, reopen, scrap } from './word.ts'
