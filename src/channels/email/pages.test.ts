import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { closeBrowser, NO_BROWSER, openBrowser } from '../../../test/browser.ts'
import { aCompany, type TestCompany } from '../../../test/company.ts'
import { reply, take, waitingCases } from '../../cases/cases.ts'
import { latest } from '../../interactions/interactions.ts'
import { clock, seconds } from '../../kit/clock.ts'
import type { Id } from '../../kit/ids.ts'
import { root } from '../../kit/root.ts'
import { beginSession } from '../../kit/session.ts'
import { mailHouse } from './house.ts'
import { mail, type PostOffice, postOffice } from './post-office.ts'
import { askDnsBy } from './prove-mail.ts'
import { replyAddress } from './thread.ts'

const folder = join(root, 'build/mail')
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

after(closeBrowser)

async function here(t: import('node:test').TestContext): Promise<TestCompany & { office: PostOffice }> {
  askDnsBy(async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })))
  const house = await aCompany()
  const office = await postOffice(house)
  t.after(async () => {
    clock.reset()
    askDnsBy(undefined)
    await office.close()
  })
  return { ...house, office }
}

const html = (text: string, outside = 'http://tracker.example') =>
  mail(
    { 'Content-Type': 'multipart/related; boundary=b', Subject: 'The wheel <script>alert(1)</script>' },
    [
      `--b\nContent-Type: text/html; charset=utf-8\n\n${text.replaceAll('OUTSIDE', outside)}`,
      `--b\nContent-Type: image/png\nContent-ID: <wheel>\nContent-Disposition: inline; filename="wheel.png"\nContent-Transfer-Encoding: base64\n\n${pixel}`,
      '--b--',
    ].join('\n'),
  )

const evil = `<h2>The wheel of my bike</h2><p>Dear Halden, look at this: <img src="cid:wheel" alt="the wheel" width="60" height="60"></p>
<p>It was <b>not ready</b> on Friday, and <a href="OUTSIDE/link">nobody told me</a>.</p>
<script>fetch('OUTSIDE/script')</script><img src=x onerror="fetch('OUTSIDE/onerror')"><img src="OUTSIDE/pixel.gif" width="1">
<link rel="stylesheet" href="OUTSIDE/style.css"><style>@import url(OUTSIDE/import.css); body{background:url(OUTSIDE/bg.png)}</style>
<div style="position:fixed;background:url(OUTSIDE/inline.png)">cover</div><iframe src="OUTSIDE/frame"></iframe>
<meta http-equiv="refresh" content="0;url=OUTSIDE/refresh"><base href="OUTSIDE/"><form action="OUTSIDE/form"><input name="password"><button>Sign in</button></form>
<svg onload="fetch('OUTSIDE/svg')"></svg><video src="OUTSIDE/video" autoplay></video><object data="OUTSIDE/object"></object>
<a href="javascript:fetch('OUTSIDE/js')">click</a>`

