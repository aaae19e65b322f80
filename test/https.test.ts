// Behind a proxy that speaks HTTPS: Debian's nginx with the very file of docs/https, but for its names and ports.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as askPlainly, get as getPlainly } from 'node:http'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { readConfig } from '../src/config.ts'
import { root } from '../src/kit/root.ts'
import { openPlace } from '../src/kit/store.ts'
import { start } from '../src/main.ts'
import { formOf } from './form.ts'
import { surroundings } from './ground.ts'
import { asked, freePort, goesAfter } from './servers.ts'

const HOST = 'care.example'

const programOf = (name: string) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

async function until(holds: () => boolean | Promise<boolean>, what: string, most = 20_000): Promise<void> {
  const begun = performance.now()
  while (!(await holds())) {
    if (performance.now() - begun > most) throw new Error(`It never came to this: ${what}`)
    await sleep(10)
  }
}

type Stage = {
  data: string
  port: { app: number; https: number; http: number }
  base: string
  certificate: string
  program(): Promise<ChildProcess>
}

/** A certificate of our own, nginx in front, and the program behind it, each a process on ports of its own. */
async function stageOf(t: TestContext, nginx: string, openssl: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'makegood-https-'))
  chmodSync(folder, 0o755)
  goesAfter(t, () => rmSync(folder, { recursive: true, force: true }))
  const [app, https, http] = [await freePort(), await freePort(), await freePort()]
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = spawnSync(
    openssl,
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${HOST} -addext subjectAltName=DNS:${HOST} -keyout ${key} -out ${cert}`.split(
      ' ',
    ),
  )
  assert.equal(made.status, 0, String(made.stderr))
  const written = readFileSync(join(root, 'docs/https/nginx.conf'), 'utf8')
  const ours = [
    ['127.0.0.1:4400', `127.0.0.1:${app}`],
    ['listen 80;', `listen 127.0.0.1:${http};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${https} ssl http2;`],
    ['listen [::]:443 ssl http2;', ''],
    ['/etc/letsencrypt/live/care.example/fullchain.pem', cert],
    ['/etc/letsencrypt/live/care.example/privkey.pem', key],
    [`https://${HOST}$request_uri`, `https://${HOST}:${https}$request_uri`],
  ].reduce((text, [from = '', to = '']) => {
    assert.ok(text.includes(from), `docs/https/nginx.conf has no ${from} any more`)
    return text.replace(from, to)
  }, written)
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${join(folder, one)};`,
  )
  const conf = join(folder, 'nginx.conf')
  writeFileSync(
    conf,
    `daemon off; worker_processes 1; pid ${join(folder, 'nginx.pid')}; error_log ${join(folder, 'error.log')};
     events { worker_connections 64; }
     http { access_log off; ${places.join(' ')}\n${ours}\n}`,
  )
  const proxy = spawn(nginx, ['-p', folder, '-c', conf], { stdio: 'ignore' })
  goesAfter(t, () => ended(proxy, 'SIGTERM'))
  const base = `https://${HOST}:${https}`
  const data = join(folder, 'data')
  const program = async () => {
    const child = spawn(process.execPath, [join(root, 'bin/makegood'), 'start'], {
      env: surroundings({
        MAKEGOOD_DATA: data,
        PORT: String(app),
        MAKEGOOD_URL: base,
        MAKEGOOD_PROXIES: '127.0.0.1, ::1',
        LOG_LEVEL: 'silent',
      }),
    })
    let said = ''
    child.stdout.on('data', (part) => (said += part))
    child.stderr.on('data', (part) => (said += part))
    await until(() => {
      assert.equal(child.exitCode, null, said)
      return /Makegood is at/.test(said)
    }, said)
    return child
  }
  await until(() => listens(https), 'nginx listens')
  return { data, port: { app, https, http }, base, certificate: readFileSync(cert, 'utf8'), program }
}

const listens = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connectTcp(port, '127.0.0.1')
      .once('connect', () => done(!socket.destroy().connecting))
      .once('error', () => done(false))
  })

