import assert from 'node:assert/strict'
import { test } from 'node:test'
import { url } from './url.ts'

test('ordinary links pass as they are', () => {
  for (const link of [
    'https://halden.example/a?b=c:d',
    'http://x.example',
    'mailto:ben@x.example',
    'tel:+49405550100',
    '/people/1',
    '?page=2',
    '#main',
    'next',
    'a/b:c',
    '',
  ])
    assert.equal(url(link), link)
})

test('a link that runs something leads nowhere', () => {
  for (const link of [
    'javascript:alert(1)',
    ' JaVaScript:alert(1)',
    'java\nscript:x',
    '\u0001javascript:x',
    'data:text/html,x',
    'vbscript:x',
    'blob:x',
  ])
    assert.equal(url(link), '#')
})
