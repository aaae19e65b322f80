import type { Context } from 'hono'
import { badTries, noteTry } from '../../kit/attempts.ts'
import { clock, minutes } from '../../kit/clock.ts'
import { asRefusal, type House, type Leaf } from '../../kit/doors.ts'
import { httpStatus } from '../../kit/problem.ts'
import { Refusal } from '../../kit/refusal.ts'
import { company } from '../../people/people.ts'
import { peerOf } from '../../people/staff.tsx'
import { useCode } from './code.ts'
import { desks } from './desks.ts'
import { canBeKept, companyNamed, framedBy, keepPanel } from './panel-key.tsx'
import { strangerPage } from './panel-stranger.tsx'

const WITHIN = minutes(15)
const BY_PEER = 10
/** Whoever has many addresses is stopped here; for a quarter of an hour nobody opens a new panel then. */
const BY_COMPANY = 200

/** The code, typed in the frame: it becomes a cookie of this frame alone. */
export const openPanel: Leaf = {
  method: 'post',
  path: '/panel/code',
  async handle(c, house) {
    const sent: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
    const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
    const back = /^\/panel(\?[^\s\\]*)?$/.test(text('back')) ? text('back') : '/panel'
    const id = await companyNamed(house.database, text('company') || undefined)
    try {
      if (!canBeKept() || !id)
        throw new Refusal(
          'not-found',
          'company',
          'This frame does not say which company it is: ask for the right address.',
        )
      keepPanel(c, await open(c, house, id, text('code')))
      return c.redirect(back, 303)
    } catch (error) {
      const { sentence, field, kind } = asRefusal(error)
      const known = id
        ? await house.database.inCompany(id, async (db) => ({
            house: await company(db),
            origins: await desks(db),
          }))
        : undefined
      framedBy(c, known?.origins ?? [])
      const refused = { sentence, field, values: {}, action: '/panel/code', status: httpStatus(kind) }
      return strangerPage(c, known?.house, canBeKept(), refused, back)
    }
  },
}

async function open(c: Context, { database }: House, id: string, code: string): Promise<string> {
  const at = clock.now()
  const keys = [`panel peer ${peerOf(c).address}`, `panel company ${id}`]
  const [byPeer = 0, byCompany = 0] = await Promise.all(
    keys.map((key) => badTries(database, key, WITHIN, at)),
  )
  if (byPeer >= BY_PEER || byCompany >= BY_COMPANY)
    throw new Refusal('too-many', 'panel-code', 'Too many tries: wait a quarter of an hour.', {
      field: 'code',
    })
  try {
    return await database.inCompany(id, (db) => useCode(db, at, code))
  } catch (error) {
    if (error instanceof Refusal) await noteTry(database, keys, false, at)
    throw error
  }
}
