import type { Context } from 'hono'
import { z } from 'zod'
import { clock } from '../kit/clock.ts'
import type { House, Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { beginSession, endSessions } from '../kit/session.ts'
import { Deed, PageTitle, Row, Rows } from '../ui/index.ts'
import { doorForm } from './door.tsx'
import { membershipsOf } from './identity.ts'
import { company, findPerson } from './people.ts'
import { keepSession, page, peerOf, staff } from './staff.tsx'

type Place = { company: Id; person: Id; name: string; as: string }

/**
 * Where the human behind this session works. Each company is asked in a transaction of its own, one after the other:
 * no transaction ever sees two.
 */
async function placesOf(c: Context, { database }: House) {
  const held = await staff.find(c, database)
  const here =
    held &&
    (await database.inCompany(held.company, async (db) => {
      const who = await held.hold(db, clock.now(), c)
      return who && { who, identity: (await findPerson(db, who.id))?.identity_id }
    }))
  if (!here) return undefined
  const places: Place[] = []
  for (const { company: id, person } of here.identity ? await membershipsOf(database, here.identity) : [])
    await database.inCompany(id, async (db) => {
      const [house, one] = [await company(db), await findPerson(db, person)]
      if (one && !one.left_at) places.push({ company: id, person, name: house.name, as: one.name })
    })
  return { who: here.who, places }
}

const companiesPage: Leaf = {
  method: 'get',
  path: '/account/companies',
  async handle(c, house) {
    const found = await placesOf(c, house)
    const shown = page('/account/companies', async ({ who }) => ({
      title: 'Your companies',
      body: (
        <>
          <PageTitle
            over={<a href="/account">Your account</a>}
            lead="You are one person here and somebody in each."
          >
            Your companies
          </PageTitle>
          <Rows>
            {(found?.places ?? []).map((place) => (
              <Row
                title={place.name}
                note={place.company === who.company ? 'you are here' : `as ${place.as}`}
                end={
                  place.company !== who.company && (
                    <Deed action="/account/companies" hidden={{ company: place.company }} kind="go">
                      Go to {place.name}
                    </Deed>
                  )
                }
              />
            ))}
          </Rows>
        </>
      ),
    }))
    return shown.handle(c, house)
  },
}

const switchForm = doorForm(
  '/account/companies',
  z.object({ company: z.guid() }),
  async (c, house, input) => {
    const found = await placesOf(c, house)
    if (!found) return staff.none(c)
    const place = found.places.find((one) => one.company === input.company)
    if (!place) throw new Refusal('not-found', 'company', 'You are nobody in that company.')
    const token = await house.database.inCompany(place.company, (db) =>
      beginSession(db, place.person, peerOf(c).agent, clock.now()),
    )
    await house.database.inCompany(found.who.company, (db) =>
      endSessions(db, found.who.id, { only: found.who.session }),
    )
    keepSession(c, token)
    return c.redirect('/today', 303)
  },
)

export const companiesPages = [companiesPage, switchForm]
