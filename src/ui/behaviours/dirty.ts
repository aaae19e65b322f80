import { isBegun } from './typing.ts'

/** Around a form with much to type: asks before it is left behind half written. */
export class Dirty extends HTMLElement {
  #warn = (event: Event): void => {
    const form = this.querySelector('form')
    if (form && isBegun(form)) event.preventDefault()
  }

  connectedCallback(): void {
    addEventListener('beforeunload', this.#warn)
    document.addEventListener('turbo:before-visit', this.#ask)
  }

  disconnectedCallback(): void {
    removeEventListener('beforeunload', this.#warn)
    document.removeEventListener('turbo:before-visit', this.#ask)
  }

  /** Within our own pages Turbo asks nobody: a full load does, in the browser's own words. */
  #ask = (event: Event): void => {
    const form = this.querySelector('form')
    const { url } = (event as CustomEvent<{ url: string }>).detail
    // A refresh of this very page keeps what is typed.
    if (!form || !isBegun(form) || url === location.href) return
    event.preventDefault()
    location.assign(url)
  }
}
