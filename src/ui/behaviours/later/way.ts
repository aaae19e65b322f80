import { iAm, iAmNobody, whoAmI } from './notes.ts'
import { sendNotes } from './send.ts'

/** Workers and seals are only had where nobody on the way can read along: by https, or on this machine. */
export const canKeep = (): boolean =>
  isSecureContext && 'serviceWorker' in navigator && 'locks' in navigator && 'indexedDB' in window

/** The way to a page that works without a network, on every page of somebody signed in: keeps it for them. */
export class Way extends HTMLElement {
  connectedCallback(): void {
    if (canKeep()) void this.#keep().catch(() => {})
  }

  async #keep(): Promise<void> {
    const { worker = '', scope = '', person = '', secret = '' } = this.dataset
    const before = await whoAmI()
    if (before?.person !== person) {
      if (before) await iAmNobody()
      await iAm(person, secret)
    }
    const registration = await navigator.serviceWorker.register(worker, { scope })
    if (before?.person !== person) registration.active?.postMessage('another')
    // Whatever waits goes now; the page itself shows what became of it.
    await sendNotes()
  }
}

addEventListener('online', () => {
  if (canKeep() && document.querySelector('x-way')) void sendNotes().catch(() => {})
})

// Signed out by the button, or seen to be nobody on any page of ours.
document.addEventListener('submit', (event) => {
  if (canKeep() && event.target instanceof HTMLFormElement && event.target.action.endsWith('/sign-out'))
    void iAmNobody().catch(() => {})
})
if (canKeep() && document.documentElement.classList.contains('app') && !document.querySelector('x-way'))
  void forget()

async function forget(): Promise<void> {
  const known = await navigator.serviceWorker.getRegistrations().catch(() => [])
  if (known.length > 0) await iAmNobody().catch(() => {})
}
