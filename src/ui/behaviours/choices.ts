/** Shows the parts of a form that belong to what is chosen; the others neither show nor send nor hinder. */
export class Choices extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', this.#sort)
    // A page that came anew is as the server wrote it: with every part in sight.
    document.addEventListener('turbo:morph', this.#sort)
    this.#sort()
  }

  disconnectedCallback(): void {
    document.removeEventListener('turbo:morph', this.#sort)
  }

  #sort = (): void => {
    for (const part of this.querySelectorAll<HTMLFieldSetElement>('fieldset[data-of]')) {
      const group = `input[name="${part.dataset.of}"]:checked`
      const chosen = [...this.querySelectorAll<HTMLInputElement>(group)].map((input) => input.value)
      const belongs = chosen.includes(part.dataset.value ?? '')
      part.hidden = !belongs
      part.disabled = !belongs
    }
    // Whoever follows a field inside (the button's label) must look again.
    document.dispatchEvent(new Event('x-chosen'))
  }
}
