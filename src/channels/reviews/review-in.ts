import { ratingIn } from './rating.ts'
import { type Site, siteAt } from './sites.ts'

/** What of a mail tells a review: who sent it, or whom it was forwarded from, and what it says. */
export type Notice = {
  senders: readonly string[]
  subject: string
  text: string
  html: string
}

export type Review = {
  site: Site
  /** Of `site.best`; null where the mail does not say it in words. */
  rating: number | null
  /** As the site names whoever wrote it; often a first name and a letter. */
  by: string
  text: string
  /** Where it can be read and answered. */
  link: string | null
}

/** A notice speaks of a review; a site writes of much else as well. */
const SPEAKS =
  /review|rating|rated|recommend|bewert|rezension|empfiehlt|\bavis\b|recommande|reseña|opinión|valoración|recomienda|recension|yorum|değerlendirme|تقييم|مراجعة/i

/** A notice is short; what is longer is not searched, whoever sent it. */
const MOST = 20_000

/** The review that a site tells of, or undefined: then it is a mail like any other. */
export function reviewIn(whole: Notice): Review | undefined {
  const notice = { ...whole, text: whole.text.slice(0, MOST), html: whole.html.slice(0, 10 * MOST) }
  const site = notice.senders.map((sender) => siteAt(sender.slice(sender.lastIndexOf('@') + 1))).find(Boolean)
  if (!site || !SPEAKS.test(notice.subject)) return undefined
  const shown = `${notice.text}\n${altTexts(notice.html)}`
  const rating = ratingIn(notice.subject, site) ?? ratingIn(shown, site) ?? null
  const link = linkIn(notice, site)
  // Without a number and without a way to it, it is an advertisement or a summary of the month.
  if (rating === null && link === null) return undefined
  return { site, rating, by: authorIn(notice), text: wordsIn(notice, site), link }
}

const altTexts = (html: string): string =>
  [...html.matchAll(/\balt="([^"]{1,80})"/gi)].map((found) => found[1]).join('\n')

const ADDRESS = /https?:\/\/[^\s<>"'\])]+/g

function linkIn({ text, html }: Notice, site: Site): string | null {
  const all = [...`${text}\n${html.replaceAll('&amp;', '&')}`.matchAll(ADDRESS)].map((found) => found[0])
  const ours = all.filter((link) => URL.canParse(link) && siteAt(new URL(link).hostname) === site)
  const exact = ours.find((link) => site.path?.test(new URL(link).pathname))
  return exact ?? (site.path ? null : (ours[0] ?? null))
}

const NAME = "(\\p{Lu}[\\p{L}\\p{M}.'’-]{0,30}(?: \\p{L}[\\p{L}\\p{M}.'’-]{0,30}){0,3}?)"
const BY: readonly RegExp[] = [
  new RegExp(
    `${NAME} (?:left|wrote|posted|gave|rated|recommends|recommended|doesn.t recommend|does not recommend|hat|empfiehlt|a laissé|a publié|recommande|ha dejado|ha escrito|recomienda)\\b`,
    'u',
  ),
  new RegExp(
    `(?:review|rating|stars?|sterne?|bewertung|rezension|avis|reseña|opinión) (?:from|by|von|de) ${NAME}(?=$|[,.:!\\n]| (?:on|at|for|auf|bei|sur|en)\\b)`,
    'iu',
  ),
]

/** Not a name, but how a site says that it tells none. */
const NOBODY = /^(?:an?|the|one|some(?:one|body)|you|eine?|der|die|un[ae]?|le|la|el)(?: |$)/i

function authorIn({ subject, text }: Notice): string {
  for (const place of [subject, text])
    for (const pattern of BY) {
      const found = pattern.exec(place)?.[1]
      if (found && !NOBODY.test(found)) return found.trim()
    }
  return ''
}

const PRESS =
  /^(?:\W*)(?:reply|respond|read|view|see|manage|answer|go to|log in|open|antworten|zur|jetzt|lesen|ansehen|répondre|voir|lire|responder|ver|leer)\b/i
const QUOTED = /[“"„«]([^“”"„«»]{3,4000})[”"“»]/g

/** Their own words: what stands in quotes, else the lines between the notice and what one is to press. */
function wordsIn({ text, subject }: Notice, site: Site): string {
  const plain = text.replace(/\[\s*https?:[^\]]*\]/g, '').replace(ADDRESS, '')
  const quoted = [...plain.matchAll(QUOTED)].map((found) => found[1]!.trim())
  const longest = quoted.sort((a, b) => b.length - a.length)[0]
  if (longest && longest.length >= 12) return longest
  const lines = plain.split('\n').map((line) => line.trim())
  const press = lines.findIndex((line) => PRESS.test(line))
  const before = lines.slice(0, press < 0 ? lines.length : press)
  const said = (line: string) => line !== '' && !isFrame(line, site, subject)
  return before.filter(said).join('\n').trim()
}

/** Greetings, the stars, the sentence of the notice: not what the customer said. */
const isFrame = (line: string, site: Site, subject: string): boolean =>
  line === subject ||
  /^(?:hi|hello|dear|hallo|guten tag|bonjour|hola|merhaba)\b[^.]{0,60}[,!]?$/i.test(line) ||
  (SPEAKS.test(line) && line.length < 120) ||
  (ratingIn(line, site) !== undefined && line.length < 60) ||
  /^(?:from|von|de|to|an|date|datum|sent|gesendet|subject|betreff|-{3,}).{0,200}$/i.test(line)
