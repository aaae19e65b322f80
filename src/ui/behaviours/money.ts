import { amountIn } from './amount.ts'

/** Keeps the green button's label in step with the amount, so that it bears the consequence. */
export class Money extends HTMLElement {
  #button: HTMLButtonElement | null = null
  #first = ''

  connectedCallback(): void {
    this.#button = this.querySelector('button.go')
    this.#first = this.#button?.textContent ?? ''
    this.addEventListener('input', this.#tell)
    document.addEventListener('x-chosen', this.#tell)
    document.addEventListener('turbo:morph', this.#tell)
    this.#tell()
  }

  disconnectedCallback(): void {
    document.removeEventListener('x-chosen', this.#tell)
    document.removeEventListener('turbo:morph', this.#tell)
  }

  #tell = (): void => {
    if (!this.#button) return
    const field = this.querySelector<HTMLInputElement>(`input[name="${this.dataset.field}"]`)
    const amount = field && !field.disabled ? amountIn(field.value) : undefined
    const text = amount ? this.#template(amount).replace('{amount}', this.#print(amount)) : this.#first
    if (this.#button.textContent !== text) this.#button.textContent = text
  }

  #template(amount: number): string {
    const { limit, above, template = '{amount}' } = this.dataset
    return limit !== undefined && above && amount > Number(limit) ? above : template
  }

  #print(amount: number): string {
    const currency = this.dataset.currency ?? 'EUR'
    const whole = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {}
    return new Intl.NumberFormat(document.documentElement.lang, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...whole,
    }).format(amount)
  }
}
