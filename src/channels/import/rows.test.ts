import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { Refusal } from '../../kit/refusal.ts'
import { readDate, readNumber } from './cells.ts'
import { guessColumns } from './columns.ts'
import { type Row, readTable, type Table, type TableOptions } from './rows.ts'

const utf8 = (text: string) => Buffer.from(text)
const read = (text: string, options?: TableOptions) => readTable(utf8(text), options)

async function all(table: Table): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of table.rows) rows.push(row)
  return rows
}

const cellsOf = async (table: Table) => (await all(table)).map((row) => row.cells)
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

function shared(t: TestContext, file: string): Buffer | undefined {
  const path = join('..', 'shared', 'data', file)
  if (existsSync(path)) return readFileSync(path)
  t.skip(`${file} is not read: the shared data is absent`)
  return undefined
}

describe('real files', () => {
  test('CDNOW: fixed columns, no names, 6,919 purchases of 2,357 customers', async (t) => {
    const bytes = shared(t, 'CDNOW_sample.txt')
    if (!bytes) return
    const table = await readTable(bytes)
    assert.deepEqual([table.delimiter, table.lineEnd, table.header], ['fixed', '\r\n', undefined])
    const rows = await all(table)
    assert.deepEqual(rows[0], { line: 1, cells: ['00004', '0001', '19970101', '2', '29.33'] })
    assert.equal(rows.length, 6919)
    assert.ok(rows.every(({ cells }) => cells.length === 5))
    assert.equal(new Set(rows.map(({ cells }) => cells[1])).size, 2357)
    assert.ok(rows.every(({ cells }) => /^199[78]-\d\d-\d\d$/.test(String(readDate(cells[2]!)))))
    assert.ok(
      rows.every(({ cells }) => readNumber(cells[3]!, 'en')! > 0 && readNumber(cells[4]!, 'en')! >= 0),
    )
    assert.equal(guessColumns(undefined, table.sample, ['date', 'amount']).date, 2)
  })
  test('clothing reviews: names, quotes, 1,000 rows with 546 fives', async (t) => {
    const bytes = shared(t, 'womens_clothing_reviews_head.csv')
    if (!bytes) return
    const table = await readTable(bytes)
    assert.deepEqual([table.delimiter, table.lineEnd, table.header?.length], [',', '\n', 11])
    const { score, text, title } = guessColumns(table.header, table.sample, [
      'key',
      'name',
      'title',
      'text',
      'score',
      'date',
    ])
    assert.deepEqual(
      [table.header?.[score!], table.header?.[text!], table.header?.[title!]],
      ['Rating', 'Review Text', 'Title'],
    )
    const rows = await all(table)
    assert.equal(rows.length, 1000)
    assert.ok(rows.every(({ cells }) => cells.length === 11))
    assert.equal(rows.filter(({ cells }) => cells[score!] === '5').length, 546)
    const lines = bytes.toString().split('\n')
    assert.ok(rows.every(({ line, cells }) => lines[line - 1]!.startsWith(`${cells[0]},${cells[1]},`)))
  })
  test('restaurant reviews: bare carriage returns, 1,000 rows of 0 and 1', async (t) => {
    const bytes = shared(t, 'restaurant_reviews_1000.csv')
    if (!bytes) return
    const table = await readTable(bytes)
    assert.deepEqual([table.delimiter, table.lineEnd, table.header], [',', '\r', ['Review', 'Liked']])
    assert.deepEqual(guessColumns(table.header, table.sample, ['text', 'score']), { text: 0, score: 1 })
    const rows = await all(table)
    assert.equal(rows.length, 1000)
    assert.ok(rows.every(({ cells }) => cells.length === 2 && /^[01]$/.test(cells[1]!)))
    assert.deepEqual([rows[0]?.line, rows[999]?.line], [2, 1001])
  })
})

