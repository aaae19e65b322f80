import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAbout } from '../history/history.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Limit, left, leftOwed, limitOf, type Spent, startOfPeriod } from './limits.ts'
import { setLadder, setOwnLimit, setSilence } from './set.ts'

const limit = (more: Partial<Limit> = {}): Limit => ({
  id: '',
  level: 'front-line',
  person_id: null,
  currency: 'EUR',
  per_case: 10_000n,
  per_customer: 10_000n,
  customer_days: 30,
  per_period: 100_000n,
  period: 'month',
  owed_per_case: 25_000n,
  at: new Date(0),
  by_id: null,
  ...more,
})
const ceiling = {
  id: '',
  currency: 'EUR',
  per_period: 1_000_000n,
  period: 'month' as const,
  at: new Date(0),
  by_id: null,
}
const spent = (more: Partial<Spent> = {}): Spent => ({
  onCase: 0n,
  toCustomer: 0n,
  inPeriod: 0n,
  byCompany: 0n,
  owedOnCase: 0n,
  ...more,
})
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('the tightest bound says what is left, and is named', () => {
  assert.deepEqual(left(limit(), ceiling, spent()), { amount: 10_000n, bound: 'case' })
  assert.deepEqual(left(limit(), ceiling, spent({ toCustomer: 2600n })), { amount: 7400n, bound: 'customer' })
  assert.deepEqual(left(limit(), ceiling, spent({ inPeriod: 99_000n })), { amount: 1000n, bound: 'period' })
  assert.deepEqual(left(limit(), ceiling, spent({ byCompany: 999_999n })), { amount: 1n, bound: 'ceiling' })
})

test('nothing is left, and never less than nothing, when a limit was lowered below what is spent', () => {
  assert.deepEqual(left(limit({ per_case: 100n }), ceiling, spent({ onCase: 5000n })), {
    amount: 0n,
    bound: 'case',
  })
  assert.equal(leftOwed(limit({ owed_per_case: 100n }), spent({ owedOnCase: 101n })), 0n)
})

test('a leader has no bound but the ceiling; without a ceiling, or a limit, nobody gives', () => {
  const free = limit({ per_case: null, per_customer: null, per_period: null, owed_per_case: null })
  assert.deepEqual(left(free, ceiling, spent({ byCompany: 1n })), { amount: 999_999n, bound: 'ceiling' })
  assert.equal(leftOwed(free, spent()), null)
  assert.deepEqual(left(free, undefined, spent()), { amount: 0n, bound: 'none' })
  assert.deepEqual(left(undefined, ceiling, spent()), { amount: 0n, bound: 'none' })
})

test('a period begins on the company’s own calendar', () => {
  const at = new Date('2026-11-30T23:30:00Z')
  assert.equal(startOfPeriod(at, 'month', 'Europe/Berlin').toISOString(), '2026-11-30T23:00:00.000Z')
  assert.equal(startOfPeriod(at, 'month', 'UTC').toISOString(), '2026-11-01T00:00:00.000Z')
  assert.equal(startOfPeriod(at, 'day', 'Asia/Kathmandu').toISOString(), '2026-11-30T18:15:00.000Z')
  assert.equal(startOfPeriod(at, 'week', 'UTC').toISOString(), '2026-11-30T00:00:00.000Z')
})

test('a new company begins with 100, 250, 500 and a ceiling, in its own currency', async () => {
  for (const [currency, unit] of [
    ['EUR', 100n],
    ['JPY', 100n],
    ['KWD', 1000n],
  ] as const) {
    const halden = await aCompany('Halden', { currency })
    const found = await halden.run((db) =>
      Promise.all(
        [halden.ben, halden.carla, halden.david, halden.mara].map((who) =>
          limitOf(db, who, currency, who.at),
        ),
      ),
    )
    assert.deepEqual(
      found.map((one) => one?.per_case),
      [100n * unit, 250n * unit, 500n * unit, null],
    )
  }
})

test('a limit holds in its currency: in another there is none', async () => {
  const halden = await aCompany()
  assert.equal(await halden.run((db) => limitOf(db, halden.ben, 'USD', halden.ben.at)), undefined)
})

test('only what changes is a new row, with who and when; the old one stays for the ledger', async () => {
  const halden = await aCompany()
  const now = await halden.run((db) => limitOf(db, halden.ben, 'EUR', halden.ben.at))
  const { level: _, id: __, at: ___, by_id: ____, person_id: _____, currency: ______, ...bounds } = now!
  const set = (per_case: bigint) =>
    halden.run((db) =>
      setLadder(db, halden.now(halden.mara), {
        currency: 'EUR',
        rungs: [{ ...bounds, per_case, level: 'front-line' }],
      }),
    )
  assert.deepEqual(await set(now!.per_case!), [])
  const [changed] = await set(8000n)
  assert.equal((await halden.run((db) => limitOf(db, halden.ben, 'EUR', halden.ben.at)))?.id, changed?.id)
  const { rows } = await halden.owner.query(
    'select count(*)::int as n from limits_limit where company_id = $1 and level = $2',
    [halden.company, 'front-line'],
  )
  assert.equal(rows[0].n, 2)
  const lines = await halden.run((db) => linesAbout(db, halden.company))
  assert.deepEqual(
    lines.map((line) => line.kind).filter((kind) => kind.startsWith('limits')),
    ['limits.ladder-set'],
  )
})

