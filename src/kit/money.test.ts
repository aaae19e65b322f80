import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { currencyDecimals, isCurrency } from './currencies.ts'
import type { Money } from './money.ts'
import {
  add,
  compare,
  formatMoney,
  money,
  moneyOfMinor,
  parseMoney,
  smaller,
  subtract,
  sum,
  toDecimal,
} from './money.ts'
import { asciiDigits, plainDecimal } from './numerals.ts'
import { Refusal } from './refusal.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f]/g, '')

function refusedAs(code: string) {
  return (error: unknown) => error instanceof Refusal && error.kind === 'invalid' && error.code === code
}

describe('currencies', () => {
  test('decimals are those of ISO 4217, also where Intl says otherwise', () => {
    const expected = {
      EUR: 2,
      HUF: 2,
      COP: 2,
      PKR: 2,
      MGA: 2,
      JPY: 0,
      ISK: 0,
      UYI: 0,
      KWD: 3,
      IQD: 3,
      CLF: 4,
    }
    for (const [code, decimals] of Object.entries(expected))
      assert.equal(currencyDecimals(code), decimals, code)
  })
  test('gold, the test code and small letters are no currency', () => {
    assert.deepEqual(['EUR', 'XCG', 'XAU', 'XTS', 'XXX', 'eur', '', 'ABC'].map(isCurrency), [
      true,
      true,
      ...Array<boolean>(6).fill(false),
    ])
  })
})

describe('exact amounts', () => {
  test('a decimal becomes minor units of its currency', () => {
    assert.deepEqual(money('40.00', 'EUR'), { minor: 4000n, currency: 'EUR' })
    assert.deepEqual(money('40.5', 'EUR'), { minor: 4050n, currency: 'EUR' })
    assert.deepEqual(money('1000', 'JPY'), { minor: 1000n, currency: 'JPY' })
    assert.deepEqual(money('1.234', 'KWD'), { minor: 1234n, currency: 'KWD' })
    assert.deepEqual(money('90071992547409.91', 'EUR').minor, 9007199254740991n)
  })
  test('refuses what is not one', () => {
    for (const text of ['', ' ', 'NaN', '1e3', '1e309', 'Infinity', '-1', '+1', '1,5', '.5', '5.', '0x10']) {
      assert.throws(() => money(text, 'EUR'), refusedAs('money.not-an-amount'), text)
    }
    assert.throws(() => money('0.005', 'EUR'), refusedAs('money.too-many-decimals'))
    assert.throws(() => money('40.0', 'JPY'), refusedAs('money.too-many-decimals'))
    assert.throws(() => money('90071992547409.92', 'EUR'), refusedAs('money.too-large'))
    assert.throws(() => money('1', 'EURO'), refusedAs('money.unknown-currency'))
  })
  test('toDecimal and back is the same amount', () => {
    for (const [text, currency] of [
      ['0.00', 'EUR'],
      ['0.05', 'EUR'],
      ['40.50', 'EUR'],
      ['7', 'JPY'],
      ['0.007', 'KWD'],
      ['1.0001', 'CLF'],
    ] as const) {
      assert.equal(toDecimal(money(text, currency)), text)
    }
    assert.equal(toDecimal(moneyOfMinor(-50n, 'EUR')), '-0.50')
  })
  test('a million cents of ten make exactly 100,000', () => {
    const amounts = function* (): Generator<Money> {
      for (let i = 0; i < 1_000_000; i++) yield { minor: 10n, currency: 'EUR' }
    }
    assert.deepEqual(sum(amounts(), 'EUR'), money('100000.00', 'EUR'))
    assert.deepEqual(sum([], 'EUR'), money('0', 'EUR'))
  })
  test('adds, subtracts and compares within one currency only', () => {
    const [a, b] = [money('0.10', 'EUR'), money('0.20', 'EUR')]
    assert.deepEqual(add(a, b), money('0.30', 'EUR'))
    assert.equal(subtract(a, b).minor, -10n)
    assert.deepEqual([compare(a, b), compare(b, a), compare(a, money('0.1', 'EUR'))], [-1, 1, 0])
    assert.equal(smaller(b, a), a)
    for (const deed of [add, subtract, compare]) assert.throws(() => deed(a, money('1', 'USD')), TypeError)
    assert.throws(() => sum([a], 'USD'), TypeError)
  })
})

