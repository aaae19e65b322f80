import { now } from '../clock.ts'
import {
  allNotes,
  CHANNEL,
  dropNote,
  type Fields,
  type Note,
  putNote,
  seal,
  unseal,
  whoAmI,
} from './notes.ts'
import { sendNotes } from './send.ts'
import { canKeep } from './way.ts'

const EXCERPT = 90

/** Around a form that may be sent later: it is kept on this device first, then sent, and shown until it has gone. */
export class Later extends HTMLElement {
  #channel: BroadcastChannel | undefined
  #plain = false
  /** How many of this person's waited here when one last looked. */
  #waited = 0

  connectedCallback(): void {
    if (!canKeep()) return
    this.addEventListener('submit', this.#submit)
    this.#channel = new BroadcastChannel(CHANNEL)
    this.#channel.onmessage = () => void this.#list()
    void this.#list()
  }

  disconnectedCallback(): void {
    this.removeEventListener('submit', this.#submit)
    this.#channel?.close()
  }

  #submit = (event: SubmitEvent): void => {
    const form = event.target
    if (this.#plain || !(form instanceof HTMLFormElement)) return
    event.preventDefault()
    event.stopPropagation()
    const fields = [...new FormData(form, event.submitter)].filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    )
    void this.#keep(form, fields).catch(() => this.#sendPlainly(form))
  }

  /** Where this device keeps nothing, the form goes as any other. */
  #sendPlainly(form: HTMLFormElement): void {
    this.#plain = true
    form.requestSubmit()
    this.#plain = false
  }

  async #keep(form: HTMLFormElement, fields: Fields): Promise<void> {
    const me = await whoAmI()
    if (!me || me.person !== this.dataset.person) throw new Error('Nobody is signed in here.')
    const url = new URL(this.dataset.url ?? '', location.href).href
    const key = crypto.randomUUID()
    await putNote({ key, person: me.person, at: now().getTime(), url, ...(await seal(me, fields)) })
    form.reset()
    await this.#list()
    const href = (await sendNotes()).get(key)
    if (href) return location.assign(href)
    await this.#list()
    // On a phone it stands beneath the form, out of sight.
    this.querySelector('[data-waiting]')?.scrollIntoView({ block: 'center' })
    await whenBack()
  }

  async #list(): Promise<void> {
    const me = await whoAmI()
    const all = await allNotes()
    const mine = me ? all.filter((note) => note.person === me.person) : []
    const items: HTMLElement[] = []
    for (const note of mine) if (me) items.push(this.#item(note, await unseal(me, note)))
    const sent = mine.length < this.#waited && mine.length === 0
    this.#waited = mine.length
    const said = this.querySelector('[data-sent]')
    if (said && (sent || mine.length > 0)) said.textContent = sent ? (this.dataset.gone ?? '') : ''
    const others = all.length - mine.length
    if (others > 0) items.push(line(this.dataset.others?.replace('{n}', String(others)) ?? ''))
    this.querySelector('[data-waiting]')?.replaceChildren(...items)
  }

  #item(note: Note, fields: Fields): HTMLElement {
    const words = fields.find(([name]) => name === this.dataset.words)?.[1] ?? ''
    const short = words.length > EXCERPT ? `${words.slice(0, EXCERPT)}…` : words
    const item = line(`“${short}” `)
    const state = document.createElement('b')
    state.textContent = note.refused === undefined ? (this.dataset.waits ?? '') : note.refused
    item.append(state)
    if (note.refused !== undefined)
      item.append(
        ' ',
        button(this.dataset.again, () => this.#again(note, fields)),
        ' ',
        button(this.dataset.away, () => this.#drop(note)),
      )
    return item
  }

  /** What was refused comes back into the form, as it was typed. */
  async #again(note: Note, fields: Fields): Promise<void> {
    const form = this.querySelector('form')
    for (const [name, value] of fields) fill(form?.elements.namedItem(name) ?? null, value)
    form?.dispatchEvent(new Event('change', { bubbles: true }))
    form?.querySelector<HTMLElement>('textarea')?.focus()
    await this.#drop(note)
  }

  async #drop(note: Note): Promise<void> {
    await dropNote(note.key)
    this.#waited--
    await this.#list()
  }
}

function fill(field: Element | RadioNodeList | null, value: string): void {
  if (field instanceof RadioNodeList) field.value = value
  else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true
  else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value
  else if (field instanceof HTMLSelectElement) field.value = value
}

function line(text: string): HTMLElement {
  const item = document.createElement('li')
  item.textContent = text
  return item
}

function button(label: string | undefined, press: () => Promise<void>): HTMLElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn link'
  made.textContent = label ?? ''
  made.onclick = () => void press()
  return made
}

/** Where the browser can, it wakes our worker when the network is back, even with the page closed. */
async function whenBack(): Promise<void> {
  const registration = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & {
    sync?: { register(tag: string): Promise<void> }
  }
  await registration.sync?.register('later').catch(() => {})
}
