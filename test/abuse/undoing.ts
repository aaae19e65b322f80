import type { Database, Db } from '../../src/kit/db.ts'

/** The same database in which nothing lasts: each deed is answered and then undone. */
export function undoing(database: Database): Database {
  const undone = Symbol('undone')
  const once =
    (run: <T>(deed: (db: Db) => Promise<T>) => Promise<T>) =>
    async <T>(deed: (db: Db) => Promise<T>): Promise<T> => {
      let kept: { answer: T } | undefined
      try {
        await run(async (db) => {
          kept = { answer: await deed(db) }
          throw undone
        })
      } catch (error) {
        if (error !== undone) throw error
      }
      return (kept as { answer: T }).answer
    }
  return {
    ...database,
    inCompany: (company, deed) => once((inner) => database.inCompany(company, inner))(deed),
    outside: (deed) => once((inner) => database.outside(inner))(deed),
  }
}
