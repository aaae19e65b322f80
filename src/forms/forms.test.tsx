import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCompany } from '../../test/company.ts'
import { linesAfter } from '../history/history.ts'
import { newId } from '../kit/ids.ts'
import { allLanguages, type Language } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import { Form, FormState } from '../ui/index.ts'
import {
  answersAbout,
  checkAnswers,
  currentForm,
  defineForm,
  formVersion,
  keepAnswers,
  pickAnswers,
  type Question,
  Questions,
  type Says,
} from './forms.ts'
import { say } from './words.ts'

const inAll = (text: string): Says =>
  Object.fromEntries(allLanguages.map((language) => [language, `${text} (${language})`])) as Says

const questions: Question[] = [
  { key: 'right', kind: 'rating', says: inAll('Was it put right?'), required: true },
  {
    key: 'five',
    kind: 'text',
    says: inAll('What would have made it a five?'),
    requiredIf: { key: 'right', below: 5 },
    most: 200,
  },
  {
    key: 'twice',
    kind: 'choice',
    says: inAll('Did you have to tell it twice?'),
    options: [
      { value: 'no', says: inAll('No') },
      { value: 'yes', says: inAll('Yes') },
    ],
  },
  { key: 'whom', kind: 'text', says: inAll('Whom did you tell?'), requiredIf: { key: 'twice', is: 'yes' } },
  {
    key: 'by',
    kind: 'choice',
    most: 2,
    says: inAll('How may we reach you?'),
    options: ['mail', 'phone', 'post'].map((value) => ({ value, says: inAll(value) })),
  },
]

