/** What a browser would send of a form: where to, and all that stands in its fields. */
export type SentForm = { action: string; values: Record<string, string> }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
export const readable = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag)
  return found ? readable(found[1] ?? '') : undefined
}

/** Reads the form with that id out of a page that we wrote. Throws where there is none. */
export function formOf(html: string, id: string): SentForm {
  const whole = new RegExp(`<form id="${id}"[^>]*>[\\s\\S]*?</form>`).exec(html)?.[0]
  if (!whole)
    throw new Error(`The page has no form ${id}: ${html.replace(/<style>.*<\/style>/s, '').slice(0, 600)}`)
  const values: Record<string, string> = {}
  for (const [tag] of whole.matchAll(/<input\b[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')]
    if (!name || type === 'file') continue
    const ticks = type === 'radio' || type === 'checkbox'
    if (!ticks || attribute(tag, 'checked') !== undefined) values[name] = attribute(tag, 'value') ?? ''
  }
  // The browser eats the first newline of a text area.
  for (const [, tag = '', text = ''] of whole.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g))
    values[attribute(tag, 'name') ?? ''] = readable(text).replace(/^\n/, '')
  return { action: attribute(whole.slice(0, whole.indexOf('>') + 1), 'action') ?? '', values }
}
