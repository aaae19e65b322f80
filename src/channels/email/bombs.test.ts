import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bombs, html, survive } from './bombs.ts'
import { closeParsers, parseMail } from './parse.ts'
import { tom, writeMail } from './write-mail.ts'

after(closeParsers)

test('E10 F10 bombs end within 2.5 seconds, and the program stays awake', (t) => survive(bombs, t))

test('one bomb does not delay the mails behind it for longer than its own time', async () => {
  const bomb = parseMail(writeMail(html, `${'<div style="color:red">'.repeat(15_000)}core`))
  const others = Array.from({ length: 100 }, (_, i) => parseMail(writeMail(tom, `number ${i}`)))
  const read = await Promise.all(others)
  assert.deepEqual(
    read.map((mail) => mail.readable && mail.text),
    Array.from({ length: 100 }, (_, i) => `number ${i}`),
  )
  assert.ok((await bomb).readable)
})

test('a mail of 20 MB is read, its enclosure whole', async () => {
  const file = Buffer.alloc(14 * 1024 * 1024, 'makegood')
  const body = `--b\r\nContent-Type: application/pdf; name=big.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`
  const mail = await parseMail(
    writeMail({ ...tom, 'Content-Type': 'multipart/mixed; boundary=b' }, Buffer.from(body)),
  )
  assert.ok(mail.readable, mail.readable ? '' : mail.sentence)
  assert.ok(Buffer.from(mail.attachments[0]!.bytes).equals(file))
})

test('the readers stop, what waits is told, and they start again', async () => {
  const waiting = parseMail(writeMail(tom, 'never'))
  await closeParsers()
  const stopped = await waiting
  assert.equal(stopped.readable || stopped.reason, 'stopped')
  const again = await parseMail(writeMail(tom, 'again'))
  assert.ok(again.readable && again.text === 'again')
})
