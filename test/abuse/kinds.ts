// What the names in paths, queries and bodies stand for. A name that is nowhere here fails the test of the walls.

export const KINDS = [
  'absence',
  'address',
  'ask',
  'case',
  'calendar',
  'company',
  'customer',
  'entry',
  'expected',
  'earned',
  'fact',
  'import',
  'interaction',
  'key',
  'kindness',
  'kind',
  'loss',
  'lossReason',
  'mail',
  'opening',
  'person',
  'gonePolicy',
  'policy',
  'policyNews',
  'policyReport',
  'policyWait',
  'pledge',
  'pledgeDone',
  'callPlace',
  'shift',
  'promise',
  'owedKind',
  'purchase',
  'remedy',
  'request',
  'round',
  'session',
  'stage',
  'team',
  'thanks',
  'thanksCode',
  'touchpoint',
  'touchpointCode',
  'twin',
  'unclear',
] as const
export type Kind = (typeof KINDS)[number]

/** A member, a field, a query or a path parameter by its own name. */
const BY_NAME: Record<string, Kind> = {
  absence: 'absence',
  address: 'address',
  at_one_price: 'kind',
  beside: 'person',
  case: 'case',
  company: 'company',
  customer: 'customer',
  earned: 'earned',
  entry: 'entry',
  fact: 'fact',
  for: 'request',
  from_team: 'team',
  happened_last: 'interaction',
  instead: 'promise',
  interaction: 'interaction',
  into: 'customer',
  kind: 'kind',
  kind_extra: 'kind',
  kind_fix: 'kind',
  kind_owed: 'kind',
  kind_sorry: 'kind',
  mail: 'mail',
  news: 'policyNews',
  only: 'touchpoint',
  owner: 'person',
  parent: 'team',
  people: 'person',
  person: 'person',
  pick: 'customer',
  policy: 'policy',
  promise: 'promise',
  promises_kept: 'promise',
  purchase: 'purchase',
  purchase_owed: 'purchase',
  read_as: 'lossReason',
  remedy: 'remedy',
  report: 'policyReport',
  round: 'round',
  stage: 'stage',
  standIn: 'person',
  stand_in: 'person',
  team: 'team',
  to: 'person',
  todo_team: 'team',
  touchpoint: 'touchpoint',
  wait: 'policyWait',
  with: 'customer',
}

/** An `id` in a path, by the word that stands before it, or by the whole path where that says it better. */
const BY_PLACE: Record<string, Kind> = {
  asks: 'ask',
  calendars: 'calendar',
  calls: 'callPlace',
  cases: 'case',
  council: 'person',
  customers: 'customer',
  expected: 'expected',
  '/pledges/done/:id/take-back': 'pledgeDone',
  import: 'import',
  imports: 'import',
  interactions: 'interaction',
  keys: 'key',
  kindnesses: 'kindness',
  kinds: 'kind',
  losses: 'loss',
  'loss-reasons': 'lossReason',
  mail: 'interaction',
  openings: 'opening',
  people: 'person',
  pledges: 'pledge',
  policies: 'policy',
  rules: 'policy',
  reports: 'policyReport',
  '/policies/:id/reopening': 'gonePolicy',
  '/policies/:id/told': 'gonePolicy',
  '/policies/:id/not-told': 'gonePolicy',
  '/policies/:id/still-to-tell': 'gonePolicy',
  '/rules/:id/reopen': 'gonePolicy',
  '/rules/:id/tell': 'gonePolicy',
  '/rules/:id/tell/not': 'gonePolicy',
  '/rules/:id/tell/back': 'gonePolicy',
  '/rules/:id/letter': 'gonePolicy',
  promises: 'promise',
  'remedy-kinds': 'kind',
  remedies: 'remedy',
  requests: 'request',
  sessions: 'session',
  shifts: 'shift',
  stages: 'stage',
  teams: 'team',
  thanks: 'thanks',
  '/thanks/:id/choice': 'unclear',
  '/thanks/:id/choose': 'unclear',
  '/today/thanks/:id/whom': 'unclear',
  '/:company/t/:code': 'touchpointCode',
  '/:company/call/:code': 'touchpointCode',
  '/:company/tell-us/:code': 'touchpointCode',
  '/:company/thank/:code': 'thanksCode',
  'delete /customers/:id/merge': 'twin',
  touchpoints: 'touchpoint',
  todos: 'remedy',
  waiting: 'mail',
}

