import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { moreBombs, survive } from './bombs.ts'
import { closeParsers, parseMail } from './parse.ts'
import { multipart, tom, writeMail } from './write-mail.ts'

after(closeParsers)

const seed = Number(process.argv.find((each) => each.startsWith('--seed='))?.slice(7)) || randomInt(2 ** 31)

/** mulberry32: small, and the same everywhere for one seed. */
function dice(start: number) {
  let state = start
  return (sides: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
}

const own = [
  writeMail({ ...tom, 'Content-Type': 'text/html' }, '<p style="color:red">Hi <img src="cid:a"></p>'),
  writeMail(
    { ...tom, 'Content-Type': 'multipart/mixed; boundary=b' },
    multipart('b', 'Content-Type: text/plain\n\nx', 'Content-Type: message/rfc822\n\nFrom: a@b\n\ny'),
  ),
  writeMail(tom, 'Yes\n\nOn Mon, Ben <ben@halden.example> wrote:\n> no'),
]
const spice = [
  '\0',
  '\r',
  '\n',
  '\r\n\r\n',
  '--',
  '=?utf-8?B?',
  '?=',
  '<',
  '>',
  '"',
  '(',
  ';',
  ':',
  ',',
  '\xff',
  '\x1b$B',
  '=\r\n',
  'begin 644 a\n',
  '<!--',
  '<style>',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'charset=utf-7',
  '%',
  '\u202E',
  '@',
]

function mutate(raw: Buffer, other: Buffer, roll: (sides: number) => number): Buffer {
  let bytes = Buffer.from(raw)
  for (let n = roll(8) + 1; n > 0; n--) {
    const at = roll(bytes.length + 1)
    const word = Buffer.from(spice[roll(spice.length)]!, 'latin1')
    const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)]
    switch (roll(6)) {
      case 0:
        bytes = Buffer.concat([before, word, behind])
        break
      case 1:
        bytes = Buffer.concat([before, behind.subarray(roll(60))])
        break
      case 2:
        bytes = Buffer.concat([before, bytes.subarray(at, at + roll(400)), behind])
        break
      case 3:
        if (bytes[at] !== undefined) bytes[at] = roll(256)
        break
      case 4:
        bytes = Buffer.concat([before, other.subarray(roll(other.length + 1))])
        break
      default:
        bytes = Buffer.concat([before, ...Array.from({ length: roll(200) }, () => word), behind])
    }
  }
  return bytes
}

test('10,000 mutants of real mails: each is read or waits with a sentence, in time', async (t) => {
  const folder = '../shared/data/emails'
  const mails = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => readFileSync(`${folder}/${name}`))
    : []
  if (mails.length === 0) t.diagnostic('the shared data is absent: only our own mails are mutated')
  const sources = [...own, ...mails]
  process.stdout.write(`mail mutants: --seed=${seed}\n`)
  const roll = dice(seed)
  const reasons = new Map<string, number>()
  let slowest = 0
  for (let n = 0; n < 10_000; n++) {
    const raw = mutate(sources[roll(sources.length)]!, sources[roll(sources.length)]!, roll)
    const begin = performance.now()
    const mail = await parseMail(raw)
    const took = performance.now() - begin
    slowest = Math.max(slowest, took)
    assert.ok(took < 2_500, `mutant ${n} of seed ${seed} took ${took} ms`)
    const reason = mail.readable ? 'read' : mail.reason
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    assert.ok(!mail.readable ? mail.sentence : mail.said !== undefined)
    assert.ok(
      reason !== 'broken' && reason !== 'too-slow' && reason !== 'out-of-memory',
      `mutant ${n} of seed ${seed}: ${reason}`,
    )
    if (!mail.readable) continue
    const words = JSON.stringify({ ...mail, attachments: mail.attachments.map((each) => each.name) })
    assert.doesNotMatch(words, /\\u0000|\\ud[89a-f]/i, `mutant ${n} of seed ${seed}`)
    assert.doesNotMatch(
      mail.html ?? '',
      /<(?:script|iframe|form|base|meta|style|svg)\b|\son\w+=|url\(/i,
      `mutant ${n} of seed ${seed}`,
    )
  }
  t.diagnostic(
    `${[...reasons].map(([reason, n]) => `${n} ${reason}`).join(', ')}; slowest ${Math.round(slowest)} ms`,
  )
})

test('E10 F10 more bombs', (t) => survive(moreBombs, t))
