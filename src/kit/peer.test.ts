import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peerKey } from './attempts.ts'
import { clientOf, networksOf } from './peer.ts'

const ours = networksOf(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])

test('only a proxy of ours is believed, and only as far back as the first that is none', () => {
  const cases: [socket: string, forwarded: string | undefined, client: string][] = [
    ['203.0.113.9', undefined, '203.0.113.9'],
    // From outside anybody may write anything.
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:203.0.113.9', '198.51.100.1', '203.0.113.9'],
    // A proxy before a proxy; what was claimed before them is not believed.
    ['127.0.0.1', '192.0.2.66, 198.51.100.1, 10.2.3.4', '198.51.100.1'],
    ['10.9.9.9', '127.0.0.1, 10.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['fd00::2', '::ffff:198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', 'unknown, 10.0.0.1', '10.0.0.1'],
    ['127.0.0.1', '198.51.100.1, _hidden', '127.0.0.1'],
    ['127.0.0.1', '0x7f.1', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', `${'10.0.0.1, '.repeat(2000)}198.51.100.1`, '198.51.100.1'],
  ]
  for (const [socket, forwarded, client] of cases)
    assert.equal(clientOf(socket, forwarded, ours), client, `${socket} ← ${forwarded?.slice(0, 60)}`)
  // Nobody is believed where no proxy is configured.
  assert.equal(clientOf('127.0.0.1', '198.51.100.1', []), '127.0.0.1')
})

test('whoever rotates addresses within a network of theirs stays one peer', () => {
  const one = peerKey(clientOf('127.0.0.1', '2001:db8:1:2::a', ours))
  assert.equal(peerKey(clientOf('127.0.0.1', '2001:db8:1:2:ffff::b', ours)), one)
  assert.notEqual(peerKey(clientOf('127.0.0.1', '2001:db8:1:3::a', ours)), one)
})

test('what is no network is said in a sentence', () => {
  for (const wrong of ['proxy.example', '10.0.0.0/40', '10.0.0', ''])
    assert.throws(
      () => networksOf([wrong]),
      /is neither an address nor a network such as 10\.0\.0\.0\/8\.$/,
      wrong,
    )
})
