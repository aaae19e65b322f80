import type { Customer } from '../customers/customers.ts'
import { isLanguage, type Language } from '../kit/language.ts'
import { messages } from '../kit/messages.ts'
import type { Company } from '../people/people.ts'

/** What we write to a customer by ourselves: in their language, else the company's. */
export const say = messages({
  en: {
    askSubject: 'Was it put right?',
    ask: 'Hello {name},\n\n{person} at {company} has put this right: {how}\n\nWas it put right for you? One question, a minute:\n{link}\n\nThank you for telling us.',
    askNobody:
      'Hello,\n\n{person} at {company} has put this right: {how}\n\nWas it put right for you? One question, a minute:\n{link}\n\nThank you for telling us.',
  },
  de: {
    askSubject: 'Ist es jetzt gut?',
    ask: 'Guten Tag {name},\n\n{person} von {company} hat das in Ordnung gebracht: {how}\n\nIst es für Sie jetzt gut? Eine Frage, eine Minute:\n{link}\n\nDanke, dass Sie es uns gesagt haben.',
    askNobody:
      'Guten Tag,\n\n{person} von {company} hat das in Ordnung gebracht: {how}\n\nIst es für Sie jetzt gut? Eine Frage, eine Minute:\n{link}\n\nDanke, dass Sie es uns gesagt haben.',
  },
  fr: {
    askSubject: 'Est-ce réglé pour vous ?',
    ask: 'Bonjour {name},\n\n{person}, de {company}, a réglé ce point : {how}\n\nEst-ce réglé pour vous ? Une question, une minute :\n{link}\n\nMerci de nous l’avoir dit.',
    askNobody:
      'Bonjour,\n\n{person}, de {company}, a réglé ce point : {how}\n\nEst-ce réglé pour vous ? Une question, une minute :\n{link}\n\nMerci de nous l’avoir dit.',
  },
  es: {
    askSubject: '¿Ha quedado arreglado?',
    ask: 'Hola, {name}:\n\n{person}, de {company}, lo ha arreglado: {how}\n\n¿Ha quedado bien para usted? Una pregunta, un minuto:\n{link}\n\nGracias por decírnoslo.',
    askNobody:
      'Hola:\n\n{person}, de {company}, lo ha arreglado: {how}\n\n¿Ha quedado bien para usted? Una pregunta, un minuto:\n{link}\n\nGracias por decírnoslo.',
  },
  ar: {
    askSubject: 'هل سُوّي الأمر؟',
    ask: 'مرحبًا {name}،\n\nقام {person} من {company} بتسوية الأمر: {how}\n\nهل سُوّي الأمر بالنسبة إليك؟ سؤال واحد في دقيقة:\n{link}\n\nشكرًا لأنك أخبرتنا.',
    askNobody:
      'مرحبًا،\n\nقام {person} من {company} بتسوية الأمر: {how}\n\nهل سُوّي الأمر بالنسبة إليك؟ سؤال واحد في دقيقة:\n{link}\n\nشكرًا لأنك أخبرتنا.',
  },
})

export function languageFor(customer: Customer | undefined, house: Company): Language {
  const code = (customer?.language ?? house.language).slice(0, 2)
  return isLanguage(code) ? code : 'en'
}