async function ended(child: ChildProcess, by: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const over = new Promise<number | null>((done) => child.once('exit', done))
  child.kill(by)
  return over
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
type Asked = { body?: Buffer | undefined; headers?: Record<string, string> }

/** A browser of somebody at that address, by HTTP/2. */
function browser(t: TestContext, { port, certificate }: Stage, localAddress: string) {
  const session: ClientHttp2Session = connectHttp2(`https://${HOST}:${port.https}`, {
    createConnection: () =>
      connectTls({
        socket: connectTcp({ host: '127.0.0.1', port: port.https, localAddress }),
        servername: HOST,
        ca: certificate,
        ALPNProtocols: ['h2'],
      }),
  })
  session.on('error', () => {})
  goesAfter(t, () => session.destroy())
  let cookie = ''
  const ask = (method: string, path: string, { body, headers = {} }: Asked = {}) =>
    new Promise<Answer>((done, fail) => {
      const stream = session.request({
        ':method': method,
        ':path': path,
        ...(cookie ? { cookie } : {}),
        ...headers,
      })
      let answer: Answer = { status: 0, headers: {}, text: '' }
      stream.once('response', (got) => {
        answer = { ...answer, status: Number(got[':status']), headers: got as Answer['headers'] }
      })
      stream.setEncoding('utf8').on('data', (part: string) => (answer.text += part))
      stream.once('error', fail).once('close', () => done(answer))
      stream.end(body)
    })
  const form = (path: string, values: Record<string, string>, headers: Record<string, string> = {}) =>
    ask('POST', path, {
      body: Buffer.from(new URLSearchParams(values).toString()),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    })
  return {
    session,
    ask,
    form,
    get: (path: string, headers: Record<string, string> = {}) => ask('GET', path, { headers }),
    keep: (answer: Answer) => {
      cookie = String([answer.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    },
    cookie: () => cookie,
  }
}
type Browser = ReturnType<typeof browser>

const founding = {
  name: 'Corner Shop',
  founder: 'Nora Klein',
  email: 'nora@corner.example',
  password: 'a door that opens',
  people: '40',
  currency: 'EUR',
  country: 'DE',
  zone: 'Europe/Berlin',
}

test('behind Debian’s nginx by HTTPS, with the file of the documentation', async (t) => {
  const [nginx, openssl] = [programOf('nginx'), programOf('openssl')]
  if (!nginx || !openssl) return t.skip(`there is no ${nginx ? 'openssl' : 'nginx'} here: nothing was shown`)
  const stage = await stageOf(t, nginx, openssl)
  let program = await stage.program()
  goesAfter(t, () => ended(program, 'SIGTERM'))
  const nora = browser(t, stage, '127.0.0.2')

  await t.test(
    'HTTP/2, one HSTS of the proxy, and a way from http to https that no header bends',
    async () => {
      const page = await nora.get('/')
      assert.equal(page.status, 200, page.text)
      assert.equal((nora.session.socket as TLSSocket).alpnProtocol, 'h2')
      assert.equal(page.headers['strict-transport-security'], 'max-age=31536000')
      const plain = await new Promise<string | undefined>((done) =>
        getPlainly(
          { port: stage.port.http, host: '127.0.0.1', path: '/today?x=1', headers: { host: 'evil.example' } },
          (answer) => done(answer.resume().headers.location),
        ),
      )
      assert.equal(plain, `${stage.base}/today?x=1`)
    },
  )

  await t.test(
    'forms of our own pages are taken, those of others are not; the cookie is pinned to the host',
    async () => {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': '', origin: 'https://evil.example' },
      ])
        assert.equal((await nora.form('/set-up', founding, headers as Record<string, string>)).status, 403)
      const set = await nora.form('/set-up', founding, { 'sec-fetch-site': '', origin: stage.base })
      assert.equal(set.status, 303, set.text)
      const cookie = String([set.headers['set-cookie']].flat()[0])
      assert.match(cookie, /^__Host-makegood=[^;]+; /)
      for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
        assert.ok(cookie.includes(part), cookie)
      assert.doesNotMatch(cookie, /Domain=/i)
      nora.keep(set)
      assert.equal((await nora.get('/today')).status, 200)
      const stranger = await browser(t, stage, '127.0.0.9').get('/today')
      const to = new URL(String(stranger.headers.location), stage.base)
      assert.deepEqual([stranger.status, to.origin, to.pathname], [303, stage.base, '/sign-in'])
    },
  )

  await t.test('what happens reaches an open page at once', async () => heardAtOnce(nora))

  await t.test('files of the size that is allowed pass, and what is too large is said by us', async () => {
    const photo = Buffer.alloc(9_300_000)
    photo.set([0xff, 0xd8, 0xff, 0xe0])
    const sent = await tellUs(nora, [photo, photo, photo])
    assert.equal(sent.status, 303, sent.text.slice(0, 400))
    const place = await openPlace(readConfig({ MAKEGOOD_DATA: stage.data }), 'command')
    const [kept] = await asked<{ size: number }>(place.owner, 'select max(size)::int as size from kit_file')
    assert.equal(kept?.size, photo.length)
    const large = await nora.ask('POST', '/set-up', { body: Buffer.alloc(32_000_000) })
    assert.deepEqual([large.status, /That is larger than 30 MB/.test(large.text)], [413, true])
  })

  await t.test('who is counted is who asks, whatever they write into a header', async () => {
    const place = await openPlace(readConfig({ MAKEGOOD_DATA: stage.data }), 'command')
    const tried = async (peer: string) => {
      const key = createHash('sha256').update(`peer ${peer}`).digest('hex')
      const [row] = await asked<{ n: number }>(
        place.owner,
        'select count(*)::int as n from kit_attempt where key = $1',
        [key],
      )
      return row?.n
    }
    const wrong = { email: 'nora@corner.example', password: 'guessed' }
    const one = browser(t, stage, '127.0.0.3')
    await one.form('/sign-in', wrong, { 'x-forwarded-for': '198.51.100.1, 127.0.0.1' })
    await one.form('/sign-in', wrong, { 'x-forwarded-for': '198.51.100.2', forwarded: 'for=198.51.100.2' })
    assert.deepEqual(
      [await tried('127.0.0.3'), await tried('198.51.100.1'), await tried('198.51.100.2')],
      [2, 0, 0],
    )
    // Past the proxy, from an address that is none of ours.
    await pastTheProxy(stage, wrong, '198.51.100.3')
    assert.deepEqual([await tried('127.0.0.7'), await tried('198.51.100.3')], [1, 0])
  })

  await t.test('a link in a letter begins with our address, whatever host was asked for', async () => {
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
    const { host: _, ...forwarded } = evil
    const asking = { email: 'nora@corner.example' }
    assert.equal(
      (await nora.form('/sign-in/link', asking, { ...forwarded, ':authority': 'evil.example' })).status,
      303,
    )
    await pastTheProxy(stage, asking, '198.51.100.4', evil, '/sign-in/link')
    const place = await openPlace(readConfig({ MAKEGOOD_DATA: stage.data }), 'command')
    const letters = () =>
      asked<{ text: string }>(place.owner, `select text from kit_letter where text like '%/sign-in/%'`)
    await until(async () => (await letters()).length === 2, 'both letters are written')
    for (const { text } of await letters()) {
      const links = text.match(/\w+:\/\/\S+/g) ?? []
      assert.ok(links.length > 0 && links.every((link) => link.startsWith(`${stage.base}/`)), text)
      assert.doesNotMatch(text, /evil/)
    }
  })

  await t.test(
    'started anew: what is under way is finished, others are asked to come again, nobody is signed out',
    async () => {
      const finish = halfAForm(stage, nora)
      await sleep(100)
      const over = ended(program, 'SIGTERM')
      const turned = await turnedAway(nora)
      assert.equal(turned.headers['retry-after'], '5')
      assert.equal((await finish()).split('\r\n')[0], 'HTTP/1.1 303 See Other')
      assert.equal(await over, 0)
      const page = await nora.get('/today')
      assert.deepEqual([page.status, page.headers['retry-after']], [503, '5'])
      assert.equal(page.headers['strict-transport-security'], 'max-age=31536000')
      assert.match(page.text, /being started anew/)
      program = await stage.program()
      assert.equal((await nora.get('/today')).status, 200)
    },
  )
})

async function turnedAway(who: Browser): Promise<Answer> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await who.get('/today')
    if (answer.status === 503) return answer
    assert.equal(answer.status, 200, answer.text)
    await sleep(5)
  }
  throw new Error('Nobody was turned away.')
}