describe('tables of any make', () => {
  const names = 'Name;Betrag\nMüller;1.234,50\nÖztürk;40\n'
  const expected = [
    ['Müller', '1.234,50'],
    ['Öztürk', '40'],
  ]
  test('encodings', async () => {
    const utf16 = Buffer.from(`\ufeff${names}`, 'utf16le')
    const files: [string, Buffer][] = [
      ['utf-8', utf8(names)],
      ['utf-8', utf8(`\ufeff${names}`)],
      ['utf-16le', utf16],
      ['utf-16be', Buffer.from(utf16).swap16()],
      ['utf-16le', utf16.subarray(2)],
      ['windows-1252', Buffer.from(names, 'latin1')],
    ]
    for (const [encoding, bytes] of files) {
      const table = await readTable(bytes)
      assert.equal(table.encoding, encoding)
      assert.deepEqual(table.header, ['Name', 'Betrag'], encoding)
      assert.deepEqual(await cellsOf(table), expected, encoding)
    }
    const euro = await readTable(Buffer.concat([utf8('a;b\n5 '), Buffer.from([0x80]), utf8(';1\n')]))
    assert.deepEqual(await cellsOf(euro), [['5 €', '1']])
  })
  test('delimiters, also where texts hold others', async () => {
    for (const delimiter of [',', ';', '\t', '|'] as const) {
      const table = await read(`id${delimiter}words\n1${delimiter}"a, b; c | d\te"\n2${delimiter}"x, y"\n`)
      assert.equal(table.delimiter, delimiter)
      assert.deepEqual(await cellsOf(table), [
        ['1', 'a, b; c | d\te'],
        ['2', 'x, y'],
      ])
    }
    const loose = await read('id;words\n1;good, cheap, near\n2;late\n3;loud, cold\n')
    assert.equal(loose.delimiter, ';')
    assert.deepEqual(await cellsOf(await read('words\nonly one column\nand this\n')), [
      ['only one column'],
      ['and this'],
    ])
  })
  test('line ends inside quotes and blank lines keep the count of lines', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['a,b', '', '"x', 'y",2', '', '3,"4', '', '5"', '6,7'].join(end)
      const table = await read(text)
      assert.deepEqual(await all(table), [
        { line: 3, cells: ['x\ny', '2'] },
        { line: 6, cells: ['3', '4\n\n5'] },
        { line: 9, cells: ['6', '7'] },
      ])
    }
  })
  test('rows can be gone through twice, and left early', async () => {
    const table = await read(`a,b\n${'1,2\n'.repeat(20_000)}`)
    for await (const row of table.rows) {
      assert.deepEqual(row, { line: 2, cells: ['1', '2'] })
      break
    }
    assert.equal((await all(table)).length, 20_000)
    assert.equal((await all(table)).length, 20_000)
    assert.equal(table.sample.length, 20)
  })
  test('odd rows come as they are, odd quotes too', async () => {
    const table = await read('name,words\nAna,"x "y" z"\nBen\nCarla,5" wheel,more\n')
    assert.deepEqual(await cellsOf(table), [['Ana', '"x "y" z"'], ['Ben'], ['Carla', '5" wheel', 'more']])
  })
  test('letters of several bytes survive the pieces in which a file is read', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `${i},ä€😀`)
    const table = await read(`n,text\n${rows.join('\n')}`)
    assert.ok((await cellsOf(table)).every(([, text]) => text === 'ä€😀'))
  })
  test('names are told from data, and the options have the last word', async () => {
    assert.equal((await read('4,2026-01-01\n5,2026-01-02\n')).header, undefined)
    assert.equal((await read('tom@example.org,Tom\nana@example.org,Ana\n')).header, undefined)
    assert.deepEqual((await read('1,2\n3,4\n', { header: true })).header, ['1', '2'])
    assert.deepEqual((await read('Name,Ort\nAna,Hafen\n', { header: false })).sample[0], ['Name', 'Ort'])
    assert.deepEqual((await read('a;b,c\n1;2,3\n', { delimiter: ',' })).header, ['a;b', 'c'])
    assert.deepEqual(await all(await read('name,mail')), [])
  })
  test('refuses what is no table, with a sentence', async () => {
    await assert.rejects(read(''), refusedAs('import.empty'))
    await assert.rejects(read('\ufeff \r\n\r\n'), refusedAs('import.empty'))
    await assert.rejects(readTable(Buffer.from('504b03040a00', 'hex')), refusedAs('import.spreadsheet'))
    await assert.rejects(
      readTable(Buffer.from('89504e470d0a1a0a00000000', 'hex')),
      refusedAs('import.not-text'),
    )
    await assert.rejects(read('a,b\n3,"4\n5,6\n'), refusedAs('import.open-quote'))
  })
  test('a quotation mark that is never closed: the line is told, also far down', async () => {
    const table = await read(`a,b\n${'1,2\n'.repeat(50_000)}3,"4\n5,6\n`)
    const fault = await all(table).catch((error: unknown) => error)
    assert.ok(fault instanceof Refusal && fault.code === 'import.open-quote')
    assert.deepEqual(fault.about, { line: 50_002 })
  })
})

test('columns are known by their names in five languages', () => {
  const guess = (header: string[], cells: string[]) =>
    guessColumns(
      header,
      [cells],
      ['key', 'customer', 'name', 'email', 'phone', 'date', 'amount', 'text', 'score'],
    )
  const person = ['7', 'Ana Reyes', 'ana@example.org', '+49 30 1234567']
  for (const header of [
    ['Customer ID', 'Full name', 'E-mail', 'Phone'],
    ['Kunden-Nr.', 'Name', 'E-Mail-Adresse', 'Telefon'],
    ['Numéro client', 'Nom', 'Adresse e-mail', 'Téléphone portable'],
    ['Número de cliente', 'Nombre', 'Correo electrónico', 'Teléfono'],
    ['رقم العميل', 'الاسم', 'البريد الإلكتروني', 'الهاتف'],
    ['customerId', 'customerName', 'emailAddress', 'mobilePhone'],
  ]) {
    assert.deepEqual(guess(header, person), { customer: 0, name: 1, email: 2, phone: 3 }, header.join())
  }
  const purchase = ['A-7', '2026-07-04', '40,00 €']
  for (const header of [
    ['Order number', 'Created at', 'Total price'],
    ['Bestellnummer', 'Kaufdatum', 'Betrag'],
    ['Numéro de commande', 'Date', 'Montant'],
    ['Número de pedido', 'Fecha', 'Importe'],
    ['رقم الطلب', 'التاريخ', 'المبلغ'],
  ]) {
    assert.deepEqual(guess(header, purchase), { key: 0, date: 1, amount: 2 }, header.join())
  }
  assert.deepEqual(guess(['Department Name', 'Update', 'Notes'], ['Sales', 'yes', '-']), {})
  assert.deepEqual(guess(['Rating'], ['it was lovely']), {})
  assert.deepEqual(guess(['Kunde seit'], ['03.04.2021']), { date: 0 })
  // One slip in a short list does not lose the column that says what it is.
  assert.deepEqual(guessColumns(['E-Mail'], [['a@b.c'], ['none'], ['d@e.f']], ['email']), { email: 0 })
  assert.deepEqual(guessColumns(undefined, [['7', 'a@b.c', '2026-07-04']], ['email', 'date', 'key']), {
    email: 1,
    date: 2,
  })
})
