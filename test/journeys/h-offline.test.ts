import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { latest } from '../../src/interactions/interactions.ts'
import { aCompany, type TestCompany } from '../company.ts'
import { faults, type House, journey, overflows, PHONE, picture, until } from './house.ts'

const heardIn = async (company: TestCompany) =>
  (await company.run((db) => latest(db, { most: 50 }))).map((one) => one.text)

/** Until the worker has the page and all that it is drawn with. */
const isKept = (page: Page) =>
  until('the page to be kept', () =>
    page.evaluate(async () => {
      if (!(await navigator.serviceWorker.getRegistration('/heard'))?.active) return false
      const cache = await caches.open('makegood-later')
      return (await cache.keys()).length >= 4
    }),
  )

const waiting = (page: Page) => page.locator('x-later .waiting')
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'What did they say?' }).fill(text)
  await page.getByRole('button', { name: 'Keep it' }).click()
}

async function phoneOf(house: House, company: TestCompany): Promise<Page> {
  const phone = await house.browser(company.ben, PHONE)
  await phone.goto('/today')
  await isKept(phone)
  return phone
}

journey(
  '(h) just heard without a network: it waits on the phone, and is sent exactly once',
  async (house) => {
    const company = await aCompany()
    const phone = await phoneOf(house, company)
    const context = phone.context()
    await context.setOffline(true)
    // By the key, from any page, with no network at all.
    await phone.keyboard.press('h')
    await phone.getByRole('heading', { name: 'Just heard something' }).waitFor()
    assert.deepEqual([await overflows(phone), await faults(phone)], [false, []])
    await write(phone, 'The old bell sounds best.')
    await waiting(phone).getByText('Waits on this device, and will be sent.').waitFor()
    await picture(phone, 'heard-offline')
    // The page may be closed and opened again.
    await phone.reload()
    await waiting(phone).getByText('The old bell sounds best.').waitFor()
    assert.deepEqual(await heardIn(company), [])
    const second = await context.newPage()
    await second.goto('/heard')
    await waiting(second).getByText('The old bell sounds best.').waitFor()
    // Back: both tabs hear of it in the same moment.
    await context.setOffline(false)
    await until('it to be sent', async () => (await heardIn(company)).length > 0)
    for (const page of [phone, second]) {
      await until('nothing to wait', async () => (await waiting(page).locator('li').count()) === 0)
      await page.getByText('Sent: what waited here has arrived.').waitFor()
    }
    assert.deepEqual(await heardIn(company), ['The old bell sounds best.'])
  },
)

journey('(h) an answer that is lost after the deed is sent again, and heard once', async (house) => {
  const company = await aCompany()
  const phone = await phoneOf(house, company)
  await phone.goto('/heard')
  // The deed is done, and its answer never arrives.
  const wire = await phone.context().newCDPSession(phone)
  let lost = 0
  wire.on('Fetch.requestPaused', ({ requestId }) => {
    lost += 1
    void wire.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' })
  })
  await wire.send('Fetch.enable', { patterns: [{ urlPattern: '*/heard/queued', requestStage: 'Response' }] })
  await write(phone, 'Twice or once?')
  await until('the answer to be lost', () => lost === 1)
  assert.deepEqual(await heardIn(company), ['Twice or once?'])
  await wire.detach()
  // The browser's own waking of the worker may come first; else the next page that is looked at sends it.
  await phone.goto('/customers')
  await phone.goto('/heard')
  await until('nothing to wait', async () => (await waiting(phone).locator('li').count()) === 0)
  assert.deepEqual(await heardIn(company), ['Twice or once?'])
})

journey('(h) what waits belongs to its writer: nobody else sends, reads or opens it', async (house) => {
  const company = await aCompany()
  const phone = await phoneOf(house, company)
  const context = phone.context()
  // The worker’s own line is not the page’s, and is not cut here: it is not woken.
  await phone.addInitScript(() => {
    Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { value: undefined })
  })
  await phone.goto('/heard')
  await context.route('**/heard/queued', (route) => route.abort('internetdisconnected'))
  await write(phone, 'Between Ben and Tom.')
  await waiting(phone).getByText('Waits on this device').waitFor()
  await phone.locator('.person summary').click()
  await phone.getByRole('button', { name: 'Sign out' }).click()
  await phone.waitForURL('**/sign-in')
  // Nothing that Ben had is left in the clear: no page, no key, and of his words only noise.
  const left = () =>
    phone.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open('makegood-later')
        request.onsuccess = () => done(request.result)
      })
      const all = (store: string) =>
        new Promise<unknown[]>((done) => {
          const request = database.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => done(request.result as unknown[])
        })
      const notes = (await all('notes')) as { sealed: ArrayBuffer }[]
      const text = notes.map((note) => new TextDecoder().decode(note.sealed) + JSON.stringify(note)).join()
      const found = { caches: await caches.keys(), me: (await all('me')).length, notes: notes.length, text }
      database.close()
      return found
    })
  await until('it to be cleared', async () => {
    const { caches: kept, me } = await left()
    return kept.length === 0 && me === 0
  })
  const seen = await left()
  assert.equal(seen.notes, 1)
  assert.doesNotMatch(seen.text, /Between Ben/)

  await context.unroute('**/heard/queued')
  const { token } = await signedIn(company, company.ana.id)
  await context.addCookies([{ name: 'makegood', value: token, url: house.base }])
  await phone.goto('/heard')
  await waiting(phone).getByText('Of somebody else 1 waits here too').waitFor()
  assert.doesNotMatch(await phone.content(), /Between Ben/)
  await write(phone, 'Ana heard this.')
  await phone.waitForURL(/\/interactions\//)
  assert.deepEqual(await heardIn(company), ['Ana heard this.'])

  const ben = await signedIn(company, company.ben.id)
  await context.addCookies([{ name: 'makegood', value: ben.token, url: house.base }])
  await phone.goto('/today')
  await until('Ben’s own to be sent', async () => (await heardIn(company)).includes('Between Ben and Tom.'))
  const said = await company.run((db) => latest(db, { most: 5 }))
  assert.equal(said.length, 2)
})

journey('(h) what is refused stays with its sentence, and comes back to be looked at', async (house) => {
  const company = await aCompany()
  const phone = await phoneOf(house, company)
  await phone.goto('/heard')
  // A browser notes in its console what a house refuses.
  phone.removeAllListeners('console')
  // Blanks alone: the browser lets them pass, the house does not.
  await phone.getByRole('textbox', { name: 'Who was it?' }).fill('Tom Baker, 0171 5550102')
  await write(phone, '   ')
  await waiting(phone).getByText('Write down what they said.').waitFor()
  await phone.reload()
  await waiting(phone).getByRole('button', { name: 'Look at it again' }).click()
  const who = phone.getByRole('textbox', { name: 'Who was it?' })
  await until('who it was', async () => (await who.inputValue()) === 'Tom Baker, 0171 5550102')
  await write(phone, 'The bell is loose.')
  await phone.waitForURL(/\/customers\//)
  assert.deepEqual(await heardIn(company), ['The bell is loose.'])
})

async function signedIn(company: TestCompany, id: string): Promise<{ token: string }> {
  const { beginSession } = await import('../../src/kit/session.ts')
  const { clock } = await import('../../src/kit/clock.ts')
  return { token: await company.run((db) => beginSession(db, id, 'journey', clock.now())) }
}