/** The stream of an open page: it begins at once, and tells of a deed within a moment. */
async function heardAtOnce(who: Browser): Promise<void> {
  const stream = who.session.request({ ':path': '/live', accept: 'text/event-stream', cookie: who.cookie() })
  let heard = ''
  stream.setEncoding('utf8').on('data', (part: string) => (heard += part))
  stream.on('error', () => {})
  stream.end()
  await until(() => heard.includes('retry: '), 'the stream begins', 3000)
  const begun = performance.now()
  const added = await who.form('/company/teams', { name: 'Workshop', parent: '' })
  assert.equal(added.status, 303, added.text.slice(0, 300))
  await until(() => heard.includes('people.team-added'), 'the page hears of the team', 3000)
  assert.ok(performance.now() - begun < 1500, `heard after ${Math.round(performance.now() - begun)} ms`)
  stream.close()
}

/** A customer tells something, and adds pictures. */
async function tellUs(who: Browser, photos: readonly Buffer[]): Promise<Answer> {
  let page = await who.get('/corner-shop/tell-us?lang=en&about=idea')
  for (const given of [{ story: 'See the pictures.' }, {}]) {
    const { action, values } = formOf(page.text, 'tell')
    page = await who.form(action, { ...values, ...given })
  }
  const last = formOf(page.text, 'tell')
  const body = new FormData()
  for (const [name, value] of Object.entries(last.values)) body.append(name, value)
  for (const [n, photo] of photos.entries())
    body.append('files', new File([new Uint8Array(photo)], `${n}.jpg`, { type: 'image/jpeg' }))
  const request = new Request('http://localhost/', { method: 'POST', body })
  const headers = {
    'content-type': request.headers.get('content-type') ?? '',
    'sec-fetch-site': 'same-origin',
  }
  return who.ask('POST', last.action, { body: Buffer.from(await request.arrayBuffer()), headers })
}

