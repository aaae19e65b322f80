import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { TestContext } from 'node:test'
import { parseMail } from './parse.ts'
import { tom, writeMail } from './write-mail.ts'

type Bomb = [string, () => Uint8Array, 'read' | 'waits' | 'either']

export const html = { ...tom, 'Content-Type': 'text/html' }
const nested = (n: number, type: string) => {
  const open = Array.from(
    { length: n },
    (_, i) => `Content-Type: ${type}; boundary=b${i + 1}\r\n\r\n--b${i + 1}\r\n`,
  )
  return Buffer.from(`From: a@b.example\r\n${open.join('')}Content-Type: text/plain\r\n\r\ncore\r\n`)
}
const lines = (head: string, body = 'x') =>
  Buffer.from(`From: a@b.example\r\nSubject: bomb\r\n${head}\r\n\r\n${body}`)

// E10 and F10 of TRUST.md. Each ends as a mail or as a reason to wait; whichever, in time, and nobody else waits.
export const bombs: Bomb[] = [
  [
    'a million empty parts',
    () => writeMail({ ...tom, 'Content-Type': 'multipart/mixed; boundary=b' }, '--b\n\n\n'.repeat(1_000_000)),
    'waits',
  ],
  ['2,000 nested multiparts', () => nested(2_000, 'multipart/mixed'), 'waits'],
  ['60 nested multiparts', () => nested(60, 'multipart/mixed'), 'waits'],
  [
    '5,000 mails in each other',
    () => Buffer.from('From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n'.repeat(5_000)),
    'read',
  ],
  ['200,000 header lines', () => lines('X-A: b\r\n'.repeat(200_000).trim()), 'waits'],
  ['a folded header of 10 MB', () => lines(`X-A: ${' b\r\n '.repeat(2_000_000)}`), 'waits'],
  [
    '200,000 recipients',
    () => lines(`To: ${Array.from({ length: 200_000 }, (_, i) => `a${i}@b.example`).join(', ')}`),
    'waits',
  ],
  [
    '20,000 recipients',
    () => lines(`To: ${Array.from({ length: 20_000 }, (_, i) => `a${i}@b.example`).join(', ')}`),
    'either',
  ],
  ['100,000 references', () => lines(`References: ${'<a@b.example> '.repeat(100_000)}`), 'waits'],
  [
    '30,000 references',
    () => lines(`References: ${Array.from({ length: 30_000 }, (_, i) => `<${i}@b.example>`).join('\r\n ')}`),
    'waits',
  ],
  ['100,000 encoded words', () => lines(`Subject: ${'=?utf-8?Q?a?= '.repeat(100_000)}`), 'waits'],
  ['40,000 encoded words', () => lines(`Subject: ${'=?utf-8?Q?a?= '.repeat(40_000)}`), 'either'],
  ['one word of a megabyte', () => lines(`References: ${'a'.repeat(1_000_000)}`), 'either'],
  ['nested brackets', () => lines(`To: ${'('.repeat(200_000)}${'<'.repeat(200_000)}`), 'either'],
  ['100 KB of nested <div>', () => writeMail(html, `${'<div>'.repeat(20_000)}core`), 'read'],
  ['5 MB of nested <div>', () => writeMail(html, `${'<div>'.repeat(1_000_000)}core`), 'read'],
  [
    '90,000 attributes',
    () => writeMail(html, `<p ${Array.from({ length: 90_000 }, (_, i) => `a${i}=1`).join(' ')}>core</p>`),
    'read',
  ],
  [
    'a megabyte of styles',
    () => writeMail(html, `<p style="${'color:red;'.repeat(95_000)}">core</p>`),
    'read',
  ],
  ['"On … wrote" without end', () => writeMail(tom, `core\n${'On Mon, Ben wrote '.repeat(50_000)}`), 'read'],
]

// The same in more shapes, for the longer run.
export const moreBombs: Bomb[] = [
  ['unclosed comments', () => writeMail(html, `core${'<!--'.repeat(200_000)}`), 'read'],
  ['unclosed style tags', () => writeMail(html, `core${'<style>'.repeat(120_000)}`), 'read'],
  ['half a megabyte of "<"', () => writeMail(html, `core${'<'.repeat(500_000)}`), 'read'],
  ['a megabyte of quotes', () => writeMail(tom, `core\n${'> '.repeat(450_000)}`), 'read'],
  ['half a million empty lines', () => writeMail(tom, `core${'\n'.repeat(500_000)}`), 'read'],
  ['a line of a megabyte', () => writeMail(tom, `core ${'- '.repeat(450_000)}`), 'read'],
  ['80,000 begins of files', () => writeMail(tom, `core\n${'begin 644 a\n'.repeat(80_000)}`), 'read'],
]

/** For tests: each bomb ends within 2.5 seconds, as expected, and the program stays awake. */
export async function survive(list: Bomb[], t: TestContext) {
  await parseMail(writeMail(tom, 'so that a reader stands ready'))
  for (const [name, make, expected] of list) {
    const raw = make()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const begin = performance.now()
    const mail = await parseMail(raw)
    const took = performance.now() - begin
    delay.disable()
    t.diagnostic(`${name}: ${Math.round(took)} ms, ${mail.readable ? `read ${mail.problems}` : mail.reason}`)
    assert.ok(took < 2_500, `${name} took ${took} ms`)
    assert.ok(
      delay.percentile(99) / 1e6 < 200,
      `${name} kept the program for ${delay.percentile(99) / 1e6} ms`,
    )
    if (expected !== 'either') assert.equal(mail.readable ? 'read' : 'waits', expected, name)
    if (mail.readable && name.includes('div')) assert.match(mail.text, /core/)
    if (!mail.readable) assert.match(mail.sentence, /^\p{Lu}.*\S$/u)
  }
}
