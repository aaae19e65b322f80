/** Which forms somebody has begun to fill in. What is typed must outlive a refresh of the page around it. */
const begun = new Set<HTMLFormElement>()

const formOf = (event: Event): HTMLFormElement | null =>
  event.target instanceof Element ? event.target.closest('form') : null

document.addEventListener('input', (event) => {
  const form = formOf(event)
  // A search is not lost, it is in the address.
  if (form && form.method === 'post') begun.add(form)
})
for (const over of ['submit', 'reset'])
  document.addEventListener(over, (event) => {
    const form = formOf(event)
    if (form) begun.delete(form)
  })
/** What did not get through is still only here. (Of one that was broken off nobody knows: the page comes anew.) */
document.addEventListener('turbo:submit-end', (event) => {
  const form = formOf(event)
  const { success } = (event as CustomEvent<{ success?: boolean }>).detail
  if (form && form.method === 'post' && success === false) begun.add(form)
})

/** Forms on their way, since when. Turbo tells of the start only after the click, and not of every end. */
const sent = new Map<HTMLFormElement, number>()
const PATIENCE_MS = 10_000

document.addEventListener('submit', (event) => {
  const form = formOf(event)
  if (form && form.method === 'post' && !form.closest('[data-turbo="false"]'))
    sent.set(form, performance.now())
})
document.addEventListener('turbo:submit-end', (event) => {
  const form = formOf(event)
  if (form) sent.delete(form)
})

/** While a form is on its way, or a page: a refresh now would break it off, and take it for one that failed. */
export function isSending(): boolean {
  for (const [form, at] of sent)
    if (!form.isConnected || performance.now() - at > PATIENCE_MS) sent.delete(form)
  return sent.size > 0 || document.documentElement.hasAttribute('aria-busy')
}

/** Where the server marked no option, a list that opens begins with its first. */
function isChosenAnew(field: HTMLSelectElement): boolean {
  const options = [...field.options]
  const marked = options.some((one) => one.defaultSelected)
  return marked || field.multiple
    ? options.some((one) => one.selected !== one.defaultSelected)
    : field.selectedIndex > 0
}

/** Whether anything stands in it that the server did not write: what was typed and taken out again is no loss. */
function isChanged(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLSelectElement) return isChosenAnew(field)
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
    if (!(field instanceof HTMLInputElement)) return false
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
    return field.value !== field.defaultValue
  })
}

export function isBegun(form?: HTMLFormElement): boolean {
  for (const old of begun) if (!old.isConnected || !isChanged(old)) begun.delete(old)
  return form ? begun.has(form) : begun.size > 0
}

/** A morph would put back the server's values: forms that are begun stay as they are. */
document.addEventListener('turbo:before-morph-element', (event) => {
  if (event.target instanceof HTMLFormElement && isBegun(event.target)) event.preventDefault()
})

/** What somebody has opened or closed stays so. */
document.addEventListener('turbo:before-morph-attribute', (event) => {
  const { attributeName } = (event as CustomEvent<{ attributeName?: string }>).detail
  if (event.target instanceof HTMLDetailsElement && attributeName === 'open') event.preventDefault()
})

/**
 * A page that takes another's place, as after a deed that leads on to "?kept=yes", has the forms that were there:
 * one that somebody has begun meanwhile is put where its twin would stand, with all that was typed, and the caret.
 */
document.addEventListener('turbo:before-render', (event) => {
  const { detail } = event as CustomEvent<Rendering>
  if (detail.renderMethod === 'morph') return
  const { render } = detail
  detail.render = async (old, fresh) => {
    const focused = document.activeElement
    const caret =
      focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement ? focused : null
    // Where a number or a date is typed there is no place of the caret to know.
    const [start, end] = [caret?.selectionStart ?? null, caret?.selectionEnd ?? null]
    const kept = [...begun].filter((form) => form.isConnected && putInPlace(form, fresh))
    await render(old, fresh)
    if (!caret || !kept.some((form) => form.contains(caret))) return
    caret.focus({ preventScroll: true })
    if (start !== null) caret.setSelectionRange(start, end)
  }
})

type Rendering = {
  renderMethod: string
  render(old: HTMLElement, fresh: HTMLElement): Promise<void> | void
}

function putInPlace(form: HTMLFormElement, fresh: HTMLElement): boolean {
  const twin = form.id ? fresh.querySelector(`form[id="${CSS.escape(form.id)}"]`) : null
  if (twin?.getAttribute('action') !== form.getAttribute('action')) return false
  twin?.replaceWith(form)
  return true
}
