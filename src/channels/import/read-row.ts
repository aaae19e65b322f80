import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import type { When, Written } from '../../customers/customers.ts'
import { KINDS, type Kind } from '../../interactions/interactions.ts'
import { type Money, parseMoney } from '../../kit/money.ts'
import { Refusal } from '../../kit/refusal.ts'
import { readDate, readHour, readNumber } from './cells.ts'
import type { Field } from './columns.ts'
import type { Plan, What } from './plan.ts'
import type { Row } from './rows.ts'

/** A row as it is meant, before anything is written. */
export type Meant = {
  line: number
  key: string
  name: string | null
  addresses: Written[]
  organisation: boolean
  language: string | null
  at: Date | null
  /** Of who is expected: a day or a moment. */
  on: When | null
  note: string | null
  amount: Money | null
  quantity: number | null
  text: string
  title: string
  kind: Kind
  score: number | null
  own: { score: number; scale: string } | null
  touchpoint: string | null
}

const wrong = (sentence: string) => new Refusal('invalid', 'import.row', sentence)

/**
 * Reads a row by its plan; throws the sentence that stands beside the row. `seen` counts rows that are alike, so
 * that a table without numbers of its own can be brought twice and is taken once.
 */
export function readRow(what: What, row: Row, plan: Plan, zone: string, seen: Map<string, number>): Meant {
  const cell = (field: Field): string => {
    const column = plan.columns[field]
    return column === undefined ? '' : (row.cells[column]?.trim() ?? '')
  }
  const meant: Meant = {
    line: row.line,
    key: cell('key') || alike(row.cells, seen),
    name: cell('name') || cell('organisation') || null,
    organisation: cell('organisation') !== '' && cell('name') === '',
    addresses: addressesOf(cell),
    language: cell('language').slice(0, 2).toLowerCase() || null,
    at: momentOf(cell('date'), plan, zone),
    on: what === 'expected' ? whenOf(cell('date'), cell('hour'), plan, zone) : null,
    note: cell('note') || null,
    amount: what === 'purchases' ? amountOf(cell, plan) : null,
    quantity: readNumber(cell('quantity'), plan.language) ?? null,
    text: cell('text'),
    title: cell('title'),
    kind: kindOf(cell('kind')),
    ...scoreOf(cell('score'), plan),
    touchpoint: cell('touchpoint') || null,
  }
  complete(what, meant)
  return meant
}

function complete(what: What, meant: Meant): void {
  const somebody = meant.name !== null || meant.addresses.length > 0
  if (what !== 'interactions' && !somebody) throw wrong('This row names no customer.')
  if (what === 'purchases' && meant.at === null) throw wrong('This row does not say when it was bought.')
  if (what === 'expected' && meant.on === null) throw wrong('This row does not say when they come.')
  if (what === 'interactions' && !meant.text && !meant.title && meant.score === null && meant.own === null)
    throw wrong('This row says nothing: no words and no score.')
}

function addressesOf(cell: (field: Field) => string): Written[] {
  const email = cell('email')
  if (email && !/^[^\s@]+@[^\s@]+$/.test(email)) throw wrong(`“${email}” is no email address.`)
  return (['email', 'phone', 'customer'] as const).flatMap((field) =>
    cell(field) ? [{ kind: field === 'customer' ? ('number' as const) : field, written: cell(field) }] : [],
  )
}

function momentOf(text: string, plan: Plan, zone: string): Date | null {
  const read = dateOf(text, plan)
  if (read === null) return null
  const moment = DateTime.fromISO(read.length === 10 ? `${read}T12:00:00` : read, { zone })
  if (!moment.isValid) throw wrong(`“${text}” is no date.`)
  return moment.toJSDate()
}

function dateOf(text: string, plan: Plan): string | null {
  if (text === '') return null
  const read = readDate(text, plan.dateOrder)
  if (read === undefined) throw wrong(`“${text}” is no date.`)
  if (typeof read !== 'string')
    throw wrong(`“${text}” could be two days: say above whether the day or the month comes first.`)
  return read
}

/** A day, or a moment where the day or a column of its own says at what time. */
function whenOf(date: string, hour: string, plan: Plan, zone: string): When | null {
  const read = dateOf(date, plan)
  if (read === null) return null
  const time = hour === '' ? undefined : readHour(hour)
  if (hour !== '' && time === undefined) throw wrong(`“${hour}” is no time of the day.`)
  const written = time ? `${read.slice(0, 10)}T${time}` : read
  if (written.length === 10) return { day: written }
  return { at: DateTime.fromISO(written, { zone }).toJSDate() }
}

function amountOf(cell: (field: Field) => string, plan: Plan): Money {
  const currency = (cell('currency') || plan.currency).toUpperCase()
  if (cell('amount') === '') throw wrong('This row has no amount.')
  return parseMoney(cell('amount'), currency, plan.language)
}

function kindOf(text: string): Kind {
  if (text === '') return 'answer'
  const kind = KINDS.find((one) => one === text.toLowerCase())
  if (!kind) throw wrong(`“${text}” is no kind of feedback; there are ${KINDS.join(', ')}.`)
  return kind
}

function scoreOf(text: string, plan: Plan): Pick<Meant, 'score' | 'own'> {
  if (text === '') return { score: null, own: null }
  const score = readNumber(text, plan.language)
  if (score === undefined) throw wrong(`“${text}” is no score.`)
  if (plan.scale !== '1-5') return { score: null, own: { score, scale: plan.scale } }
  if (!Number.isInteger(score) || score < 1 || score > 5) throw wrong(`“${text}” is no score from 1 to 5.`)
  return { score, own: null }
}

function alike(cells: readonly string[], seen: Map<string, number>): string {
  const hash = createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 24)
  const nth = (seen.get(hash) ?? 0) + 1
  seen.set(hash, nth)
  return `row-${hash}-${nth}`
}
