import { limits } from '../limits.ts'
import type { MailEnvelope, Parsed, Unreadable } from '../parsed.ts'
import { oneLine } from './addresses.ts'
import { assemble, tooSlow } from './assemble.ts'
import { first, type Head, readHead, repairHead } from './head.ts'
import { sanitise } from './html.ts'
import { asHtml, type Section, type Structure, TooMuch, takeApart } from './structure.ts'
import { uudecode } from './uuencode.ts'
import { languageOf, roughText, saidIn, textOf, tidy } from './words.ts'

export type Refused = Pick<Unreadable, 'reason' | 'sentence'>
/** What takes long on a hostile mail, and is worth waiting for on any other. */
export type Refined = Pick<Parsed, 'text' | 'said' | 'html' | 'remoteImages' | 'languageHint' | 'problems'>

/**
 * Reads a raw mail. `sooner` is given a whole mail with roughly made text before the costly part begins: should that
 * part be cut off, nothing but its refinement is lost.
 */
export async function readMail(
  raw: Buffer,
  envelope: MailEnvelope,
  sooner: (mail: Parsed) => void,
): Promise<Refined | Refused> {
  const mail = repairHead(raw)
  if (!mail) return { reason: 'too-much', sentence: 'Its header is longer than any mail needs.' }
  let parts: Structure
  try {
    parts = await takeApart(mail)
  } catch (error) {
    const tooMuch =
      error instanceof TooMuch || (error instanceof Error && 'code' in error && error.code === 'EMAXLEN')
    const said = error instanceof Error ? error.message : String(error)
    return tooMuch
      ? {
          reason: 'too-much',
          sentence: `It has more parts or headers than we take apart: ${oneLine(said, 200)}`,
        }
      : { reason: 'broken', sentence: `Its structure is broken: ${oneLine(said, 200)}` }
  }
  const head = readHead(parts.lines)
  if (
    ![...head.keys()].some((name) => /^(?:from|to|subject|date|message-id|received|content-type)$/.test(name))
  ) {
    return { reason: 'not-a-mail', sentence: 'It has none of the headers that make a mail.' }
  }
  if (envelope.mailFrom !== undefined) head.set('return-path', [`<${oneLine(envelope.mailFrom)}>`])
  if (envelope.recipients) head.set('envelope-to', envelope.recipients)
  const { rough, html } = bodies(parts)
  const parsed = assemble(parts, head, rough, html)
  if (!parsed.from && !parsed.subject && !parsed.text.trim() && parsed.attachments.length === 0) {
    return { reason: 'empty', sentence: 'It has no sender, no subject, no text and nothing enclosed.' }
  }
  sooner(parsed)
  return refine(parts, head, parsed, html)
}

type Bodies = { rough: string; html: string | undefined }

function bodies(parts: Structure): Bodies {
  for (const section of parts.sections) {
    if (section.plain === undefined || section.html !== undefined) continue
    const { text, files } = uudecode(section.plain)
    section.plain = text
    for (const file of files) {
      const type = 'application/octet-stream'
      parts.enclosures.push({ type, name: file.name, cid: '', location: '', bytes: file.bytes })
    }
  }
  const rich = parts.sections.some((section) => section.html?.trim())
  const html = rich
    ? parts.sections.map((each) => each.html ?? asHtml(each.plain ?? '')).join('<br>')
    : undefined
  return { rough: plainOf(parts.sections, roughText), html }
}

function plainOf(sections: Section[], fromHtml: (html: string) => string): string {
  const texts = sections.map((each) =>
    each.plain?.trim() || !each.html ? (each.plain ?? '') : fromHtml(each.html),
  )
  return tidy(texts.join('\n'))
}

function refine(parts: Structure, head: Head, parsed: Parsed, html: string | undefined): Refined {
  const problems = parsed.problems.filter((each) => each !== tooSlow)
  const large = (html?.length ?? 0) > limits.htmlLength
  if (large) problems.push('Its formatted version is too large to show: the plain text is shown.')
  const text = large ? parsed.text : plainOf(parts.sections, fine)
  if (text.length >= limits.textLength)
    problems.push(`Its text is cut after ${limits.textLength} characters.`)
  const said = saidIn(text)
  const languageHint = languageOf(first(head, 'content-language'), said)
  const safe = html && !large ? sanitise(html, parts.enclosures) : undefined
  if (safe && safe.remoteImages > 0) problems.push('Pictures from elsewhere were not loaded.')
  return {
    text,
    said,
    ...(safe ? { html: safe.html } : {}),
    remoteImages: safe?.remoteImages ?? 0,
    ...(languageHint ? { languageHint } : {}),
    problems,
  }
}

/** The better text, unless its limits cut away more than half of the mail. */
function fine(html: string): string {
  const rough = roughText(html)
  try {
    const text = textOf(html)
    return text.length > rough.length / 2 ? text : rough
  } catch {
    return rough
  }
}
