import EmailReplyParser from 'email-reply-parser'
import { convert } from 'html-to-text'
import { limits } from '../limits.ts'

const signs: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
}

/** Text of HTML in one pass that nothing can slow down; rougher than `textOf`, which replaces it in time. */
export function roughText(html: string): string {
  const lower = html.toLowerCase()
  const out: string[] = []
  const line = () => {
    if (out.at(-1) !== '\n' || out.at(-2) !== '\n') out.push('\n')
  }
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open !== at) out.push(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    const skip = /^<(style|script|title|!--)/.exec(lower.slice(open, open + 8))?.[1]
    const close = skip === '!--' ? '-->' : skip ? `</${skip}` : '>'
    const end = lower.indexOf(close, open)
    if (end < 0) break
    if (/^<\/?(?:br|p|div|tr|li|h\d|blockquote|table)\b/.test(lower.slice(open, open + 14))) line()
    const after = skip && skip !== '!--' ? lower.indexOf('>', end) : end + close.length - 1
    if (after < 0) break
    at = after + 1
  }
  return tidy(out.join('').replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));?/gi, entity))
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return signs[name] ?? whole
  const point = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
    ? String.fromCodePoint(point)
    : ''
}

/** Text of HTML as a mail program would quote it: lists, links once, block quotes with "> ". */
export function textOf(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    limits: { maxDepth: 200, maxChildNodes: 5_000, ellipsis: '' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
      { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  })
  return tidy(text)
}

/** Line ends of one kind, no spaces at their ends, at most two empty lines, no longer than we keep. */
export function tidy(text: string): string {
  const lines = text.slice(0, limits.textLength).split(/\r\n?|\n/)
  const trimmed = lines.map((line) => line.trimEnd()).join('\n')
  return trimmed.replace(/\n{4,}/g, '\n\n\n').replace(/^\n+|\n+$/g, '')
}

// Lines by which mail programs introduce what they quote, where the parser does not know them (Japanese, Chinese,
// Korean, Arabic among them), and the ruler that Outlook draws above it.
const quoteBegins = [
  /^.{0,80}\d{4}年\s*\d{1,2}月\s*\d{1,2}日.{0,120}(?:[:：]|のメール)\s*$/,
  /^.{0,80}\d{4}[/-]\d{1,2}[/-]\d{1,2}.{0,120}<[^<>\s]+@[^<>\s]+>.{0,20}[:：]\s*$/,
  /^في .{0,120}(?:كتب|كتبت).{0,120}[:：]\s*$/,
  /^-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|元のメッセージ)\s*-{2,}$/i,
  /^_{20,}$/,
]

/** Only the new words: without quotes and signature; the whole text if that would leave nothing. */
export function saidIn(text: string): string {
  const head = text.slice(0, limits.saidFrom)
  const lines = head.split('\n')
  const cut = lines.findIndex(
    (line) => line.length < 400 && quoteBegins.some((pattern) => pattern.test(line.trim())),
  )
  const fresh =
    cut > 0 && lines.slice(0, cut).some((line) => line.trim()) ? lines.slice(0, cut).join('\n') : head
  const said = tidy(new EmailReplyParser().parseReply(fresh))
  return said.trim() ? said.trim() : text.trim()
}

const stops: Record<string, RegExp> = {
  en: /\b(?:the|and|you|for|with|that|have|this|was|not|please)\b/gi,
  de: /\b(?:der|die|das|und|ich|nicht|sie|ist|mit|bitte|ein|wir)\b/gi,
  fr: /\b(?:le|les|des|est|vous|nous|pas|une|pour|avec|merci|je)\b/gi,
  es: /\b(?:el|los|las|que|una|por|con|para|gracias|está|pero|mi)\b/gi,
}

/** A guess at the language, for the first answer's greeting: what the mail says, else its script, else small words. */
export function languageOf(contentLanguage: string, said: string): string | undefined {
  const named = /^\s*([a-z]{2,3})\b/i.exec(contentLanguage)?.[1]
  if (named) return named.toLowerCase()
  const sample = said.slice(0, 2_000)
  const arabic = sample.match(/[\u0600-\u06FF]/g)?.length ?? 0
  if (arabic > 10) return 'ar'
  const counts = Object.entries(stops).map(([tag, words]) => ({ tag, n: sample.match(words)?.length ?? 0 }))
  const [best, next] = counts.sort((a, b) => b.n - a.n)
  return best && best.n >= 3 && best.n > 1.5 * (next?.n ?? 0) ? best.tag : undefined
}
