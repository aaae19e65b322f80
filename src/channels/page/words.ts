import { messages } from '../../kit/messages.ts'
import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en, type Word } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'

export type { Word }

/** What the public pages say: `say(language, 'start.title')`. Another language is another file here. */
export const say = messages<Word>({ en, de, fr, es, ar })
