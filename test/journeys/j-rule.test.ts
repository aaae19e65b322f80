import assert from 'node:assert/strict'
import { addAddress } from '../../src/customers/customers.ts'
import { hear } from '../../src/interactions/interactions.ts'
import { clock, days } from '../../src/kit/clock.ts'
import { policies, setPolicySettings } from '../../src/policies/policies.ts'
import { aCompany } from '../company.ts'
import { aProblem } from '../problem.ts'
import { faults, journey, overflows, PHONE, picture, until } from './house.ts'

const FEE = 'Storage fee after three days'

journey(
  '(j) a rule stopped me: named on the case, gone by its owner’s word, and whoever it hurt is told',
  async (house, t) => {
    t.after(() => clock.reset())
    const halden = await aCompany()
    const mail = `ito.${halden.slug}@example.org`
    const one = await aProblem(halden, { name: 'Mrs Ito' })
    await halden.run(async (db) => {
      await setPolicySettings(db, halden.mara, { public: true })
      await addAddress(db, halden.ben, one.customer_id ?? '', { kind: 'email', written: mail })
      await hear(db, halden.ben, {
        kind: 'complaint',
        channel: 'counter',
        customer: one.customer_id,
        text: 'Six euros because nobody rang me.',
        beside: { case: one.id },
      })
    })

    const ben = await house.browser(halden.ben, PHONE)
    await ben.goto(`/cases/${one.id}`)
    await ben.getByText('A rule stopped me', { exact: true }).click()
    await ben.getByLabel('Which rule?').fill(FEE)
    await ben.getByLabel('Taken from them').fill('6')
    await ben.getByRole('button', { name: 'It stopped me from being kind to Mrs Ito' }).click()
    await ben.getByText('Stopped Ben here. David’s word is awaited.').waitFor()
    assert.equal(await overflows(ben), false)

    // David does not answer: it goes up to Mara, whose Today shows it by itself.
    const mara = await house.browser(halden.mara)
    await mara.goto('/today')
    house.pass(days(8))
    const [rule] = await until('the rule to go up', () =>
      halden.run(async (db) => {
        const all = await policies(db)
        return all[0]?.wait?.asked === 'Mara Halden' ? all : undefined
      }),
    )
    await mara.goto(`/rules/${rule?.id}`)
    await mara.getByText('unanswered, it went up to Mara').waitFor()
    await mara.getByText('Six euros because nobody rang me.').waitFor()
    assert.deepEqual(await faults(mara), [])
    await picture(mara, 'rule')
    await mara.getByLabel('Why it goes, in a sentence').fill('Six euros cost us a customer of nine years.')
    await mara.getByRole('button', { name: 'Scrap it and tell the one it hurt' }).click()
    await mara.getByText('It is gone. Ben has heard it. One customer is still to be told.').waitFor()

    // A person reads the draft, changes it, and sends it; once.
    await ben.goto(`/rules/${rule?.id}/tell`)
    assert.equal(await overflows(ben), false)
    assert.deepEqual(await faults(ben), [])
    const draft = ben.getByLabel('What you write to Mrs Ito')
    assert.match(await draft.inputValue(), /You were charged €6\. That rule is gone, because of you\./)
    await draft.fill(`${await draft.inputValue()}\nThe coffee is on us.`)
    await ben.getByRole('button', { name: 'Send it to Mrs Ito' }).click()
    await ben.getByRole('heading', { name: 'Nobody is left to tell' }).waitFor()
    const letter = await until('the letter in her mailbox', () =>
      house.letters.find((each) => each.to === mail && /The coffee is on us/.test(each.raw)),
    )
    assert.match(letter.raw, /Subject: The rule is gone/)

    const outside = await house.browser(undefined, PHONE)
    await outside.goto(`/${halden.slug}/rules?lang=de`)
    await outside.getByText(FEE).waitFor()
    assert.deepEqual(await faults(outside), [])
    assert.equal(await overflows(outside), false)
  },
)
