import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { NO_BROWSER, openBrowser } from '../../../test/browser.ts'
import { assetResponse, loadAssets } from '../assets.ts'
import { Field } from '../field.tsx'
import { Button, Form } from '../form.tsx'
import { Shell } from '../shell.tsx'

const SLOW = 500

/** A house of two pages, whose every answer after a deed takes its time. */
async function slowHouse(t: TestContext): Promise<Page | undefined> {
  const browser = await openBrowser()
  if (!browser) return void t.skip(NO_BROWSER)
  const assets = await loadAssets()
  let deeds = 0
  const draw = (path: string) => (
    <Shell assets={assets} title={path} company="Slow" lang="en">
      <p id="deeds">{deeds} deeds</p>
      <a href="/other">Another page</a>
      {/* What a deed changes may stand around a form, too. */}
      {deeds % 2 === 0 ? (
        <Note path={path} />
      ) : (
        <section>
          <div>
            <Note path={path} />
          </div>
        </section>
      )}
      <Form action="/deed" id="deed" hidden={{ to: path }}>
        <Button>Do it</Button>
      </Form>
      <Form action="/move" id="move" hidden={{ to: `${path}?kept=${deeds}` }}>
        <Button>Do it and see</Button>
      </Form>
    </Shell>
  )
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://slow')
    const asset = assetResponse(assets, url.pathname, undefined)
    if (asset)
      return void response
        .writeHead(200, Object.fromEntries(asset.headers))
        .end(new Uint8Array(await asset.arrayBuffer()))
    if (request.method === 'POST') {
      let body = ''
      for await (const part of request) body += part
      await new Promise((go) => setTimeout(go, SLOW))
      deeds += 1
      const to = new URLSearchParams(body).get('to') ?? '/page'
      return void response.writeHead(303, { location: to }).end()
    }
    response.writeHead(200, { 'content-type': 'text/html' }).end(String(await draw(url.pathname)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const context = await browser.newContext()
  t.after(async () => {
    await context.close()
    server.closeAllConnections()
    server.close()
  })
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`)
  return page
}

const Note = ({ path }: { path: string }) => (
  <Form action={`${path}/note`} id="note">
    <Field type="textarea" name="text" label="A note" />
    <Field name="who" label="Who" />
    <Button>Keep it</Button>
  </Form>
)

const note = (page: Page) => page.getByLabel('A note')
const done = (page: Page, count: number) => page.getByText(`${count} deeds`).waitFor()

for (const button of ['Do it', 'Do it and see'])
  test(`what is typed while “${button}” is on its way is still there when its page has come`, async (t) => {
    const page = await slowHouse(t)
    if (!page) return
    for (const count of [1, 2]) {
      await page.getByRole('button', { name: button, exact: true }).click()
      await note(page).pressSequentially(`Words of deed ${count}. `, { delay: 5 })
      await done(page, count)
      // One types on, as if nothing had happened: the caret is where it was.
      await page.keyboard.type(`On. `)
    }
    assert.equal(await note(page).inputValue(), 'Words of deed 1. On. Words of deed 2. On. ')
  })

test('what was sent is not brought back, and what is another page’s stays there', async (t) => {
  const page = await slowHouse(t)
  if (!page) return
  await note(page).fill('Words for this page.')
  await page.getByRole('link', { name: 'Another page' }).click()
  await page.waitForURL('**/other')
  assert.equal(await note(page).inputValue(), '')
})
