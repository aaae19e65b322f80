const SWITCH = 'makegood.keys'
const PATIENCE = 1200

/** One set of keys for a page. Single letters can be switched off (WCAG 2.1.4) and never act while one types. */
export class Keys extends HTMLElement {
  #before = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    document.addEventListener('keydown', this.#press)
    const box = this.querySelector<HTMLInputElement>('#keys-on')
    if (!box) return
    box.checked = this.#on
    box.onchange = () => remember(box.checked)
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#press)
    clearTimeout(this.#timer)
  }

  get #on(): boolean {
    return recall() !== 'off'
  }

  #press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return
    if (document.querySelector('dialog[open]')) return
    // The sheet with the switch stays within reach when the letters are off.
    if (!this.#on && event.key !== '?') return
    if (this.#act(event.key)) event.preventDefault()
  }

  #act(key: string): boolean {
    const both = `${this.#before} ${key}`.trim()
    clearTimeout(this.#timer)
    this.#before = ''
    if (this.#go(both) || this.#go(key)) return true
    if (key === '/') return this.#search()
    if (key === '?') return this.#help()
    if (key === 'j') return this.#step(1)
    if (key === 'k') return this.#step(-1)
    if (this.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
      this.#before = key
      this.#timer = setTimeout(() => {
        this.#before = ''
      }, PATIENCE)
      return true
    }
    return false
  }

  #go(keys: string): boolean {
    const link = [...this.querySelectorAll<HTMLAnchorElement>('a[data-key]')].find(
      (a) => a.dataset.key === keys,
    )
    link?.click()
    return link !== undefined
  }

  #search(): boolean {
    const all = [...document.querySelectorAll<HTMLInputElement>('[data-search]')]
    const field = all.find((input) => input.checkVisibility())
    field?.focus()
    field?.select()
    return field !== undefined
  }

  #help(): boolean {
    this.querySelector('dialog')?.showModal()
    return true
  }

  #step(by: 1 | -1): boolean {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) =>
      row.checkVisibility(),
    )
    const here = rows.indexOf(document.activeElement as HTMLElement)
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + by))
    rows[next]?.focus()
    rows[next]?.scrollIntoView({ block: 'nearest' })
    return rows.length > 0
  }
}

const isTyping = (event: Event): boolean =>
  event.target instanceof HTMLElement &&
  (event.target.isContentEditable ||
    event.target.matches(
      'textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])',
    ))

/** A browser may forbid the store; the keys then work, and the switch holds for this page. */
function recall(): string | null {
  try {
    return localStorage.getItem(SWITCH)
  } catch {
    return null
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SWITCH)
    else localStorage.setItem(SWITCH, 'off')
  } catch {}
}
