import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, type Route, textShape } from '../../kit/endpoint.ts'
import type { Staff } from '../../people/people.ts'
import { bring, importErrors, importRun, type Run, takeIn } from './import.ts'
import { WHATS } from './plan.ts'

const runOut = z.object({
  id: idShape,
  what: z.enum(WHATS),
  file: z.string(),
  dry: z.boolean(),
  rows: z.int(),
  done: z.int(),
  made: z.int().describe('Rows that are new.'),
  known: z.int().describe('Rows that were here already.'),
  wrong: z.int().describe('Rows that cannot be read.'),
  ended: momentOut.nullable(),
  trouble: z.string().nullable(),
})
const out = (run: Run) => ({ ...run, file: run.file_name, ended: run.ended_at })

const tryTable = endpoint({
  method: 'post',
  path: '/imports',
  says: 'Tries a table: its columns are guessed, every row is read, nothing is written. Ask for it until it has ended.',
  scope: 'imports:write',
  input: z.object({
    what: z.enum(WHATS),
    name: textShape(200).min(1),
    table: z
      .string()
      .min(1)
      .max(900_000)
      .describe('The table itself, as text. A larger one is brought by the page or the command.'),
  }),
  output: runOut,
  status: 202,
})
const takeTable = endpoint({
  method: 'post',
  path: '/imports/{id}/take',
  says: 'Brings in what was tried; a row that is known is not taken twice.',
  scope: 'imports:write',
  input: z.object({ id: idShape }),
  output: runOut,
  status: 202,
})
const readImport = endpoint({
  method: 'get',
  path: '/imports/{id}',
  says: 'How far an import is, and which rows cannot be read.',
  scope: 'imports:read',
  input: z.object({ id: idShape }),
  output: runOut.extend({ errors: z.array(z.object({ line: z.int(), sentence: z.string() })) }),
})

export const importApi: Route<Staff>[] = [
  answers(tryTable, async (db, who: Staff, { what, name, table }) =>
    out(await bring(db, who, what, { name, bytes: Buffer.from(table) })),
  ),
  answers(takeTable, async (db, who: Staff, { id }) => out(await takeIn(db, who, id))),
  answers(readImport, async (db, _who: Staff, { id }) => ({
    ...out(await importRun(db, id)),
    errors: await importErrors(db, id),
  })),
]