describe('amounts as people write them', () => {
  const read = (text: string, language = 'en', currency = 'EUR') =>
    toDecimal(parseMoney(text, currency, language))
  test('with marks of any country where they leave no doubt', () => {
    for (const text of [
      '40',
      '40,00',
      '40.00',
      ' €40 ',
      '€ 40',
      '40 €',
      '40 EUR',
      'eur 40',
      '40,-',
      '40.—',
      '٤٠',
      '40 euros',
    ]) {
      assert.equal(read(text), '40.00', text)
    }
    for (const text of [
      '1.234,50',
      '1,234.50',
      '1 234,50',
      "1'234.50",
      '1’234,5',
      '1 234,50',
      '١٬٢٣٤٫٥٠',
      '１２３４.50',
      '1234,5',
      '€1,234.5',
    ]) {
      assert.equal(read(text), '1234.50', text)
    }
    assert.equal(read('1,23,456.70', 'en-IN'), '123456.70')
    assert.equal(read('12.345.678', 'en'), '12345678.00')
    assert.equal(read('.5'), '0.50')
    assert.equal(read('40 Euro', 'de'), '40.00')
    assert.equal(read('¥1,000', 'en', 'JPY'), '1000')
    assert.equal(read('د.ك.‏ 1.250', 'ar', 'KWD'), '1.250')
  })
  test('one mark before three digits is read in the language', () => {
    assert.equal(read('1.234', 'de'), '1234.00')
    assert.equal(read('1,234', 'en'), '1234.00')
    assert.equal(read('1.234', 'en', 'KWD'), '1.234')
    assert.equal(read('1,234', 'de', 'KWD'), '1.234')
    assert.throws(() => read('1.234', 'en'), refusedAs('money.too-many-decimals'))
    assert.throws(() => read('1,234', 'de'), refusedAs('money.too-many-decimals'))
    assert.throws(() => read('1.234', 'fr'), refusedAs('money.not-an-amount'))
  })
  test('refuses the rest and never rounds', () => {
    const refused: Record<string, string[]> = {
      'money.not-an-amount': [
        '',
        ' ',
        '€',
        'forty',
        'NaN',
        'Infinity',
        '1e309',
        '1e3',
        '$40',
        '40 USD',
        '40 40',
        '4 0',
      ].concat([
        '1.2.3',
        '1,23,4',
        '1,2345.00',
        '12.34,5.6',
        '4€0',
        '40€40',
        '½',
        '40²',
        '0x28',
        '1'.repeat(61),
      ]),
      'money.too-many-decimals': ['0.005', '0,005', '40.001', '1,234.567'],
      'money.negative': ['-40', '−40', '€-40', '-€40', '(40)'],
      'money.too-large': ['9'.repeat(40), '90071992547409.92'],
    }
    for (const [code, texts] of Object.entries(refused)) {
      for (const text of texts) assert.throws(() => read(text), refusedAs(code), `${code}: ${text}`)
    }
    assert.throws(() => read('¥40.0', 'en', 'JPY'), refusedAs('money.too-many-decimals'))
  })
  test('what we write we read again, in every language', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'ar', 'de-CH', 'en-IN', 'fa', 'hi-u-nu-deva']) {
      for (const amount of [
        money('1234567.8', 'EUR'),
        money('0.05', 'USD'),
        money('98765', 'JPY'),
        money('12345.678', 'KWD'),
      ]) {
        const written = formatMoney(amount, language)
        assert.deepEqual(parseMoney(written, amount.currency, language), amount, `${language}: ${written}`)
      }
    }
  })
})

describe('amounts as we write them', () => {
  test('whole ones without decimals, others with all of them', () => {
    const written = (decimal: string, currency: string, language = 'en') =>
      plain(formatMoney(money(decimal, currency), language))
    assert.equal(written('40.00', 'EUR'), '€40')
    assert.equal(written('40.50', 'EUR'), '€40.50')
    assert.equal(written('1234.5', 'EUR', 'de'), '1.234,50 €')
    assert.equal(written('74', 'EUR', 'fr'), '74 €')
    assert.equal(written('74', 'EUR', 'ar'), '74 €')
    assert.equal(written('1000', 'JPY'), '¥1,000')
    assert.equal(written('1.25', 'KWD'), 'KWD 1.250')
    assert.equal(written('1000.50', 'HUF'), 'HUF 1,000.50')
    assert.equal(plain(formatMoney(moneyOfMinor(-4050n, 'EUR'), 'en')), '-€40.50')
  })
  test('amounts beyond what a float can hold keep their last cent', () => {
    assert.equal(formatMoney(moneyOfMinor(12345678901234567890n, 'EUR'), 'en'), '€123,456,789,012,345,678.90')
  })
})

test('numbers with a sign', () => {
  assert.equal(plainDecimal('−1.234,5', 'en'), '-1234.5')
  assert.equal(plainDecimal('- 5', 'en'), undefined)
  assert.equal(asciiDigits('۲۰۲۶ ٣'), '2026 3')
})