/** Paths are written with braces by contracts and with colons by pages. */
export const colons = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/**
 * Parameters that are no row of one company: a token is the credential itself, a short name is public, a place and a
 * key mean something only within the row before them.
 */
const NO_ROW: Record<string, string> = {
  token: 'x'.repeat(32),
  company: '',
  place: '0',
  part: 'try',
  key: 'key-1',
  name: 'results.by-employee',
}

export function kindOfParameter(method: string, path: string, name: string): Kind | 'none' | undefined {
  const written = colons(path)
  if (name in NO_ROW) return 'none'
  const parts = written.split('/')
  const last = parts.filter((part) => part.startsWith(':')).at(-1) === `:${name}`
  const before = parts[parts.indexOf(`:${name}`) - 1] ?? ''
  const whole = last ? (BY_PLACE[`${method} ${written}`] ?? BY_PLACE[written]) : undefined
  return whole ?? BY_NAME[name] ?? BY_PLACE[before]
}
/** What stands in a path for a parameter that is no row. */
export const plainParameter = (name: string, slug: string): string => NO_ROW[name] || slug

export const kindOfField = (name: string): Kind | undefined => BY_NAME[name]

/** Fields of forms, and queries, that are words, days, amounts or choices and never name a row. */
const PLAIN = new Set(
  `back came_back meets time url anew asked by change day doing felt hours leave met noted open per planned promise_what promise_by rule_name again_at times yes
   added address after agent all amount answerAt answerHours as brief ceiling closed confirmed cost currency current
   customer_days days did done email fact file founder happened how ideal kept key lang language last lines link
   merged minutes name names needed new nobody organisation own owed password per_week period phone pictures q question recount reply right said
   scale scopes seen sender sent share since text thanked title todo token tried turn until wants what when whose word
   words written zone again anew because level of channel charged decide_days gone hurt more on reason
   month notice k saw sentence source subject whom there digest hour List-Unsubscribe origin tel number who at lost_on size over why could_have_kept back_on about from hold score country minor`.split(
    /\s+/,
  ),
)
/** Names that mean something else at this one place. */
const HERE: Record<string, string[]> = {
  '/company/limits/own': ['case', 'customer'],
  '/sign-in': ['to'],
  // Looked for among what was given on the case that is shown, nowhere else.
  '/panel': ['given'],
  '/cases/:id/take': ['to'],
}
export const isPlain = (path: string, name: string): boolean =>
  PLAIN.has(name) ||
  (HERE[path]?.includes(name) ?? false) ||
  /^(mon|tue|wed|thu|fri|sat|sun)_(from|to)[12]$/.test(name) ||
  /^(amount|reason)_\w+$/.test(name) ||
  /^(front-line|supervisor|manager|leader)_\w+$/.test(name)

/** Forms that take any field at all, and why none of them can name a row. */
export const LOOSE: Record<string, string> = {
  '/company/import/:id/again': 'the columns of the table, by their place',
  '/follow/:token/add': 'read by readVisit, which knows no ids',
  '/follow/:token/right': 'read by readVisit, which knows no ids',
  '/:company/tell-us': 'read by readVisit, which knows no ids',
  '/:company/tell-us/:code': 'read by readVisit, which knows no ids',
  '/:company/thank/:code': 'read by readVisit, which knows no ids',
  '/:company/already': 'an address alone',
  '/:company/call': 'read by readVisit, which knows no ids',
  '/:company/call/:code': 'read by readVisit, which knows no ids',
}
