/**
 * Notes that wait on this device until they can be sent. What they say is sealed with a key that the server gives
 * to their person alone and that goes when they sign out: to everybody else at this device it is noise.
 */
export type Note = {
  key: string
  person: string
  /** When it was written, by the server's clock. */
  at: number
  url: string
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
  /** Why it was not taken: it waits for its person to look at it. */
  refused?: string
}
/** Who is signed in here, and what opens their notes. */
export type Me = { id: 'me'; person: string; seal: CryptoKey }
export type Fields = [name: string, value: string][]

const NAME = 'makegood-later'
/** Tells the other tabs, and the worker tells us. */
export const CHANNEL = 'makegood-later'
export const CACHE = 'makegood-later'

let opening: Promise<IDBDatabase> | undefined
function open(): Promise<IDBDatabase> {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('notes', { keyPath: 'key' })
      request.result.createObjectStore('me', { keyPath: 'id' })
    }
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
  return opening
}

/** One transaction; settles when what it wrote is on the disk. */
async function within<T>(
  store: 'notes' | 'me',
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  return new Promise((done, fail) => {
    const transaction = database.transaction(store, mode, { durability: 'strict' })
    const request = deed(transaction.objectStore(store))
    transaction.oncomplete = () => done(request.result)
    transaction.onabort = () => fail(transaction.error)
  })
}

export const allNotes = async (): Promise<Note[]> =>
  (await within<Note[]>('notes', 'readonly', (store) => store.getAll())).sort((a, b) => a.at - b.at)
export const putNote = (note: Note): Promise<unknown> =>
  within('notes', 'readwrite', (store) => store.put(note))
export const dropNote = (key: string): Promise<unknown> =>
  within('notes', 'readwrite', (store) => store.delete(key))

export const whoAmI = (): Promise<Me | undefined> =>
  within<Me | undefined>('me', 'readonly', (store) => store.get('me'))
export async function iAm(person: string, secret: string): Promise<void> {
  const bytes = Uint8Array.from(atob(secret.replace(/-/g, '+').replace(/_/g, '/')), (sign) =>
    sign.charCodeAt(0),
  )
  const seal = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  await within('me', 'readwrite', (store) => store.put({ id: 'me', person, seal }))
}
/** Signing out: the page that was kept goes, and what opens the notes. The notes wait for their person. */
export async function iAmNobody(): Promise<void> {
  await Promise.all([caches.delete(CACHE), within('me', 'readwrite', (store) => store.delete('me'))])
}

export async function seal(me: Me, fields: Fields): Promise<Pick<Note, 'iv' | 'sealed'>> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(fields))
  return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, me.seal, text) }
}
export async function unseal(me: Me, { iv, sealed }: Note): Promise<Fields> {
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, me.seal, sealed)
  return JSON.parse(new TextDecoder().decode(text)) as Fields
}
