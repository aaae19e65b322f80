import { makeWorld } from '../test/world/world.ts'
import { clock, hours } from './kit/clock.ts'
import type { Database } from './kit/db.ts'
import { beginSession } from './kit/session.ts'
import type { Sample } from './people/entrance.ts'
import { companyBySlug } from './people/founding.ts'
import { type Person, people } from './people/people.ts'
import { signInTicket } from './people/sign-in.ts'

/** Who one can be at Halden Cycles. Ben is the tour: one complaint waits for him, and one deed puts it right. */
const PEOPLE: readonly { name: string; says: string }[] = [
  {
    name: 'Ben Okafor',
    says: 'Front line at Station, eight months in. Jonas Weber waits for a call; you have €74 left for him.',
  },
  { name: 'Ana Reyes', says: 'Front line at Harbour. She lets children ring the big brass bell.' },
  { name: 'Carla Weiss', says: 'Supervises Station. What Ben may not give alone, he asks her.' },
  { name: 'David Lund', says: 'Manages the four shops and owns “Collect your repair”.' },
  { name: 'Priya Nair', says: 'Head of the workshop. Her customers are the shops.' },
  { name: 'Mara Halden', says: 'Owns the house, and administers it here.' },
  { name: 'Victor Stahl', says: 'Finance. He signed the storage fee.' },
  { name: 'Lena Vogt', says: 'Staff council. She sees what is measured and what is off.' },
]
const SLUG = 'halden'

/** The sample company on this database: made when somebody first looks. */
export function sampleOn(database: Database): Sample {
  let making: Promise<string> | undefined
  const company = () => {
    making ??= companyBySlug(database, SLUG).then(
      async (id) => id ?? (await makeWorld(database, { slug: SLUG })).company,
    )
    making.catch(() => (making = undefined))
    return making
  }
  const find = async (name: string) => {
    const id = await company()
    const one = (await database.inCompany(id, (db) => people(db))).find((person) => person.name === name)
    if (!one) throw new Error(`${name} is not at Halden Cycles any more.`)
    return { id, one }
  }
  return {
    people: PEOPLE,
    async enter(name) {
      const { id, one } = await find(name)
      return database.inCompany(id, (db) => beginSession(db, one.id, 'sample', clock.now()))
    },
    async links(base) {
      const link = async ({ name }: { name: string }) => {
        const { id, one } = await find(name)
        const token = await database.inCompany(id, (db) =>
          signInTicket(db, one as Person, clock.now(), hours(24)),
        )
        return { name, href: `${base}/sign-in/${token}` }
      }
      const links = []
      for (const person of PEOPLE) links.push(await link(person))
      return links
    },
  }
}
