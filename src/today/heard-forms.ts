import { createHash } from 'node:crypto'
import { z } from 'zod'
import { days, minutes } from '../kit/clock.ts'
import type { Ask, Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { problem } from '../kit/problem.ts'
import { Refusal } from '../kit/refusal.ts'
import { dress } from '../people/frame.tsx'
import type { Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { HEARD_CHANNELS, HEARD_KINDS, type JustHeard, justHeard } from './heard.ts'
import { heardPage } from './heard-page.tsx'
import { whoItWas } from './who-it-was.ts'

const shape = z.object({
  kind: z.enum(HEARD_KINDS, 'Say what it was.'),
  channel: z.enum(HEARD_CHANNELS).default('counter'),
  text: z.string().trim().min(1, 'Write down what they said.').max(20_000),
  names: z.string().trim().max(200).optional(),
  wants: z.string().trim().max(2000).optional(),
  hold: z.string().optional(),
  customer: z.string().optional(),
  /** Whoever it was in one line; other programs may send the three apart. */
  who: z.string().trim().max(300).optional(),
  name: z.string().trim().max(200).optional(),
  phone: z.string().trim().max(60).optional(),
  email: z.union([z.literal(''), z.email('This is no email address.')]).optional(),
  touchpoint: z.string().optional(),
  key: z.string().max(100).optional(),
})
type Sent = z.output<typeof shape>

const heardOf = ({ kind, channel, text, names, wants, hold, key, ...sent }: Sent): JustHeard => ({
  kind,
  channel,
  text,
  names,
  wants,
  hold: hold === 'yes',
  customer: isId(sent.customer)
    ? sent.customer
    : whoItWas([sent.who, sent.name, sent.phone, sent.email].filter(Boolean).join(', ')),
  touchpoint: isId(sent.touchpoint) ? sent.touchpoint : null,
  // Sent again with other words it is another: nothing that was written is dropped.
  ...(key ? { key: onceKey(key, [kind, text, names, wants, sent]) } : {}),
})

const onceKey = (key: string, said: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([key, ...said]))
    .digest('hex')

const keep = form(
  '/heard',
  shape,
  ({ db, who }, sent) => justHeard(db, who, heardOf(sent)),
  (_, values) => (isId(values.customer) ? `/heard?customer=${values.customer}` : '/heard'),
)

const OLDEST = days(30)

/** What waited on somebody's own device. It is theirs alone to send, and says when it was written. */
const queued = form(
  '/heard/queued',
  shape.extend({ by: z.string().max(60), at: z.string().max(40).optional() }),
  async ({ db, who }, { by, at, ...sent }) => {
    if (by !== who.id)
      throw new Refusal(
        'conflict',
        'another-person',
        'Somebody else wrote this: they send it when they sign in.',
      )
    const href = await justHeard(db, who, { ...heardOf(sent), at: writtenAt(who, at) })
    return Response.json({ href }, { headers: { 'cache-control': 'private, no-store' } })
  },
  '/heard/queued',
)

/** When it was written down, so far as one may believe a device that was without a network. */
function writtenAt(who: Staff, text: string | undefined): Date | undefined {
  const at = new Date(text ?? '')
  const past = who.at.getTime() - at.getTime()
  return past > minutes(1) && past < OLDEST ? at : undefined
}

/** A refusal for whoever is no page: the sentence, to be shown beside what waits. */
const refusedNote = page('/heard/queued', async ({ refused }: Ask<Staff>) => {
  if (!refused) throw new Refusal('not-found', 'address', 'There is nothing at this address.')
  return problem(refused.status, refused.code ?? 'refused', refused.sentence)
})

/** The worker that keeps this one page, from a place that never changes. */
const worker: Leaf = {
  method: 'get',
  path: '/heard/worker.js',
  async handle() {
    const found = dress().get(dress().href('worker.js'))
    return new Response(found?.body ?? null, {
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'service-worker-allowed': '/heard',
      },
    })
  },
}

export const heardLeaves: Leaf[] = [heardPage, keep, queued, refusedNote, worker]
