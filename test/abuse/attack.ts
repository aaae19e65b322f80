// Sends probes and judges the answers: another company's id must be answered as one that nobody has.
import type { Hono } from 'hono'
import { clock } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import type { Known } from './filled.ts'
import type { Kind } from './kinds.ts'
import type { Probe, Sent } from './probes.ts'

export type Credential = { name: string; headers: Record<string, string> }
export type Answered = { status: number; text: string; type: string; to: string | null }
export type Finding = { probe: string; as: string; what: string }

/** One that nobody has, of the same form. */
export const nobodys = (kind: Kind): string => {
  if (kind === 'touchpointCode') return 'no-such-touchpoint-here-0'
  if (kind === 'thanksCode') return 'ben-22222'
  return newId(clock.now())
}

export async function send(hono: Hono, base: string, probe: Sent & Pick<Probe, 'door'>, as: Credential) {
  const { door, method, path, query = {}, body } = probe
  const url = new URL(door === 'api' ? `/api/v1${path}` : path, base)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  const headers: Record<string, string> = { ...as.headers }
  if (body !== undefined && door === 'api') headers['content-type'] = 'application/json'
  const request = new Request(url, {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: door === 'api' ? JSON.stringify(body) : formData(body) }),
  })
  return hono.fetch(request)
}

function formData(body: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body as Record<string, unknown>))
    form.set(name, typeof value === 'string' ? value : String(value))
  return form
}

/** What somebody outside can tell of an answer, without what is new in each: the id that was sent, and random keys. */
export async function answered(response: Response, id: string): Promise<Answered> {
  const plain = (text: string) =>
    text
      .replaceAll(id, '<id>')
      .replaceAll(encodeURIComponent(id), '<id>')
      .replace(/(<input type="hidden" name="key" value=")[^"]*/g, '$1<random>')
      .replace(/ data-(now|last|seconds)="[^"]*"/g, '')
      // The two are asked one after the other: a countdown may have gone on by one.
      .replace(
        /\bin (\d+|one|two|three|four|five|six|seven|eight|nine|ten) (seconds?|sec|s|min|minutes?)\b/g,
        'in <time>',
      )
  return {
    status: response.status,
    text: plain(await response.text()),
    type: response.headers.get('content-type') ?? '',
    to: plain(response.headers.get('location') ?? ''),
  }
}

const apart = (a: Answered, b: Answered): string | undefined => {
  if (a.status !== b.status) return `${a.status} and not ${b.status}: ${a.text.slice(0, 200)}`
  if (a.to !== b.to) return `goes on to ${a.to} and not to ${b.to}`
  if (a.type !== b.type) return `${a.type} and not ${b.type}`
  if (a.text === b.text) return undefined
  const at = [...a.text].findIndex((letter, place) => letter !== b.text[place])
  return `differs: …${a.text.slice(Math.max(0, at - 60), at + 120)}… and not …${b.text.slice(Math.max(0, at - 60), at + 120)}…`
}

/** Asks with `id` and with one that nobody has, and says in which way the answers differ. */
export async function difference(
  hono: Hono,
  base: string,
  probe: Probe,
  as: Credential,
  own: Known,
  id: string,
): Promise<{ difference: string | undefined; first: Answered }> {
  const ask = async (one: string) =>
    answered(await send(hono, base, { door: probe.door, ...probe.request(own, one) }, as), one)
  const first = await ask(id)
  return { difference: apart(first, await ask(nobodys(probe.kind))), first }
}