test('the frame of a mail has a policy of its own: nothing runs, nothing loads, nothing is framed elsewhere', async (t) => {
  const house = await here(t)
  await house.office.send(html(evil))
  await house.settle()
  const [one] = await house.run((db) => latest(db, { most: 1 }))
  const door = await house.door(house.ben)
  const page = await door.get(`/interactions/${one!.id}/mail`)
  assert.match(page.text, /<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  assert.match(page.text, /not loaded/)
  const shown = await door.get(`/interactions/${one!.id}/mail/shown`)
  const policy = shown.headers.get('content-security-policy') ?? ''
  assert.match(
    policy,
    /default-src 'none'; img-src data:; .*frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox allow-popups/,
  )
  assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
  assert.match(shown.text, /src="data:image\/png;base64,/)
  assert.doesNotMatch(shown.text, /<(script|form|iframe|object|svg|video|base|link|meta http)/i)
  assert.doesNotMatch(shown.text, /\ssrc="http/)
  const asked = await door.get(`/interactions/${one!.id}/mail/shown?pictures=yes`)
  assert.match(asked.headers.get('content-security-policy') ?? '', /img-src data: https: http:/)
  assert.match(asked.text, /src="http:\/\/tracker\.example\/pixel\.gif"/)
  const raw = await door.get(`/interactions/${one!.id}/mail/raw`)
  assert.match(raw.text, /<script>fetch/)
  assert.equal(raw.headers.get('content-type'), 'application/octet-stream')
  for (const path of ['', '/shown', '/raw']) {
    const other = await house.door((await aCompany('Other')).ben)
    assert.equal((await other.get(`/interactions/${one!.id}/mail${path}`)).status, 404)
    assert.equal((await (await house.door(null)).get(`/interactions/${one!.id}/mail${path}`)).status, 303)
  }
})

test('F1, F2, F10 in a real browser: no script runs and nothing asks outside until somebody wants the pictures', async (t) => {
  const browser = await openBrowser()
  if (!browser) return t.skip(NO_BROWSER)
  mkdirSync(folder, { recursive: true })
  const calls: string[] = []
  const outside = createServer((request, response) => {
    calls.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'image/gif' }).end()
  })
  await new Promise<void>((ready) => outside.listen(0, '127.0.0.1', ready))
  const outsideAt = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  const house = await here(t)
  const served = serve({ fetch: house.app.hono.fetch, port: 0, hostname: 'localhost' })
  await new Promise<void>((ready) => served.once('listening', ready))
  const base = `http://localhost:${(served.address() as AddressInfo).port}`
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  const token = await house.run((db) => beginSession(db, house.mara.id, 'test', clock.now()))
  await context.addCookies([{ name: 'makegood', value: token, url: base }])
  t.after(async () => {
    await context.close()
    await new Promise((closed) => served.close(closed))
    await new Promise((closed) => outside.close(closed))
  })

  const id = await story(house, html(evil, outsideAt))
  const page = await context.newPage()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(`${base}/interactions/${id}/mail`)
  const frame = page.frames().find((one) => one.url().endsWith('/mail/shown'))
  assert.ok(frame, 'the mail is shown in its frame')
  assert.match((await frame.textContent('body')) ?? '', /It was not ready on Friday/)
  assert.equal(
    await frame.evaluate(() => document.querySelector('img')?.naturalWidth),
    1,
    'its own picture is seen',
  )
  await page.waitForTimeout(300)
  assert.deepEqual(calls, [])
  assert.deepEqual(dialogs, [])
  await page.getByRole('link', { name: /^Show/ }).click()
  await page.waitForURL(/pictures=yes/)
  await page.waitForTimeout(300)
  assert.deepEqual(calls, ['/pixel.gif'])

  const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
  const [open] = await house.run((db) => waitingCases(db, { most: 50 }))
  const looks: [string, string][] = [
    ['mail', `/interactions/${id}/mail`],
    ['interaction', `/interactions/${id}`],
    ['case', `/cases/${open!.id}`],
    ['company-mail', '/company/mail'],
  ]
  for (const [name, path] of looks)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 })
      await page.goto(base + path)
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
      assert.equal(await sideways(page), 0, `${name} at ${width} scrolls sideways`)
      assert.deepEqual(await wrongs(page, axe), [], `${name} at ${width}`)
    }
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${base}/company/mail`)
  await page.screenshot({ path: join(folder, 'company-mail-dark.png'), fullPage: true })
})

/** A case with all that mail can bring: an answer that came back, a stranger, a mail that nobody can read. */
async function story(house: TestCompany & { office: PostOffice }, first: string): Promise<Id> {
  await house.office.send(first)
  await house.settle()
  const [one] = await house.run((db) => waitingCases(db, { most: 1 }))
  await house.run((db) => take(db, house.now(house.mara), one!.id))
  await house.run((db) =>
    reply(db, house.now(house.mara), one!.id, 'I am sorry. The wheel will be ready today.'),
  )
  clock.move(seconds(11))
  await house.settle()
  const back = replyAddress(house.office.address, mailHouse().secret, house.company, one!.id)
  await house.office.send(
    mail(
      {
        From: 'MAILER-DAEMON@mx.customer.example',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      },
      '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; tom@customer.example\nAction: failed\nStatus: 5.2.2\n\n--b--',
    ),
    { from: '', to: back },
  )
  await house.office.send(
    mail({ From: 'Eve <eve@evil.example>' }, 'What is this about? I got it from Tom.'),
    { to: back },
  )
  await house.office.send(
    mail({ From: 'Offers <offers@news.example>', Subject: 'Only today', Precedence: 'bulk' }, 'Buy.'),
  )
  await house.office.send(
    mail(
      {
        From: 'MAILER-DAEMON@elsewhere.example',
        Subject: 'Undeliverable',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      },
      '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@elsewhere.example\nAction: failed\nStatus: 5.1.1\n\n--b--',
    ),
    { from: '' },
  )
  await house.settle()
  const said = await house.run((db) => latest(db, { most: 10 }))
  return said.find((each) => each.title.startsWith('The wheel'))!.id
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

type Violation = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }

/** What axe finds serious on our page; the stranger's document in the frame is not ours to mend. */
async function wrongs(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate<Violation[]>(
    `axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'], iframes: false })
      .then((r) => r.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes })))`,
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} – ${node.failureSummary}`),
    )
}
