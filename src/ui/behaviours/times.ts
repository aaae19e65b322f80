import { due, isLate, relative } from '../relative.ts'
import { now } from './clock.ts'

const elements = new Set<Ago>()
setInterval(() => tellAll(), 20_000)

/** A time in words that stays right while the page stands open. The server's words are there before. */
export class Ago extends HTMLElement {
  connectedCallback(): void {
    elements.add(this)
    this.tell()
  }

  disconnectedCallback(): void {
    elements.delete(this)
  }

  tell(): void {
    const time = this.querySelector('time')
    const at = new Date(time?.dateTime ?? '')
    if (!time || Number.isNaN(at.getTime())) return
    const text = this.words(at, now())
    if (time.textContent !== text) time.textContent = text
  }

  words(at: Date, now: Date): string {
    return relative(at, now, document.documentElement.lang, this.zone)
  }

  get zone(): string {
    return this.dataset.zone ?? 'UTC'
  }
}

export class Due extends Ago {
  override words(at: Date, now: Date): string {
    this.classList.toggle('late', isLate(at, now))
    return due(at, now, document.documentElement.lang, this.zone, this.dataset.overdue ?? '{ago}')
  }
}

// Back from another tab or from sleep the interval may be far behind.
document.addEventListener('visibilitychange', tellAll)

function tellAll(): void {
  for (const element of elements) element.tell()
}
