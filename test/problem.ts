import { type Case, openCase } from '../src/cases/cases.ts'
import { meet } from '../src/customers/customers.ts'
import { clock } from '../src/kit/clock.ts'
import type { Id } from '../src/kit/ids.ts'
import { money } from '../src/kit/money.ts'
import { kinds } from '../src/remedies/remedies.ts'
import type { TestCompany } from './company.ts'

/** A customer for whom something went wrong, and the case of it. */
export async function aProblem(
  halden: TestCompany,
  more: { name?: string; customer?: Id; touchpoint?: Id } = {},
): Promise<Case> {
  const who = { ...halden.ben, at: clock.now() }
  return halden.run(async (db) => {
    const customer =
      more.customer ?? (await meet(db, who, { name: more.name ?? 'Jonas Weber', addresses: [] })).id
    return openCase(db, who, {
      customer,
      team: halden.teams.station,
      touchpoint: more.touchpoint ?? null,
      happened: 'The light went dead on the way home. It was dark and I had my son on the back.',
      wants: 'A working light by Thursday.',
    })
  })
}

/** The id of a way of putting it right, by its name. */
export const kindNamed = (halden: TestCompany, name: string): Promise<Id> =>
  halden.run(async (db) => {
    const found = (await kinds(db)).find((one) => one.name === name)
    if (!found) throw new Error(`There is no kind ${name}.`)
    return found.id
  })

export const euro = (amount: number | string) => money(String(amount), 'EUR')
