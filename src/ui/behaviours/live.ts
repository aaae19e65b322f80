import { session } from '@hotwired/turbo'
import { listen } from './stream.ts'
import { isBegun, isSending } from './typing.ts'

const CALM = 150
/** Fifty open pages hear of a deed in the same moment: they ask one after another, */
const SPREAD = 300
/** and where deeds never end, each asks no more often than this. */
const BETWEEN = 700
const LOOK_AGAIN = 1000

/** Brings the page anew after an event that concerns it; while somebody types it offers to instead. */
export class Live extends HTMLElement {
  #leave: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #refreshed = Number.NEGATIVE_INFINITY

  connectedCallback(): void {
    this.#leave = listen(this.dataset.url ?? '', this.dataset.last ?? '', (kinds) => this.#hear(kinds))
  }

  disconnectedCallback(): void {
    this.#leave?.()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #hear(kinds: readonly string[]): void {
    const wanted = (this.dataset.kinds ?? '').split(' ').filter(Boolean)
    const concerns =
      wanted.length === 0 || kinds.some((kind) => wanted.some((start) => kind.startsWith(start)))
    if (!concerns) return
    this.#soon()
  }

  #soon(least = CALM + Math.random() * SPREAD): void {
    const rest = this.#refreshed + BETWEEN - performance.now()
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined
        if (isSending()) return this.#soon()
        if (!isBegun() && !this.#sheetIsOpen()) return this.#refresh()
        this.#offer()
        // What is offered comes by itself once nothing could be lost by it any more.
        this.#soon(LOOK_AGAIN)
      },
      Math.max(least, rest),
    )
  }

  #sheetIsOpen(): boolean {
    return document.querySelector('dialog[open], .sheet:popover-open') !== null
  }

  #refresh(): void {
    this.#status?.replaceChildren()
    this.#refreshed = performance.now()
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
