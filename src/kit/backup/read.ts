import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import type { z } from 'zod'
import {
  type Counted,
  FORMAT,
  HEADER,
  type Header,
  headerShape,
  MANIFEST,
  type Manifest,
  manifestShape,
  SUMS,
  tableOf,
} from './format.ts'
import { AGE, unlocked } from './locked.ts'
import { Meter } from './meter.ts'
import { damaged } from './trouble.ts'

/** What is done with the rows of a table while they are read. */
type Use = (table: string, rows: Readable) => Promise<void>

export type Contents = { header: Header; manifest: Manifest; bytes: number }

/**
 * Reads a backup to its end and checks all of it: that it is whole, that its documents are what was written, that
 * each table has the rows and the hash that it says. Touches nothing else. `watch` hears the share that was read.
 */
export async function inspect(
  file: string,
  passphrase: string | undefined,
  watch: (share: number) => void = () => {},
): Promise<Contents> {
  const path = resolve(file)
  const { size } = await stat(path).catch((error: unknown) => {
    throw new Error(`There is no backup at ${path}.`, { cause: error })
  })
  const found = new Map<string, Omit<Counted, 'name' | 'columns'>>()
  const documents = await walk(path, passphrase, {
    watch: (read) => watch(read / size),
    tables: measure(found),
  })
  const { header, manifest } = judge(path, documents)
  compare(path, manifest, found)
  return { header, manifest, bytes: size }
}

/** Reads it once more for its rows alone; what `use` throws comes through as it is. */
export async function readTables(file: string, passphrase: string | undefined, use: Use): Promise<void> {
  await walk(resolve(file), passphrase, { watch: () => {}, tables: use })
}

const measure =
  (found: Map<string, Omit<Counted, 'name' | 'columns'>>): Use =>
  async (table, rows) => {
    const meter = new Meter()
    await pipeline(rows, meter, async (pieces: AsyncIterable<Buffer>) => {
      for await (const _ of pieces);
    })
    found.set(table, { rows: meter.rows, bytes: meter.bytes, sha256: meter.sha256() })
  }

type Documents = Map<string, Buffer>
const MOST_DOCUMENT = 16 * 1024 * 1024

async function walk(
  path: string,
  passphrase: string | undefined,
  { tables, watch }: { tables: Use; watch: (read: number) => void },
): Promise<Documents> {
  const documents: Documents = new Map()
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const tar = extract()
  let failed: unknown
  const feeding = (async () => {
    const source = await opened(path, file, passphrase)
    file.on('data', () => watch(file.bytesRead))
    await pipeline(source, tar)
  })().catch((error: unknown) => {
    failed = error
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  let now: Table | undefined
  try {
    for await (const entry of tar) {
      const pieces = entry as AsyncIterable<Buffer>
      const { name } = entry.header
      const table = tableOf(name)
      if (now && now.name !== table) now = await now.end()
      if (table && !now) now = unpack(table, tables)
      if (table) for await (const piece of pieces) await now?.write(piece)
      else documents.set(name, await whole(path, pieces))
    }
    await now?.end()
    return documents
  } catch (error) {
    now?.drop()
    throw error instanceof Passing ? error.cause : readable(path, failed ?? error)
  } finally {
    file.destroy()
    tar.destroy()
    await feeding
  }
}

/** Not a fault of the file: what the reader of its rows threw. */
class Passing extends Error {}

type Table = {
  name: string
  write(piece: Buffer): Promise<void>
  end(): Promise<undefined>
  drop(): void
}

/** The parts of one table flow into one stream of rows, as slowly as they are used. */
function unpack(name: string, use: Use): Table {
  const gunzip = createGunzip()
  let broken: unknown
  gunzip.on('error', (error) => {
    broken ??= error
  })
  const used = use(name, gunzip).catch((error: unknown) => {
    gunzip.destroy()
    throw broken ? error : new Passing('', { cause: error })
  })
  used.catch(() => {})
  return {
    name,
    async write(piece) {
      if (!gunzip.write(piece)) await Promise.race([once(gunzip, 'drain').catch(() => used), used])
    },
    async end() {
      gunzip.end()
      await used
      return undefined
    },
    drop: () => void gunzip.destroy(),
  }
}

async function whole(path: string, entry: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of entry) {
    size += piece.length
    if (size > MOST_DOCUMENT) throw damaged(path, 'it holds something that no backup holds')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function opened(path: string, file: Readable, passphrase: string | undefined): Promise<Readable> {
  if (!(await beginsWith(path, AGE))) return file
  if (!passphrase)
    throw new Said(
      `The backup ${path} is encrypted: name the file that holds its passphrase (--passphrase-file).`,
    )
  return unlocked(file, passphrase).catch((error: unknown) => {
    if (/identity matched/.test(String(error)))
      throw new Said(`The backup ${path} was encrypted with another passphrase.`)
    throw error
  })
}

/** A sentence that needs nothing added. */
class Said extends Error {
  override name = 'Error'
}

async function beginsWith(path: string, words: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(words.length), 0, words.length, 0)
    return buffer.subarray(0, bytesRead).toString('latin1') === words
  } finally {
    await file.close()
  }
}

function readable(path: string, error: unknown): Error {
  if (error instanceof Said || (error instanceof Error && error.message.startsWith('The backup ')))
    return error
  if (/unexpected end of (data|file)|premature|ended without|ciphertext/i.test(String(error)))
    return damaged(path, 'it is cut short', error)
  return damaged(path, 'it cannot be read to its end', error)
}

function judge(path: string, documents: Documents): { header: Header; manifest: Manifest } {
  const [header, manifest, sums] = [HEADER, MANIFEST, SUMS].map((name) => documents.get(name))
  if (!header) throw damaged(path, 'it is no backup of Makegood')
  const said = document(path, header, headerShape)
  if (said.format > FORMAT)
    throw new Error(
      `The backup ${path} was written by Makegood ${said.version} in a newer form than this version reads. Restore it by that version.`,
    )
  if (!manifest || !sums) throw damaged(path, 'it is cut short')
  const expected = `${sha256(header)}  ${HEADER}\n${sha256(manifest)}  ${MANIFEST}\n`
  if (sums.toString() !== expected) throw damaged(path, 'what it says of itself was changed')
  return { header: said, manifest: document(path, manifest, manifestShape) }
}

function document<S extends z.ZodType>(path: string, bytes: Buffer, shape: S): z.output<S> {
  try {
    return shape.parse(JSON.parse(bytes.toString()))
  } catch (error) {
    throw damaged(path, 'what it says of itself cannot be read', error)
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function compare(
  path: string,
  manifest: Manifest,
  found: ReadonlyMap<string, Omit<Counted, 'name' | 'columns'>>,
): void {
  const nothing = { rows: 0, bytes: 0, sha256: sha256(Buffer.alloc(0)) }
  for (const told of manifest.tables) {
    const read = found.get(told.name) ?? nothing
    if (read.sha256 !== told.sha256 || read.rows !== told.rows || read.bytes !== told.bytes)
      throw damaged(path, `the rows of ${told.name} are not those that were written`)
  }
  const unknown = [...found.keys()].find((name) => !manifest.tables.some((told) => told.name === name))
  if (unknown) throw damaged(path, `it holds rows of ${unknown} that it does not speak of`)
}
