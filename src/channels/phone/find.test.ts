import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../../test/company.ts'
import { formOf, readable } from '../../../test/form.ts'
import { meet } from '../../customers/customers.ts'

const words = (html: string) => readable(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')

test('a number or an address opens the story, in less than a tenth of a second', async () => {
  const house = await aCompany()
  const tom = await house.run((db) =>
    meet(db, house.now(house.ben), {
      name: 'Tom Baker',
      addresses: [
        { kind: 'phone', written: '0171 5550102' },
        { kind: 'email', written: 'tom@mail.example' },
      ],
    }),
  )
  const ben = await house.door(house.ben)
  const took: number[] = []
  for (const asked of [
    'phone=0171+5550102',
    'phone=+491715550102',
    'phone=%2B49171%205550102',
    'phone=00491715550102',
    'phone=tel:%2B49-171-5550102',
    'phone=sip:01715550102@pbx.example',
    'number=01715550102',
    'email=TOM@mail.example',
    'phone=anonymous&email=tom@mail.example',
  ]) {
    const began = performance.now()
    assert.equal((await ben.get(`/find?${asked}`)).location, `/customers/${tom.id}`, asked)
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  assert.ok((took[Math.floor(took.length / 2)] ?? 0) < 100, `${took}`)
})

test('several are a short list, nobody is somebody to write down, a caller who hides is asked', async () => {
  const house = await aCompany()
  const ben = await house.door(house.ben)
  const nobody = await ben.get('/find?phone=0171+5550102')
  assert.equal(nobody.status, 200)
  assert.match(words(nobody.text), /0171 5550102 Nobody here is known by this/)
  assert.match(nobody.text, /href="\/heard\?channel=phone&amp;phone=%2B491715550102/)
  const { action, values } = formOf(nobody.text, 'new')
  const made = await ben.post(action, { ...values, name: 'Tom Baker' })
  assert.equal((await ben.get('/find?phone=00491715550102')).location, made.location)
  for (const hidden of ['anonymous', 'Unbekannt', '', 'sip:anonymous@anonymous.invalid'])
    assert.match(
      words((await ben.get(`/find?phone=${encodeURIComponent(hidden)}`)).text),
      /Somebody rings The number was not shown/,
    )
  const odd = await ben.get(`/find?phone=${encodeURIComponent('+499999999')}`)
  assert.match(
    words(odd.text),
    /\+499999999 Nobody here is known by this/,
    'what is no number was shown all the same',
  )
  assert.equal(formOf(odd.text, 'new').values.phone, '+499999999')
  for (const name of ['Ida', 'Ole'])
    await house.run((db) =>
      meet(db, house.now(house.ben), {
        name,
        addresses: [{ kind: 'phone', written: `040 5550100 ext. ${name.length}${name === 'Ida' ? 1 : 2}` }],
      }),
    )
  assert.match(
    words((await ben.get('/find?phone=0405550100')).text),
    /2 customers have this number\. Ida .* Ole/,
  )
})

test('whoever is not signed in comes back to the story; another company’s customers are nobody', async () => {
  const [house, other] = [await aCompany(), await aCompany('Other')]
  await other.run((db) =>
    meet(db, other.now(other.ben), {
      name: 'Theirs',
      addresses: [{ kind: 'phone', written: '0171 5550102' }],
    }),
  )
  const stranger = await (await house.door(null)).get('/find?phone=%2B49171%205550102')
  assert.equal(stranger.location, '/sign-in?to=%2Ffind%3Fphone%3D%252B49171%25205550102')
  const page = await (await house.door(null)).get(stranger.location ?? '')
  assert.equal(/name="to" value="([^"]*)"/.exec(page.text)?.[1], '/find?phone=%2B49171%205550102')
  assert.doesNotMatch((await (await house.door(house.ben)).get('/find?phone=0171+5550102')).text, /Theirs/)
})
