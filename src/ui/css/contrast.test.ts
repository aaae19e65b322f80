import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../kit/root.ts'

const sheets = ['tokens', 'tones'].map((name) => readFileSync(join(root, `src/ui/css/${name}.css`), 'utf8'))
const wall = readFileSync(join(root, 'src/ui/css/wall.css'), 'utf8')
const [light = '', dark = ''] = [0, 1].map((part) => sheets.map((css) => css.split('@media')[part]).join())

function tokens(sheet: string): Map<string, string> {
  return new Map(
    [...sheet.matchAll(/--([a-z-]+): #([0-9a-f]{3,6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const TEXT: [string, string[]][] = [
  ['ink', ['paper', 'card', 'grey-wash', 'late-wash', 'accent-wash']],
  ['soft', ['paper', 'card', 'grey-wash']],
  ['faint', ['paper', 'card', 'accent-wash', 'grey-wash']],
  ['accent', ['paper', 'card', 'accent-wash']],
  ['accent-ink', ['accent', 'accent-hover']],
  ['late', ['paper', 'card', 'late-wash']],
  ['gold', ['paper', 'card', 'gold-wash', 'grey-wash']],
  ['grey', ['paper', 'card', 'grey-wash', 'gold-wash', 'plum-wash']],
  ['plum', ['paper', 'card', 'plum-wash', 'grey-wash']],
]

for (const [name, sheet] of [
  ['light', light],
  ['dark', dark],
] as const)
  test(`${name}: every text has 4.5 to 1 on every ground it stands on, every edge 3 to 1`, () => {
    const all = tokens(sheet)
    const pairs = TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground, 4.5] as const))
    const edges = ['paper', 'card'].map((ground) => ['edge', ground, 3] as const)
    for (const [front, ground, least] of [...pairs, ...edges]) {
      const [one, other] = [all.get(front), all.get(ground)]
      assert.ok(one && other, `${front} and ${ground} are tokens`)
      const has = contrast(one, other)
      assert.ok(has >= least, `${front} on ${ground} has ${has.toFixed(2)} and needs ${least}`)
    }
  })

test('the wall can be read from afar: 7 to 1', () => {
  const all = tokens(wall)
  for (const front of ['ink', 'faint', 'gold']) {
    const has = contrast(all.get(front) ?? '', all.get('paper') ?? '')
    assert.ok(has >= 7, `${front} has ${has.toFixed(2)}`)
  }
})
