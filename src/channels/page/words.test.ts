import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allLanguages, languages } from '../../kit/language.ts'
import { say, type Word } from './words.ts'

const keys = Object.keys(say.texts.en) as Word[]
const placeholders = (text: string) => [...new Set(text.match(/(?<=\{)\w+(?=[,}])/g))].sort()
const values = { name: 'Ben', company: 'Halden', when: '17:40', phone: '+49 30 1', what: 'a bell', total: 3 }
const all = { ...values, size: '10 MB', place: 'Station', address: 'tom@example.org', day: '3 March' }

test('every language says every message with the same values as English', () => {
  for (const language of allLanguages) {
    assert.deepEqual(Object.keys(say.texts[language]), keys, language)
    for (const key of keys) {
      const [own, english] = [say.texts[language][key], say.texts.en[key]].map(placeholders)
      assert.deepEqual(own, english, `${language} ${key}`)
      for (const n of [0, 1, 2, 3, 11, 100]) {
        const said = say(language, key, { ...all, n })
        assert.ok(said.length > 0 && !/[{}]/.test(said), `${language} ${key}: ${said}`)
      }
    }
  }
})

test('every plural has the forms that its language needs', () => {
  for (const language of allLanguages) {
    const { pluralCategories } = new Intl.PluralRules(languages[language].locale).resolvedOptions()
    for (const key of keys) {
      const text = say.texts[language][key]
      if (!text.includes('plural,')) continue
      // "many" of French and Spanish begins at a million.
      const needed = pluralCategories.filter((form) => language === 'ar' || form !== 'many')
      for (const form of needed) assert.match(text, new RegExp(`\\b${form} \\{`), `${language} ${key}`)
    }
  }
})

test('customers never read a verdict, and no language keeps English sentences', () => {
  for (const language of allLanguages) {
    for (const key of keys) {
      const text = say.texts[language][key]
      assert.doesNotMatch(
        text,
        /magic|mediocre|misery|magisch|mittelmäßig|magique|médiocre|mágic|mediocre|misère/i,
      )
      if (language !== 'en' && text.split(' ').length > 2)
        assert.notEqual(text, say.texts.en[key], `${language} ${key}`)
    }
  }
})

test('the doors of good and bad are the same size', () => {
  for (const language of allLanguages) {
    const [good, bad] = [say(language, 'door.compliment').length, say(language, 'door.complaint').length]
    assert.ok(Math.max(good, bad) <= 2 * Math.min(good, bad), `${language}: ${good} and ${bad} characters`)
  }
})
