import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csv, plainCell } from './csv.ts'

test('no cell of a CSV is a formula, at its beginning or behind a separator', () => {
  for (const begin of ['=', '+', '-', '@', '\t=', '\r=', ' =', '＝'])
    assert.match(plainCell(`${begin}1+1`), /^\s*'/, JSON.stringify(begin))
  assert.equal(plainCell('a;=1+1'), "a;'=1+1")
  assert.equal(plainCell('a,@SUM(A1)'), "a,'@SUM(A1)")
  assert.equal(plainCell('a\n=1'), 'a =1')
  assert.equal(plainCell('40.00'), '40.00')
})

test('quotes, separators and other scripts survive', () => {
  assert.equal(
    csv(['a', 'b'], [['say "no", please', 'Müller']]),
    '\ufeff"a","b"\r\n"say ""no"", please","Müller"\r\n',
  )
})
