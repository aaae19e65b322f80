import { z } from 'zod'
import type { Leaf } from '../../kit/doors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { form, page } from '../../people/staff.tsx'
import {
  Button,
  Card,
  Columns,
  Empty,
  Field,
  Form,
  Gauge,
  PageTitle,
  Row,
  Rows,
  Section,
  Table,
} from '../../ui/index.ts'
import { bringCalendar } from '../calendar/calendar.ts'
import type { Field as ColumnField } from './columns.ts'
import { bring, importErrors, importRun, importRuns, type Run, tableOf, takeIn, tryAgain } from './import.ts'
import { fieldsOf, type Plan, WHATS, type What } from './plan.ts'
import { Reading } from './reading.tsx'

const says: Record<What, string> = {
  customers: 'Customers',
  purchases: 'Purchases',
  interactions: 'What customers said',
  expected: 'Who is expected',
}
const nouns: Record<What, string> = {
  customers: 'customers',
  purchases: 'purchases',
  interactions: 'pieces of feedback',
  expected: 'visits',
}
const number = (n: number) => n.toLocaleString('en')

const start = page('/company/import', async ({ db }) => {
  const runs = await importRuns(db)
  return {
    title: 'Bring a table',
    on: 'company',
    body: (
      <>
        <PageTitle lead="A CSV file as it comes: any delimiter, any line end, fixed columns, with or without names. It is tried first; nothing is written until you say so.">
          Bring what you have
        </PageTitle>
        <Columns
          aside={
            <Section title="Brought before">
              {runs.length === 0 ? (
                <Empty>The tables that you bring will stand here, with what became of each row.</Empty>
              ) : (
                <Rows>{runs.map(line)}</Rows>
              )}
            </Section>
          }
        >
          <Card title="Choose a file" deed>
            <Form action="/company/import" files>
              <Field
                name="what"
                type="radio"
                label="What does it hold?"
                value="customers"
                options={WHATS.map((what) => ({ value: what, label: says[what] }))}
              />
              <Field
                name="file"
                type="file"
                label="The file"
                accept=".csv,.txt,.tsv,.ics,text/csv,text/plain,text/calendar"
                required
              />
              <Button kind="go">Try it</Button>
            </Form>
            <p class="faint">
              Bookings in a calendar? <a href="/company/calendars">Bring it or follow it</a>, and it stays
              right by itself.
            </p>
          </Card>
        </Columns>
      </>
    ),
  }
})

const line = (run: Run) => (
  <Row title={run.file_name} href={`/company/import/${run.id}`} note={sentenceOf(run)} end={says[run.what]} />
)

function sentenceOf(run: Run): string {
  if (run.trouble) return run.trouble
  if (!run.ended_at) return `${number(run.done)} rows so far.`
  const wrong = run.wrong > 0 ? `, ${number(run.wrong)} cannot be read` : ''
  return run.dry
    ? `Tried: ${number(run.made)} of ${number(run.rows)} rows would be new, ${number(run.known)} are known${wrong}.`
    : `${number(run.made)} of ${number(run.rows)} rows brought in, ${number(run.known)} were known${wrong}.`
}

const one = page('/company/import/:id', async ({ db, param }) => {
  const run = await importRun(db, param('id'))
  const [errors, table] = await Promise.all([importErrors(db, run.id), tableOf(db, run)])
  return {
    title: run.file_name,
    on: 'company',
    body: (
      <>
        <PageTitle over={says[run.what]} lead={sentenceOf(run)}>
          {run.file_name}
        </PageTitle>
        {!run.ended_at && (
          <Gauge
            share={run.rows > 0 ? run.done / run.rows : 0.05}
            label={`${number(run.done)} rows so far`}
          />
        )}
        {run.dry && run.ended_at && !run.trouble && table && <Decision run={run} />}
        {errors.length > 0 && (
          <Section title="Rows that cannot be read">
            <Table
              caption="Rows that cannot be read"
              hideCaption
              lines={errors}
              columns={[
                { head: 'Line', cell: (error) => error.line, numeric: true },
                { head: 'Why', cell: (error) => error.sentence },
              ]}
            />
            {run.wrong > errors.length && (
              <p class="faint">
                The first {errors.length} of {number(run.wrong)}.
              </p>
            )}
          </Section>
        )}
        {run.dry && table && <Reading run={run} table={table} />}
      </>
    ),
  }
})

/** Visits that are known may have been moved since. */
const moves = (run: Run): boolean => run.what === 'expected' && run.known > 0

const Decision = ({ run }: { run: Run }) => (
  <Card deed title={run.made > 0 ? 'Bring it in?' : 'Nothing of it is new'}>
    <p>
      {run.wrong > 0
        ? `${run.wrong === 1 ? 'The row below stays' : `The ${number(run.wrong)} rows below stay`} out; the others come in.`
        : 'Every row can be read.'}{' '}
      Bringing the same file twice takes no row twice.
    </p>
    {(run.made > 0 || moves(run)) && (
      <Form action={`/company/import/${run.id}/take`}>
        <Button kind="go">
          {run.made === 0 && `Move what was moved of ${number(run.known)} visits`}
          {run.made > 0 && `Bring in ${number(run.made)} ${nouns[run.what]}`}
        </Button>
      </Form>
    )}
  </Card>
)

const bringForm = form(
  '/company/import',
  z.object({ what: z.enum(WHATS), file: z.instanceof(File, { message: 'Choose a file.' }) }),
  async ({ db, who }, { what, file }) => {
    if (file.size === 0)
      throw new Refusal('invalid', 'import.empty', 'Choose a file that has rows.', { field: 'file' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    // A calendar is known by its first line, whatever it was said to be.
    if (/^(\uFEFF|ï»¿)?\s*BEGIN:VCALENDAR/i.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))) {
      await bringCalendar(db, who, { name: file.name, bytes }, { meets: false })
      return '/company/calendars'
    }
    const run = await bring(db, who, what, { name: file.name || 'table', bytes })
    return `/company/import/${run.id}`
  },
  '/company/import',
)

const planShape = z.looseObject({
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'A currency has three letters, as EUR.')
    .optional(),
  scale: z.string().trim().min(1).max(12).optional(),
  order: z.enum(['day', 'month', '']).optional(),
})

const again = form(
  '/company/import/:id/again',
  planShape,
  async ({ db, who, param }, input) => {
    const run = await importRun(db, param('id'))
    const columns: Plan['columns'] = {}
    for (const field of fieldsOf(run.what)) {
      const chosen = input[`column-${field}`]
      if (typeof chosen === 'string' && /^\d{1,3}$/.test(chosen))
        columns[field as ColumnField] = Number(chosen)
    }
    const next = await tryAgain(db, who, run.id, {
      ...run.plan,
      columns,
      dateOrder: input.order || undefined,
      ...(input.currency ? { currency: input.currency } : {}),
      ...(input.scale ? { scale: input.scale } : {}),
    })
    return `/company/import/${next.id}`
  },
  '/company/import/:id',
)

const take = form(
  '/company/import/:id/take',
  z.object({}),
  async ({ db, who, param }) => `/company/import/${(await takeIn(db, who, param('id'))).id}`,
  '/company/import/:id',
)

export const importPages: Leaf[] = [start, one, bringForm, again, take]
