import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Answers } from './answers.ts'
import type { Form, Question } from './form.ts'

declare module '../kit/db.ts' {
  interface Tables {
    forms_form: { company_id: Id; id: Id; name: string }
    forms_version: { company_id: Id; form_id: Id; number: number; questions: unknown; made_at: Date }
    forms_answer: {
      company_id: Id
      id: Id
      form_id: Id
      version: number
      about_id: Id | null
      language: string
      at: Date
      answers: unknown
    }
  }
}

function versions(db: Db) {
  return db
    .selectFrom('forms_version as v')
    .innerJoin('forms_form as f', (join) =>
      join.onRef('f.company_id', '=', 'v.company_id').onRef('f.id', '=', 'v.form_id'),
    )
    .select(['f.id', 'f.name', 'v.number as version', 'v.questions'])
    .where('v.company_id', '=', companyOf(db))
}
type Row = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>
const read = (row: Row | undefined): Form | undefined =>
  row && { ...row, questions: row.questions as Question[] }

export const selectForm = async (db: Db, name: string): Promise<Form | undefined> =>
  read(await versions(db).where('f.name', '=', name).orderBy('v.number', 'desc').executeTakeFirst())

export const selectVersion = async (db: Db, form: Id, number: number): Promise<Form | undefined> =>
  read(await versions(db).where('v.form_id', '=', form).where('v.number', '=', number).executeTakeFirst())

/**
 * Reads a version so that nobody changes it before this transaction ends. Whoever wants to change it waits,
 * and then sees the answer: that is what freezes a version.
 */
export const holdVersion = async (db: Db, form: Id, number: number): Promise<Form | undefined> =>
  read(
    await versions(db)
      .where('v.form_id', '=', form)
      .where('v.number', '=', number)
      .forShare('v')
      .executeTakeFirst(),
  )

export async function insertForm(db: Db, id: Id, name: string): Promise<void> {
  await db
    .insertInto('forms_form')
    .values({ company_id: companyOf(db), id, name })
    .onConflict((on) => on.columns(['company_id', 'name']).doNothing())
    .execute()
}

/** The form and its newest version, both held: two who define at once come one after the other. */
export async function holdForm(db: Db, name: string): Promise<{ id: Id; newest: Form | undefined }> {
  const company = companyOf(db)
  const { id } = await db
    .selectFrom('forms_form')
    .select('id')
    .where('company_id', '=', company)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await sql`select from forms_version where company_id = ${company} and form_id = ${id}
    order by number desc limit 1 for update`.execute(db)
  return { id, newest: await selectForm(db, name) }
}

export async function isAnswered(db: Db, form: Id, version: number): Promise<boolean> {
  const { rows } = await sql`
    select from forms_answer where company_id = ${companyOf(db)} and form_id = ${form} and version = ${version} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

export const insertVersion = (
  db: Db,
  form_id: Id,
  number: number,
  questions: readonly Question[],
  made_at: Date,
) =>
  db
    .insertInto('forms_version')
    .values({ company_id: companyOf(db), form_id, number, questions: JSON.stringify(questions), made_at })
    .execute()

export const updateVersion = (
  db: Db,
  form: Id,
  number: number,
  questions: readonly Question[],
  made_at: Date,
) =>
  db
    .updateTable('forms_version')
    .set({ questions: JSON.stringify(questions), made_at })
    .where('company_id', '=', companyOf(db))
    .where('form_id', '=', form)
    .where('number', '=', number)
    .execute()

export type AnswerRow = {
  id: Id
  form_id: Id
  version: number
  about_id: Id | null
  language: string
  at: Date
  answers: Answers
}

export const insertAnswer = (db: Db, one: AnswerRow) =>
  db
    .insertInto('forms_answer')
    .values({ company_id: companyOf(db), ...one, answers: JSON.stringify(one.answers) })
    .execute()

export async function selectAnswers(db: Db, about: Id): Promise<AnswerRow[]> {
  const rows = await db
    .selectFrom('forms_answer')
    .select(['id', 'form_id', 'version', 'about_id', 'language', 'at', 'answers'])
    .where('company_id', '=', companyOf(db))
    .where('about_id', '=', about)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, answers: row.answers as Answers }))
}