test('the ladder rises, a case fits into its period, and only an administrator sets it', async () => {
  const halden = await aCompany()
  const rung = {
    per_customer: 100n,
    customer_days: 30,
    per_period: 900_000n,
    period: 'month' as const,
    owed_per_case: 0n,
  }
  const set = (who: typeof halden.mara, level: 'front-line' | 'supervisor', per_case: bigint) =>
    halden.run((db) =>
      setLadder(db, halden.now(who), { currency: 'EUR', rungs: [{ ...rung, level, per_case }] }),
    )
  await assert.rejects(set(halden.mara, 'supervisor', 9999n), refused('limit-ladder'))
  await assert.rejects(set(halden.mara, 'front-line', 25_001n), refused('limit-ladder'))
  await assert.rejects(set(halden.mara, 'front-line', 900_001n), refused('limit-order'))
  await assert.rejects(set(halden.carla, 'front-line', 100n), refused('administrator'))
})

test('a limit of one’s own goes before the level’s', async () => {
  const halden = await aCompany()
  await halden.run((db) =>
    setOwnLimit(db, halden.now(halden.mara), {
      person: halden.ben.id,
      currency: 'EUR',
      per_case: 1n,
      per_customer: 1n,
      customer_days: 1,
      per_period: 1n,
      period: 'day',
      owed_per_case: 1n,
    }),
  )
  assert.equal((await halden.run((db) => limitOf(db, halden.ben, 'EUR', halden.ben.at)))?.per_case, 1n)
  assert.equal((await halden.run((db) => limitOf(db, halden.ana, 'EUR', halden.ana.at)))?.per_case, 10_000n)
})

test('the page says it in sentences, sets it, and leads a new company on to its day', async () => {
  const halden = await aCompany()
  const door = await halden.door(halden.mara)
  const page = await door.get('/company/limits')
  assert.match(
    page.text,
    /may give €100 a case, €100 to one customer in 30 days and €1,000 a month without asking/,
  )
  assert.match(page.text, /No answer is no yes/)
  const sent = {
    currency: 'EUR',
    new: 'yes',
    days: '14',
    period: 'week',
    ceiling: '5,000',
    ceiling_period: 'month',
    'front-line_case': '50',
    'front-line_customer': '60',
    'front-line_period': '300',
    'front-line_owed': '100',
    supervisor_case: '200',
    supervisor_customer: '200',
    supervisor_period: '1000',
    supervisor_owed: '500',
    manager_case: '400',
    manager_customer: '400',
    manager_period: '2000',
    manager_owed: '1000',
  }
  assert.equal((await door.post('/company/limits', sent)).location, '/today')
  const after = await door.get('/company/limits')
  assert.match(
    after.text,
    /may give €50 a case, €60 to one customer in 14 days and €300 a week without asking/,
  )
  assert.match(after.text, /by Mara Halden/)
  const wrong = await door.post('/company/limits', { ...sent, manager_case: 'much' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /id="ladder-manager_case-error"/)
  assert.equal((await door.post('/company/limits/silence', { minutes: '10', per_week: '3' })).status, 303)
  assert.match(
    (await door.get('/company/limits')).text,
    /No answer in ten minutes means yes, three times a week/,
  )
  const ben = await halden.door(halden.ben)
  assert.doesNotMatch((await ben.get('/company/limits')).text, /name="front-line_case"/)
  assert.equal((await ben.post('/company/limits', sent)).status, 403)
})

test('the API tells the ladder and sets it, in whole minor units', async () => {
  const halden = await aCompany()
  const api = await halden.api(halden.mara)
  const told = await api('GET', '/limits')
  assert.equal(told.status, 200)
  assert.deepEqual(
    told.body.ladder
      .map((one: { level: string; per_case: number | null }) => [one.level, one.per_case])
      .sort(),
    [
      ['front-line', 10_000],
      ['leader', null],
      ['manager', 50_000],
      ['supervisor', 25_000],
    ],
  )
  assert.deepEqual(told.body.silence, { minutes: null, per_week: 1 })
  const put = await api('PUT', '/limits/ceiling', { currency: 'EUR', per_period: 12_345, period: 'week' })
  assert.deepEqual([put.status, put.body.per_period], [200, 12_345])
  for (const per_period of [-1, 0.5, '100', null])
    assert.equal(
      (await api('PUT', '/limits/ceiling', { currency: 'EUR', per_period, period: 'week' })).status,
      422,
    )
  const ben = await halden.api(halden.ben)
  assert.equal((await ben('PUT', '/limits/silence', { minutes: 10, per_week: 3 })).status, 403)
  await halden.run((db) => setSilence(db, halden.now(halden.mara), { minutes: 10, per_week: 3 }))
  assert.deepEqual((await api('GET', '/limits')).body.silence, { minutes: 10, per_week: 3 })
})
