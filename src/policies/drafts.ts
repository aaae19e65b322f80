import { isLanguage, type Language } from '../kit/language.ts'
import { messages } from '../kit/messages.ts'
import { formatMoney, type Money } from '../kit/money.ts'
import type { Company } from '../people/people.ts'

/** What a customer is told whom a rule had hurt: a draft, which a person reads, changes and sends. */
export const say = messages({
  en: {
    subject: 'The rule is gone',
    hello: 'Dear {name},',
    helloNobody: 'Hello,',
    charged: 'You were charged {amount}. That rule is gone, because of you.',
    hurt: 'A rule of ours stood in your way. That rule is gone, because of you.',
    later: 'From {day} on it no longer holds.',
    sorry: 'I am sorry that it hit you first.',
    sorrySaid: 'I am sorry that it hit you first. Thank you for saying so.',
    changed: 'The rule “{rule}” is gone since {day}, because of what you told us.',
    changedLater: 'The rule “{rule}” is gone from {day} on, because of what you told us.',
  },
  de: {
    subject: 'Die Regel gibt es nicht mehr',
    hello: 'Guten Tag {name},',
    helloNobody: 'Guten Tag,',
    charged: 'Wir haben Ihnen {amount} berechnet. Diese Regel gibt es nicht mehr, Ihretwegen.',
    hurt: 'Eine unserer Regeln stand Ihnen im Weg. Diese Regel gibt es nicht mehr, Ihretwegen.',
    later: 'Ab {day} gilt sie nicht mehr.',
    sorry: 'Es tut mir leid, dass sie zuerst Sie getroffen hat.',
    sorrySaid: 'Es tut mir leid, dass sie zuerst Sie getroffen hat. Danke, dass Sie es gesagt haben.',
    changed: 'Die Regel „{rule}“ gibt es seit {day} nicht mehr, wegen Ihrer Worte an uns.',
    changedLater: 'Die Regel „{rule}“ gilt ab {day} nicht mehr, wegen Ihrer Worte an uns.',
  },
  fr: {
    subject: 'La règle n’existe plus',
    hello: 'Bonjour {name},',
    helloNobody: 'Bonjour,',
    charged: 'Nous vous avons fait payer {amount}. Cette règle n’existe plus, grâce à vous.',
    hurt: 'Une de nos règles vous a fait obstacle. Cette règle n’existe plus, grâce à vous.',
    later: 'À partir du {day}, elle ne s’applique plus.',
    sorry: 'Je regrette qu’elle vous ait touché en premier.',
    sorrySaid: 'Je regrette qu’elle vous ait touché en premier. Merci de nous l’avoir dit.',
    changed: 'La règle « {rule} » n’existe plus depuis le {day}, grâce à ce que vous nous avez dit.',
    changedLater: 'La règle « {rule} » n’existe plus à partir du {day}, grâce à ce que vous nous avez dit.',
  },
  es: {
    subject: 'La norma ya no existe',
    hello: 'Hola, {name}:',
    helloNobody: 'Hola:',
    charged: 'Le cobramos {amount}. Esa norma ya no existe, gracias a usted.',
    hurt: 'Una norma nuestra se interpuso en su camino. Esa norma ya no existe, gracias a usted.',
    later: 'A partir del {day} deja de aplicarse.',
    sorry: 'Siento que le afectara a usted primero.',
    sorrySaid: 'Siento que le afectara a usted primero. Gracias por decírnoslo.',
    changed: 'La norma «{rule}» ya no existe desde el {day}, gracias a lo que usted nos dijo.',
    changedLater: 'La norma «{rule}» ya no existirá a partir del {day}, gracias a lo que usted nos dijo.',
  },
  ar: {
    subject: 'أُلغيت القاعدة',
    hello: 'السلام عليكم {name}،',
    helloNobody: 'السلام عليكم،',
    charged: 'دفعتم لنا {amount}. أُلغيت تلك القاعدة بفضلكم.',
    hurt: 'وقفت إحدى قواعدنا في طريقكم. أُلغيت تلك القاعدة بفضلكم.',
    later: 'لن يُعمل بها اعتبارًا من {day}.',
    sorry: 'يؤسفني أنها مسّتكم أولًا.',
    sorrySaid: 'يؤسفني أنها مسّتكم أولًا. شكرًا لأنكم أخبرتمونا.',
    changed: 'أُلغيت القاعدة «{rule}» منذ {day} بفضل ما قلتموه لنا.',
    changedLater: 'تُلغى القاعدة «{rule}» اعتبارًا من {day} بفضل ما قلتموه لنا.',
  },
})

/** The language that we write to somebody in: theirs, else the house's. */
export function languageOf(code: string | null, house: Company): Language {
  const found = (code ?? house.language).slice(0, 2)
  return isLanguage(found) ? found : 'en'
}

export type Drafted = {
  language: Language
  name: string | null
  charged: readonly Money[]
  /** They said so themselves. */
  said: boolean
  /** From when it is gone, where that is still ahead. */
  later: string | null
  from: { name: string; company: string }
}

/** The message, ready to be read: greeting, what it took, that it is gone, who writes. */
export function draft({ language, name, charged, said, later, from }: Drafted): {
  subject: string
  text: string
} {
  const amount = new Intl.ListFormat(language).format(charged.map((one) => formatMoney(one, language)))
  const parts = [
    name ? say(language, 'hello', { name }) : say(language, 'helloNobody'),
    [
      charged.length > 0 ? say(language, 'charged', { amount }) : say(language, 'hurt'),
      ...(later ? [say(language, 'later', { day: later })] : []),
    ].join(' '),
    say(language, said ? 'sorrySaid' : 'sorry'),
    `${from.name}\n${from.company}`,
  ]
  return { subject: say(language, 'subject'), text: parts.join('\n\n') }
}

/** What stands above a mail, where nobody wrote another. */
export const subjectIn = (language: Language): string => say(language, 'subject')
