import { session } from '@hotwired/turbo'
import { listen } from './stream.ts'
import { isBegun, isSending } from './typing.ts'

const CALM = 150

/** Brings the page anew after an event that concerns it; while somebody types it offers to instead. */
export class Live extends HTMLElement {
  #leave: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    this.#leave = listen(this.dataset.url ?? '', this.dataset.last ?? '', (kinds) => this.#hear(kinds))
  }

  disconnectedCallback(): void {
    this.#leave?.()
    clearTimeout(this.#timer)
  }

  #hear(kinds: readonly string[]): void {
    const wanted = (this.dataset.kinds ?? '').split(' ').filter(Boolean)
    const concerns =
      wanted.length === 0 || kinds.some((kind) => wanted.some((start) => kind.startsWith(start)))
    if (!concerns) return
    this.#soon()
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (isSending()) this.#soon()
      else if (isBegun() || this.#sheetIsOpen()) this.#offer()
      else this.#refresh()
    }, CALM)
  }

  #sheetIsOpen(): boolean {
    return document.querySelector('dialog[open], .sheet:popover-open') !== null
  }

  #refresh(): void {
    this.#status?.replaceChildren()
    session.refresh(location.href)
  }

  #offer(): void {
    const status = this.#status
    if (!status || status.childElementCount > 0) return
    const show = document.createElement('button')
    show.type = 'button'
    show.className = 'btn link'
    show.textContent = status.dataset.show ?? ''
    show.onclick = () => this.#refresh()
    status.append(`${status.dataset.text} – `, show)
  }

  get #status(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[role=status]')
  }
}
