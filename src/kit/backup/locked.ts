import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { Decrypter, Encrypter, type Identity, type Recipient, Stanza } from 'age-encryption'

/** What every age file begins with. */
export const AGE = 'age-encryption.org/v1'

/**
 * Encrypts by a passphrase as age does (https://c2sp.org/age), so that any age tool opens it. Only the scrypt of the
 * passphrase is done by Node: the library would stand still for it, and the program with it.
 */
export async function locked(source: Readable, passphrase: string): Promise<Readable> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient(passphrase))
  return fromWeb(await encrypter.encrypt(toWeb(source)))
}

/** The contents of an age file. Rejects where the passphrase is another; what was changed fails while it is read. */
export async function unlocked(source: Readable, passphrase: string): Promise<Readable> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity(passphrase))
  return fromWeb(await decrypter.decrypt(toWeb(source)))
}

const LABEL = 'age-encryption.org/v1/scrypt'
// 128 MB for a third of a second: whoever guesses pays that for each guess.
const WORK = 17
// What a file may ask of whoever reads it: 1 GB.
const MOST_WORK = 20

const recipient = (passphrase: string): Recipient => ({
  async wrapFileKey(fileKey) {
    const salt = randomBytes(16)
    const cipher = createCipheriv('chacha20-poly1305', await keyOf(passphrase, salt, WORK), NONCE, TAG)
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
    return [new Stanza(['scrypt', salt.toString('base64').replace(/=+$/, ''), String(WORK)], body)]
  },
})

const identity = (passphrase: string): Identity => ({
  async unwrapFileKey(stanzas) {
    const [only] = stanzas
    const [kind, salt = '', work = ''] = only?.args ?? []
    if (!only || stanzas.length !== 1 || kind !== 'scrypt' || !/^[1-9]\d?$/.test(work)) return null
    if (Number(work) > MOST_WORK || only.body.length !== 32) return null
    const key = await keyOf(passphrase, Buffer.from(salt, 'base64'), Number(work))
    const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, TAG)
    decipher.setAuthTag(only.body.subarray(16))
    try {
      return Buffer.concat([decipher.update(only.body.subarray(0, 16)), decipher.final()])
    } catch {
      return null
    }
  },
})

// Each key is used once, so the nonce may stand still; age says so.
const NONCE = Buffer.alloc(12)
const TAG = { authTagLength: 16 }

const keyOf = (passphrase: string, salt: Uint8Array, work: number): Promise<Buffer> =>
  new Promise((done, fail) => {
    const [cost, blockSize] = [2 ** work, 8]
    const salted = Buffer.concat([Buffer.from(LABEL), salt])
    const limits = { cost, blockSize, parallelization: 1, maxmem: 256 * cost * blockSize }
    scrypt(passphrase, salted, 32, limits, (error, key) => (error ? fail(error) : done(key)))
  })

// Node's type of a web stream and the browser's differ in name only.
const toWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
const fromWeb = (stream: ReadableStream<Uint8Array>) => Readable.fromWeb(stream as unknown as NodeStream)
