import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Child } from 'hono/jsx'
import { Field, Form, FormState, Rating, type Refused } from './index.ts'

const print = async (page: Child): Promise<string> => String(await page)

const LEVELS = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
]

const Sample = ({ refused }: { refused?: Refused | undefined }) => (
  <FormState.Provider value={refused}>
    <Form action="/save" hidden={{ key: 'k' }}>
      <Field name="name" label="Name" value="given" required />
      <Field name="note" label="Note" type="textarea" value={'\nline'} />
      <Field name="level" label="Level" type="select" options={LEVELS} value="a" />
      <Field name="agree" label="Agree" type="checkbox" checked />
      <Rating name="score" legend="Score" low="bad" high="good" value={3} />
    </Form>
    <Form action="/other">
      <Field name="name" label="Name" value="other" required />
    </Form>
  </FormState.Provider>
)

test('fields print what the page gives them, as HTML wants it', async () => {
  const html = await print(<Sample />)
  assert.match(html, /<input type="hidden" name="key" value="k"\/>/)
  assert.match(html, /id="f-save-name"[^>]*value="given"/)
  // The browser eats the first newline of a textarea, so the text's own needs one before it.
  assert.match(html, /<textarea[^>]*>\n\nline<\/textarea>/)
  assert.match(html, /<option value="a" selected="">A<\/option><option value="b">B/)
  assert.match(html, /type="checkbox"[^>]*checked=""/)
  assert.match(html, /value="3" checked=""/)
  assert.doesNotMatch(html, /role="alert"/)
})

test('after a refusal the same form shows what was typed and why, and no other form does', async () => {
  const refused: Refused = {
    action: '/save',
    values: { name: '<b>', note: 'typed', level: 'b', score: '5' },
    sentence: 'That name is taken.',
    field: 'name',
  }
  const html = await print(<Sample refused={refused} />)
  assert.match(html, /role="alert"><p><b>[^<]*<\/b> <a href="#f-save-name">That name is taken\.<\/a>/)
  assert.match(
    html,
    /id="f-save-name"[^>]*aria-describedby="f-save-name-error" aria-invalid="true" value="&lt;b&gt;"/,
  )
  assert.match(html, />\ntyped<\/textarea>/)
  assert.match(html, /<option value="b" selected="">/)
  assert.doesNotMatch(html, /type="checkbox"[^>]*checked/)
  assert.match(html, /value="5" checked=""/)
  assert.match(html, /id="f-other-name"[^>]*value="other"/)
  assert.equal(html.split('role="alert"').length, 2)
})
