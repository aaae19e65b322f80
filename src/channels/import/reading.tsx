import { Button, Buttons, Disclosure, Field, Form, Section, Table } from '../../ui/index.ts'
import type { Run } from './import.ts'
import { FIELDS_OF, fieldsOf } from './plan.ts'
import type { Table as FileTable } from './rows.ts'

/** The first rows, and which column is read as what. */
export function Reading({ run, table }: { run: Run; table: FileTable }) {
  const width = Math.max(table.header?.length ?? 0, ...table.sample.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, at) => ({ value: String(at), label: nameOf(table, at) }))
  const { plan } = run
  return (
    <Section title="How it is read">
      <Form action={`/company/import/${run.id}/again`}>
        {fieldsOf(run.what).map((field) => (
          <Field
            name={`column-${field}`}
            type="select"
            plain
            label={FIELDS_OF[run.what][field] ?? field}
            none="in no column"
            value={plan.columns[field] === undefined ? '' : String(plan.columns[field])}
            options={columns}
          />
        ))}
        {run.what === 'purchases' && (
          <Field
            name="currency"
            plain
            label="Currency, where no column says it"
            value={plan.currency}
            size={4}
          />
        )}
        {run.what === 'interactions' && (
          <Field
            name="scale"
            plain
            label="Scale of the score"
            hint="1-5 counts towards fives. Any other stays on its own: 0/1, 0-10."
            value={plan.scale}
            size={6}
          />
        )}
        <Field
          name="order"
          type="select"
          plain
          label="Dates such as 03/04/2026"
          none="are not in doubt"
          value={plan.dateOrder ?? ''}
          options={[
            { value: 'day', label: 'have the day first' },
            { value: 'month', label: 'have the month first' },
          ]}
        />
        <Buttons>
          <Button>Try it this way</Button>
        </Buttons>
      </Form>
      <Disclosure summary="The first rows">
        <Table
          caption="The first rows of the file"
          hideCaption
          lines={table.sample.slice(0, 8)}
          columns={columns.map(({ label }, at) => ({
            head: label,
            cell: (row: string[]) => (row[at] ?? '').slice(0, 80),
          }))}
        />
      </Disclosure>
    </Section>
  )
}

const nameOf = (table: FileTable, at: number): string =>
  table.header?.[at] || `column ${at + 1}: ${(table.sample[0]?.[at] ?? '').slice(0, 24)}`