const refusalOf = (raw: unknown, language?: Language): Refusal => {
  try {
    checkAnswers(questions, raw, language)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('This was not refused.')
}

test('answers that fit are kept in their own types, and what is empty is left out', () => {
  const five = { right: '5', five: ' ', twice: 'no', whom: '', by: ['post', 'mail'] }
  assert.deepEqual(checkAnswers(questions, five), { right: 5, twice: 'no', by: ['mail', 'post'] })
  const four = { right: 4, five: 'A call.\r\nThat is all 🚲', twice: 'no', by: 'phone' }
  assert.deepEqual(checkAnswers(questions, four), {
    right: 4,
    five: 'A call.\nThat is all 🚲',
    twice: 'no',
    by: ['phone'],
  })
})

test('a question is required by itself or by another answer, and says so in the language of who answers', () => {
  assert.equal(refusalOf({}).field, 'right')
  assert.equal(refusalOf({ right: 4 }).field, 'five')
  assert.equal(
    refusalOf({ right: 4, five: ' \n ' }, 'de').sentence,
    'Bitte antworten Sie noch auf „What would have made it a five? (de)“',
  )
  assert.equal(refusalOf({ right: 5, twice: 'yes' }).field, 'whom')
})

test('P6: whatever does not fit is refused with its field, and nothing is a fault of the program', () => {
  const fits = { right: 5 }
  const strange: [unknown, string | undefined][] = [
    [null, undefined],
    ['right=5', undefined],
    [[5], undefined],
    [{ ...fits, other: 'x' }, 'other'],
    [JSON.parse('{"right": 5, "__proto__": {"polluted": 1}}'), '__proto__'],
    [{ ...fits, constructor: 'x' }, 'constructor'],
    [{ right: 11 }, 'right'],
    [{ right: 0 }, 'right'],
    [{ right: -0 }, 'right'],
    [{ right: 4.5 }, 'right'],
    [{ right: Number.NaN }, 'right'],
    [{ right: Number.POSITIVE_INFINITY }, 'right'],
    [{ right: '5 ' }, 'right'],
    [{ right: '٥' }, 'right'],
    [{ right: true }, 'right'],
    [{ right: ['5'] }, 'right'],
    [{ ...fits, five: 'a\u0000b' }, 'five'],
    [{ ...fits, five: 'a\ud800b' }, 'five'],
    [{ ...fits, five: 'x'.repeat(201) }, 'five'],
    [{ ...fits, whom: 'x'.repeat(10 * 1024 * 1024) }, 'whom'],
    [{ ...fits, five: { text: 'x' } }, 'five'],
    [{ ...fits, five: 12 }, 'five'],
    [{ ...fits, twice: 'perhaps' }, 'twice'],
    [{ ...fits, twice: ['no', 'yes'] }, 'twice'],
    [{ ...fits, twice: ['no', 'no'] }, 'twice'],
    [{ ...fits, by: ['mail', 'phone', 'post'] }, 'by'],
    [{ ...fits, by: ['mail', {}] }, 'by'],
  ]
  for (const [raw, field] of strange) {
    const refusal = refusalOf(raw)
    assert.deepEqual([refusal.kind, refusal.field], ['invalid', field], JSON.stringify(raw)?.slice(0, 80))
  }
})

test('a form posts other things too: only what was asked is picked', () => {
  assert.deepEqual(pickAnswers(questions, { right: '5', token: 'x' }), { right: '5' })
})

test('questions that contradict themselves are not asked', async () => {
  const halden = await aCompany()
  const rating: Question = { key: 'a', kind: 'rating', says: inAll('A') }
  const wrong: Question[][] = [
    [],
    [rating, rating],
    [{ ...rating, key: 'Not a key' }],
    [{ ...rating, says: { ...inAll('A'), ar: ' ' } }],
    [{ ...rating, says: { ...inAll('A'), en: 'A\u0000' } }],
    [{ ...rating, kind: 'choice' }],
    [{ ...rating, kind: 'choice', options: [1, 2].map(() => ({ value: 'x', says: inAll('X') })) }],
    [{ ...rating, requiredIf: { key: 'a', below: 5 } }],
    [rating, { ...rating, key: 'b', requiredIf: { key: 'a', is: 'x' } }],
    [rating, { ...rating, key: 'b', requiredIf: { key: 'a' } }],
  ]
  for (const one of wrong)
    await assert.rejects(
      halden.run((db) => defineForm(db, halden.mara, 'test', one)),
      (error) => error instanceof Refusal && error.code === 'form.question',
    )
})

test('a version changes until somebody has answered it, and never afterwards', async () => {
  const halden = await aCompany()
  const define = (asked: Question[]) =>
    halden.run((db) => defineForm(db, halden.now(halden.mara), 'confirmation', asked))
  assert.equal(await define(questions.slice(0, 1)), 1)
  assert.equal(await define(questions), 1)
  assert.equal(await define(questions), 1)
  const form = await halden.run((db) => currentForm(db, 'confirmation'))
  const about = newId(halden.ben.at)
  const kept = await halden.run((db) =>
    keepAnswers(db, halden.now(halden.ben), {
      form: form.id,
      version: 1,
      about,
      language: 'de',
      answers: { right: '5' },
    }),
  )
  assert.equal(await define(questions), 1)
  assert.equal(await define(questions.slice(0, 3)), 2)
  assert.equal((await halden.run((db) => currentForm(db, 'confirmation'))).questions.length, 3)
  assert.equal((await halden.run((db) => formVersion(db, form.id, 1))).questions.length, 5)
  assert.deepEqual(await halden.run((db) => answersAbout(db, about)), [kept])
  const lines = await halden.run((db) => linesAfter(db, undefined, 1000))
  assert.deepEqual(
    lines.filter((line) => line.kind.startsWith('forms.')).map((line) => line.kind),
    ['forms.defined', 'forms.defined', 'forms.answered', 'forms.defined'],
  )
})

test('an answer that is under way freezes its version: who changes it waits, and makes the next', async () => {
  const halden = await aCompany()
  await halden.run((db) => defineForm(db, halden.mara, 'race', questions))
  const form = await halden.run((db) => currentForm(db, 'race'))
  let changed: Promise<number> | undefined
  await halden.run(async (db) => {
    await keepAnswers(db, halden.ben, { form: form.id, version: 1, language: 'en', answers: { right: 5 } })
    changed = halden.run((other) => defineForm(other, halden.mara, 'race', questions.slice(0, 2)))
    const first = await Promise.race([changed, new Promise((go) => setTimeout(() => go('it waits'), 100))])
    assert.equal(first, 'it waits')
  })
  assert.equal(await changed, 2)
  assert.equal((await halden.run((db) => formVersion(db, form.id, 1))).questions.length, 5)
})

test('two who define the same form for the first time at once make one', async () => {
  const halden = await aCompany()
  const made = await Promise.all(
    Array.from({ length: 5 }, () => halden.run((db) => defineForm(db, halden.mara, 'twins', questions))),
  )
  assert.deepEqual(made, [1, 1, 1, 1, 1])
})

test('the form works without script: all is in sight, in every language, and what was typed comes back', async () => {
  for (const language of allLanguages) {
    const html = String(
      <Form action="/x">
        <Questions form={{ questions }} language={language} values={{ right: 4, by: ['mail'] }} />
      </Form>,
    )
    for (const one of questions) assert.ok(html.includes(one.says[language]), `${one.key} in ${language}`)
    assert.ok(html.includes(say(language, 'below', { n: 5 })))
    assert.match(html, /<input type="radio"[^>]* name="right" value="4" checked/)
    assert.match(html, /<input type="checkbox"[^>]* name="by" value="mail" checked/)
    assert.ok(!html.includes('<script'))
  }
  const refused = { values: { right: '3', five: '' }, sentence: 'Please answer', field: 'five', action: '/x' }
  const again = String(
    <FormState.Provider value={refused}>
      <Form action="/x">
        <Questions form={{ questions }} language="en" />
      </Form>
    </FormState.Provider>,
  )
  assert.match(again, /name="right" value="3" checked/)
  assert.match(again, /aria-invalid="true"/)
})
