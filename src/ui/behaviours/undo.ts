/** A toast that goes after its seconds, but never while somebody points at it or stands in it. */
export class Undo extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    this.#run()
    for (const stay of ['mouseenter', 'focusin']) this.addEventListener(stay, () => clearTimeout(this.#timer))
    for (const go of ['mouseleave', 'focusout']) this.addEventListener(go, () => this.#run())
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
  }

  #run(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.remove(), Number(this.dataset.seconds ?? 10) * 1000)
  }
}

// What was done last is the page's to say: after another deed, or this one's undoing, the toast is no longer true.
document.addEventListener('turbo:submit-end', (event) => {
  if (!(event instanceof CustomEvent) || !event.detail.success) return
  for (const toast of document.querySelectorAll('x-undo')) toast.remove()
})

// A refresh of the page within the ten seconds knows nothing of the toast and would take it away.
document.addEventListener('turbo:before-morph-element', (event) => {
  if (event.target instanceof Undo) event.preventDefault()
})
