import type { Forwarded } from '../parsed.ts'
import { mailboxIn } from './addresses.ts'
import type { Enclosure } from './structure.ts'

// A colleague forwards a customer's mail: the customer is in the block that the mail program put above it.
// The words are those of Gmail, Outlook, Apple Mail and Thunderbird in the languages that we have met.
const prefix =
  /^\s*(?:fwd?|wg|tr|rv|enc|i|vs|vb|vl|doorst|pd|fs|ilt|転送|转发|轉寄|전달|إعادة توجيه|пересл)\s*:/i
const marker =
  /^[ \t>*_-]{0,40}(?:begin forwarded message|forwarded message|original message|anfang der weitergeleiteten (?:nachricht|e-?mail)|weitergeleitete nachricht|ursprüngliche nachricht|début du (?:message|courriel) (?:réexpédié|transféré)|message transféré|message d'origine|inicio del mensaje reenviado|mensaje reenviado|mensaje original|inizio messaggio inoltrato|messaggio inoltrato|mensagem (?:encaminhada|original)|doorgestuurd bericht|vidarebefordrat (?:brev|meddelande)|videresendt (?:melding|meddelelse|besked)|przekazana wiadomość|переслан\S+ сообщени\S|転送されたメッセージ|转发的邮件|رسالة معاد توجيهها)/im
const sender =
  /^[ \t>*]{0,20}(?:from|von|de|expéditeur|da|van|från|fra|od|lähettäjä|kimden|от(?: кого)?|від|差出人|发件人|寄件者|보낸 ?사람|من|מאת)[ \t]{0,3}\*?[ \t]{0,3}[:：][ \t]*\*?[ \t]*([^\n]{1,400}(?:\n[ \t>*]{1,20}<[^\n]{1,300}>)?)/gim
const subject =
  /^[ \t>*]{0,20}(?:subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|konu|тема|件名|主题|主旨|제목|الموضوع|נושא)[ \t]{0,3}\*?[ \t]{0,3}[:：]/im

/** Who wrote the mail that this one passes on; undefined if it passes on none, or names no address. */
export function forwardedIn(
  subjectLine: string,
  text: string,
  enclosures: Enclosure[],
): Forwarded | undefined {
  const sample = text.slice(0, 50_000)
  const start = marker.exec(sample)?.index
  if (start === undefined && !prefix.test(subjectLine)) return undefined
  for (const found of sample.slice(start ?? 0).matchAll(sender)) {
    const after = sample.slice(start ?? 0).slice(found.index, found.index + 2_000)
    const box = mailboxIn(found[1]!)
    if (box && subject.test(after)) return { from: box.name, address: box.address }
  }
  if (!prefix.test(subjectLine)) return undefined
  const enclosed = enclosures.find((each) => each.type === 'message/rfc822')
  const line =
    enclosed && /^from:[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)?)/im.exec(enclosed.bytes.toString('utf8', 0, 64_000))
  const box = line ? mailboxIn(line[1]!) : undefined
  return box ? { from: box.name, address: box.address } : undefined
}
