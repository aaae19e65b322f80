import type { Context } from 'hono'
import { z } from 'zod'
import type { Bearer } from '../../kit/api.ts'
import { clock } from '../../kit/clock.ts'
import type { Database } from '../../kit/db.ts'
import { answers, endpoint, idShape, momentOut, type Route } from '../../kit/endpoint.ts'
import { problem, refusalProblem } from '../../kit/problem.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Staff } from '../../people/people.ts'
import { limits } from './limits.ts'
import { keepMail, receiveMail } from './receive.ts'
import { putAside, retryMails, waitingMails } from './waiting.ts'

const keptOut = z.object({ mail: z.string(), made: z.boolean().describe('False where it was here already.') })
const WRITE = 'mail:write'

const take = endpoint({
  method: 'post',
  path: '/mail',
  says: 'Takes in a raw mail. Send it as message/rfc822 with ?from= and ?to= of its envelope, or as JSON in base64.',
  scope: WRITE,
  input: z.object({
    raw: z.base64().min(1).describe('The mail as it is, RFC 5322, in base64.'),
    from: z.string().max(400).optional().describe('The sender of the envelope; empty for a machine.'),
    to: z.array(z.string().max(400)).max(100).optional().describe('The recipients of the envelope.'),
  }),
  output: keptOut,
  status: 202,
})
const list = endpoint({
  method: 'get',
  path: '/mail/waiting',
  says: 'Lists the mails that cannot be read yet, the newest first, with the reason.',
  scope: 'mail:read',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        mail_id: z.string(),
        came_at: momentOut,
        sender: z.string().nullable(),
        subject: z.string(),
        reason: z.string(),
        tries: z.int(),
      }),
    ),
  }),
})
const again = endpoint({
  method: 'post',
  path: '/mail/waiting/retry',
  says: 'Has all waiting mails read once more.',
  scope: WRITE,
  input: z.object({}),
  output: z.object({ tried: z.int() }),
  status: 202,
})
const aside = endpoint({
  method: 'delete',
  path: '/mail/waiting/{id}',
  says: 'Puts a waiting mail aside; the raw mail stays.',
  scope: WRITE,
  input: z.object({ id: idShape }),
  output: z.object({ done: z.boolean() }),
})

export const emailApi: Route<Staff>[] = [
  answers(take, (db, _who, { raw, from, to }) =>
    keepMail(db, { raw: Buffer.from(raw, 'base64'), way: 'api', mailFrom: from, recipients: to }),
  ),
  answers(list, async (db) => ({ items: await waitingMails(db) })),
  answers(again, async (db, who) => ({ tried: await retryMails(db, who) })),
  answers(aside, async (db, who, { id }) => {
    await putAside(db, who, id)
    return { done: true }
  }),
]

/** The same for raw bytes, which may be larger than a request in JSON; anything else goes on to the API. */
export const rawMailDoor =
  (database: Database, bearer: Bearer<Staff>) =>
  async (c: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'message/rfc822') {
      await next()
      return undefined
    }
    try {
      return await takeRaw(c, database, bearer)
    } catch (error) {
      if (error instanceof Refusal) return refusalProblem(error)
      throw error
    }
  }

async function takeRaw(c: Context, database: Database, bearer: Bearer<Staff>): Promise<Response> {
  const found = await bearer.find(c, database)
  const may = found && (await database.inCompany(found.company, (db) => found.hold(db, clock.now())))
  if (!found || !may) return problem(401, 'unauthenticated', 'Send a key as “Authorization: Bearer …”.')
  if (!may.may(WRITE)) throw new Refusal('forbidden', 'scope', `This key may not do that: it needs ${WRITE}.`)
  const raw = new Uint8Array(await c.req.arrayBuffer())
  if (raw.byteLength > limits.bytes) return problem(413, 'too-large', 'A mail may have 25 MB.')
  const [kept] = await receiveMail(database, {
    raw,
    way: 'api',
    company: found.company,
    mailFrom: c.req.query('from'),
    recipients: c.req.queries('to') ?? [],
  })
  return Response.json(
    { mail: kept?.mail, made: kept?.made },
    { status: 202, headers: { 'cache-control': 'no-store' } },
  )
}
