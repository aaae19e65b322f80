import { type DateOrder, dateOrderOf, readNumber } from './cells.ts'
import { type Field, guessColumns } from './columns.ts'
import type { Table } from './rows.ts'

export const WHATS = ['customers', 'purchases', 'interactions', 'expected'] as const
export type What = (typeof WHATS)[number]

/** Which columns a table of this kind may have, and what each is called on the page. */
export const FIELDS_OF: Record<What, Partial<Record<Field, string>>> = {
  customers: {
    name: 'Name',
    email: 'Email address',
    phone: 'Telephone',
    customer: 'Customer number',
    organisation: 'Organisation',
    language: 'Language',
    date: 'Customer since',
    note: 'Good to know',
  },
  purchases: {
    customer: 'Customer number',
    email: 'Email address',
    phone: 'Telephone',
    name: 'Name of the customer',
    date: 'When',
    amount: 'Amount',
    quantity: 'How many',
    text: 'What',
    key: 'Number of the purchase',
    currency: 'Currency',
  },
  interactions: {
    text: 'What they said',
    title: 'Title',
    score: 'Score',
    kind: 'Kind',
    date: 'When',
    customer: 'Customer number',
    email: 'Email address',
    phone: 'Telephone',
    name: 'Name of the customer',
    touchpoint: 'Touchpoint',
    language: 'Language',
    key: 'Number',
  },
  expected: {
    customer: 'Customer number',
    email: 'Email address',
    phone: 'Telephone',
    name: 'Name of the customer',
    date: 'When they come',
    hour: 'At what time',
    text: 'What for',
    key: 'Number of the booking',
    touchpoint: 'Touchpoint',
  },
}

/** How a table is to be read: a guess that a person confirms. Columns count from 0. */
export type Plan = {
  columns: Partial<Record<Field, number>>
  currency: string
  language: string
  dateOrder?: DateOrder | undefined
  /** Scores are fives only where the scale is 1–5; else they stay on the asker's own, '0/1'. */
  scale: string
}

export const fieldsOf = (what: What): Field[] => Object.keys(FIELDS_OF[what]) as Field[]

export function guessPlan(what: What, table: Table, house: { currency: string; language: string }): Plan {
  const columns = guessColumns(table.header, table.sample, fieldsOf(what))
  return {
    columns,
    currency: house.currency,
    language: house.language,
    scale: scaleOf(columns.score, table),
    dateOrder: orderOf(columns.date, table),
  }
}

function scaleOf(column: number | undefined, table: Table): string {
  if (column === undefined) return '1-5'
  const values = table.sample.flatMap((row) => readNumber(row[column] ?? '', 'en') ?? [])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (values.length > 1 && low >= 0 && high <= 1) return '0/1'
  return low >= 1 && high <= 5 ? '1-5' : `${Math.min(0, low)}-${high <= 10 ? 10 : 100}`
}

function orderOf(column: number | undefined, table: Table): DateOrder | undefined {
  return column === undefined ? undefined : dateOrderOf(table.sample.map((row) => row[column] ?? ''))
}
