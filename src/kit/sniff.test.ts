import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainFileName, sniff } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )

test('a file is what its bytes say', () => {
  assert.equal(sniff(bytes([0xff, 0xd8, 0xff, 0xe0]))?.type, 'image/jpeg')
  assert.equal(sniff(bytes([0x89], 'PNG\r\n\u001a\n', [0, 0]))?.type, 'image/png')
  assert.equal(sniff(bytes('GIF89a'))?.type, 'image/gif')
  assert.equal(sniff(bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '))?.type, 'image/webp')
  assert.equal(sniff(bytes([0, 0, 0, 24], 'ftypheic'))?.type, 'image/heic')
  assert.equal(sniff(bytes([0, 0, 0, 24], 'ftypavif'))?.type, 'image/avif')
  assert.equal(sniff(bytes('%PDF-1.7'))?.type, 'application/pdf')
})

test('markup, scripts, archives and nothing at all are none', () => {
  for (const text of [
    '<svg xmlns="',
    '<!doctype html>',
    'PK\u0003\u0004',
    '#!/bin/sh',
    'RIFF1234AVI ',
    'GIF',
    '',
  ])
    assert.equal(sniff(bytes(text)), undefined, text)
})

test('a name is plain and ends as the bytes ask for', () => {
  const cases: [string, string, string][] = [
    ['wheel.JPEG', 'jpg', 'wheel.jpg'],
    ['../../etc/passwd', 'png', 'passwd.png'],
    ['C:\\Users\\tom\\rad.png', 'png', 'rad.png'],
    ['photo\u202egpj.exe', 'jpg', 'photogpj.exe.jpg'],
    ['\u200b.htaccess', 'gif', 'htaccess.gif'],
    ['a\u0000b\r\nc.pdf', 'pdf', 'abc.pdf'],
    ['', 'pdf', 'file.pdf'],
    ['...', 'pdf', 'file.pdf'],
    ['صورة.webp', 'webp', 'صورة.webp'],
    ['lone\ud800.png', 'png', 'lone\ufffd.png'],
  ]
  for (const [name, extension, plain] of cases) assert.equal(plainFileName(name, extension), plain)
  assert.equal(plainFileName(`${'😀'.repeat(300)}.jpg`, 'jpg'), `${'😀'.repeat(90)}.jpg`)
})
