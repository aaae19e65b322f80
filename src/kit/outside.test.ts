import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { fetchOutside, isOutside, mustBeOutside, openOutside, outsideUrl } from './outside.ts'
import { Refusal } from './refusal.ts'

async function serving(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'fetched',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

test('only what lies in the open internet is outside', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])
    assert.ok(isOutside(address), address)
  const inner = `127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
    100.64.0.1 100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
    ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1::1
    2001::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 100::1 2001:db8::1 4000::1`
  for (const address of inner.split(/\s+/)) assert.ok(!isOutside(address), address)
  assert.ok(!isOutside('example.org'))
})

test('an address inside is refused as it is typed, however it is spelt', async () => {
  const spelt = `http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://0/
    http://127.0.0.1./ http://[::1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::]/ http://169.254.169.254/
    http://10.0.0.1:8080/x https://192.168.0.1/ webcal://127.0.0.1/x.ics http://[fd00:ec2::254]/ http://[64:ff9b::a9fe:a9fe]/`
  for (const typed of spelt.split(/\s+/))
    assert.throws(
      () => outsideUrl(typed),
      (error) => error instanceof Refusal && error.code === 'outside.inside',
      typed,
    )
  for (const typed of [
    '',
    'x',
    'file:///etc/passwd',
    'unix:/run/x',
    'ftp://example.org/',
    'http+unix://x/',
    'javascript:1',
  ])
    assert.throws(
      () => outsideUrl(typed),
      (error) => error instanceof Refusal && error.code === 'outside.no-url',
      typed,
    )
  assert.throws(() => outsideUrl('https://a:b@example.org/'), /password/)
  assert.equal(outsideUrl('webcal://example.org/x.ics').href, 'https://example.org/x.ics')
  // A name that leads inside is refused when it is saved, too.
  for (const name of ['http://localhost/', 'http://localhost./x', 'https://LOCALHOST:4400/'])
    assert.equal(await codeOf(mustBeOutside(name)), 'outside.inside', name)
  assert.equal(await codeOf(mustBeOutside('https://no-such-name.invalid/')), 'outside.no-server')
})

test('nothing inside is connected to; opened for a test, the same address answers', async (t) => {
  let asked = 0
  const address = await serving(t, (_, answer) => {
    asked++
    answer.end('BEGIN:VCALENDAR')
  })
  assert.equal(await codeOf(fetchOutside(address)), 'outside.inside')
  assert.equal(await codeOf(fetchOutside(address.replace('127.0.0.1', 'localhost'))), 'outside.inside')
  assert.equal(asked, 0)
  const close = openOutside('127.0.0.1')
  t.after(close)
  assert.equal((await fetchOutside(address)).bytes.toString(), 'BEGIN:VCALENDAR')
  assert.equal(asked, 1)
  close()
  assert.equal(await codeOf(fetchOutside(address)), 'outside.inside')
  assert.equal(asked, 1)
})

test('nothing leads on, nothing is endless, nothing is unpacked', async (t) => {
  let inner = 0
  const aim = await serving(t, (_, answer) => {
    inner++
    answer.end('secret')
  })
  const address = await serving(t, (request, answer) => {
    const path = request.url ?? ''
    if (path === '/on') answer.writeHead(302, { location: aim }).end()
    else if (path === '/file') answer.writeHead(301, { location: 'file:///etc/passwd' }).end()
    else if (path === '/packed') answer.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    else if (path === '/closed') answer.writeHead(401).end()
    else if (path === '/gone') answer.writeHead(404).end()
    else if (path === '/trouble') answer.writeHead(503).end()
    else if (path === '/large') answer.end(Buffer.alloc(300_000))
    else if (path === '/slow') {
      answer.write('x')
      const drip = setInterval(() => answer.write('x'), 20)
      answer.on('close', () => clearInterval(drip))
    } // else: never an answer
  })
  t.after(openOutside('127.0.0.1'))
  const ask = (path: string) =>
    codeOf(fetchOutside(new URL(path, address).href, { within: 300, mostBytes: 100_000 }))
  assert.equal(await ask('/on'), 'outside.leads-on')
  assert.equal(await ask('/file'), 'outside.leads-on')
  assert.equal(inner, 0)
  assert.equal(await ask('/packed'), 'outside.packed')
  assert.equal(await ask('/closed'), 'outside.closed')
  assert.equal(await ask('/gone'), 'outside.gone')
  assert.equal(await ask('/trouble'), 'outside.no-answer')
  assert.equal(await ask('/large'), 'outside.large')
  assert.equal(await ask('/slow'), 'outside.slow')
  assert.equal(await ask('/never'), 'outside.slow')
  assert.equal(await codeOf(fetchOutside('http://127.0.0.1:9/', { within: 300 })), 'outside.no-answer')
})
