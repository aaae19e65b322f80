import sanitize from 'sanitize-html'
import type { Enclosure } from './structure.ts'

// Mail is shown in a sandboxed frame as well; this is the first of two lines. Colours, type and spacing may stay,
// whatever can cover our page, call home or run may not: no position, no url(), no style sheets, no forms.
const length = String.raw`(?:\d{1,4}(?:\.\d{1,3})?(?:px|em|rem|ex|ch|pt|pc|cm|mm|in|%)?)`
const colour = String.raw`(?:#[\da-f]{3,8}|[a-z]{3,24}|rgba?\([\d\s.,%/]{5,40}\)|hsla?\([\d\s.,%/deg]{5,40}\))`
const is = (pattern: string) => [new RegExp(`^(?:${pattern})$`, 'i')]
const lengths = is(`(?:(?:${length}|auto)\\s*){1,4}`)
const border = is(`(?:(?:${length}|${colour}|none|solid|dashed|dotted|double)\\s*){1,3}`)
const sides = ['', '-top', '-right', '-bottom', '-left']

const styles: Record<string, RegExp[]> = {
  color: is(colour),
  'background-color': is(colour),
  background: is(colour),
  'font-family': is(String.raw`[\w\s"',.-]{1,200}`),
  'font-size': is(`${length}|(?:x{1,2}-)?(?:small|large)|medium|smaller|larger`),
  'font-weight': is(String.raw`normal|bold|bolder|lighter|\d{3}`),
  'font-style': is('normal|italic|oblique'),
  'text-align': is('left|right|center|justify|start|end'),
  'text-decoration': is('none|underline|line-through|overline'),
  'line-height': is(`${length}|normal`),
  'vertical-align': is('top|middle|bottom|baseline|sub|super'),
  'white-space': is('normal|nowrap|pre|pre-wrap|pre-line'),
  'list-style-type': is('[a-z-]{3,24}'),
  direction: is('ltr|rtl'),
  width: is(`${length}|auto`),
  'max-width': is(`${length}|none`),
  height: is(`${length}|auto`),
  'border-collapse': is('collapse|separate'),
  'border-radius': lengths,
  ...Object.fromEntries(sides.map((side) => [`border${side}`, border])),
  ...Object.fromEntries(
    sides.flatMap((side) => [
      [`padding${side}`, lengths],
      [`margin${side}`, lengths],
    ]),
  ),
}

const tags =
  'a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
  'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section ' +
  'small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var'

/**
 * HTML of a stranger without anything that runs, asks, covers or calls. Pictures of the mail carry
 * `data-attachment` (their index), pictures from elsewhere `data-src`; neither loads by itself.
 */
export function sanitise(html: string, enclosures: Enclosure[]): { html: string; remoteImages: number } {
  let remoteImages = 0
  const picture = (attributes: Record<string, string>): Record<string, string> => {
    const { src = '', ...rest } = attributes
    const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('data-')))
    if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z\d+/=\s]*$/i.test(src)) return { ...kept, src }
    if (/^(?:https?:)?\/\//i.test(src.trim())) {
      remoteImages++
      return { ...kept, 'data-src': src.trim().replace(/^\/\//, 'https://') }
    }
    const index = enclosed(src, enclosures)
    return index < 0 ? kept : { ...kept, 'data-attachment': String(index) }
  }
  const clean = sanitize(html, {
    allowedTags: tags.split(' '),
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'xmp', 'noembed', 'template'],
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align', 'valign', 'width', 'height', 'bgcolor'],
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt', 'data-src', 'data-attachment', 'border'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'scope', 'nowrap'],
      table: ['border', 'cellpadding', 'cellspacing'],
      font: ['color', 'size', 'face'],
      ol: ['start', 'type'],
      li: ['value'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': styles },
    nestingLimit: 200,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: link(attribs) }),
      img: (tagName, attribs) => ({ tagName, attribs: picture(attribs) }),
    },
  })
  return { html: clean, remoteImages }
}

function link(attributes: Record<string, string>): Record<string, string> {
  const { rel: _, target: __, ...rest } = attributes
  // A relative link would lead into our own pages.
  if (!/^\s*(?:https?:|mailto:|tel:)/i.test(rest.href ?? '')) delete rest.href
  return { ...rest, rel: 'noopener noreferrer nofollow', target: '_blank' }
}

/** Which enclosure a picture names: by Content-ID, by Content-Location or, in older mails, by its file name. */
function enclosed(src: string, enclosures: Enclosure[]): number {
  const named = unescaped(src.replace(/^cid:/i, '').trim())
  if (!named) return -1
  const byId = enclosures.findIndex((each) => each.cid === named)
  if (byId >= 0) return byId
  return enclosures.findIndex(
    (each) => /^image\//i.test(each.type) && (each.location === named || each.name === named),
  )
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