function pastTheProxy(
  { port }: Stage,
  values: Record<string, string>,
  forwarded: string,
  headers: Record<string, string> = {},
  path = '/sign-in',
): Promise<unknown> {
  return new Promise((done, fail) =>
    askPlainly(
      {
        method: 'POST',
        path,
        host: '127.0.0.1',
        port: port.app,
        localAddress: '127.0.0.7',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          'x-forwarded-for': forwarded,
          ...headers,
        },
      },
      (answer) => answer.resume().once('end', () => done(answer.statusCode)),
    )
      .once('error', fail)
      .end(new URLSearchParams(values).toString()),
  )
}

/** A form of which the second half comes when it is asked for, straight to the program: nginx would gather it first. */
function halfAForm({ port }: Stage, who: Browser): () => Promise<string> {
  const body = 'name=Counter&parent='
  const socket = connectTcp(port.app, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part))
  socket.on('error', () => {})
  socket.write(
    `POST /company/teams HTTP/1.1\r\nhost: ${HOST}\r\ncookie: ${who.cookie()}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 6)}`,
  )
  return () =>
    new Promise((done) => {
      socket.once('close', () => done(answer))
      socket.write(body.slice(6))
    })
}

test('letters that really leave need an address for their links', async () => {
  const config = readConfig({
    SMTP_URL: 'smtp://mail.example',
    MAKEGOOD_DATA: join(tmpdir(), 'makegood-nowhere'),
  })
  await assert.rejects(start(config), /SMTP_URL is set, so letters really leave: say in MAKEGOOD_URL/)
  assert.ok(!existsSync(join(tmpdir(), 'makegood-nowhere')))
})
