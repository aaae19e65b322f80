export class Copy extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')
    if (!button || !navigator.clipboard) return
    button.hidden = false
    button.onclick = () => void this.#copy()
  }

  async #copy(): Promise<void> {
    const status = this.querySelector('[role=status]')
    try {
      await navigator.clipboard.writeText(this.querySelector('code')?.textContent ?? '')
      if (status) status.textContent = this.dataset.done ?? ''
    } catch {
      const code = this.querySelector('code')
      if (code) getSelection()?.selectAllChildren(code)
    }
  }
}
