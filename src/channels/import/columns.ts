import { readDate, readHour, readNumber } from './cells.ts'

type Looks = 'email' | 'phone' | 'date' | 'hour' | 'number' | 'rating' | 'text'
/** `is` must be the whole name of a column, `has` may be some words of it. Small letters, no accents. */
type FieldWords = { is?: string; has?: string; looks?: Looks }

// English, German, French, Spanish and Arabic, parted by commas.
const FIELDS = {
  key: {
    is: 'id, key, no, nr, number, order, nummer, numero, reference, ref, uuid, رقم, معرف',
    has: `booking, booking number, buchung, buchungsnummer, terminnummer, numero de reservation,
      numero de reserva, رقم الحجز, order id, order number, invoice, transaction id, review id, ticket, bestellnummer,
      rechnungsnummer, belegnummer, auftragsnummer, numero de commande, facture,
      numero de pedido, factura, رقم الطلب, رقم الفاتورة`,
  },
  customer: {
    is: 'customer, client, kunde, cliente, عميل, العميل, user, contact',
    has: `customer id, customer number, client id, user id, account, kundennummer, kunden nr,
      kundennr, numero client, numero de cliente, رقم العميل, member`,
  },
  name: {
    is: 'name, nom, nombre, full name, kundenname, vollstandiger name, الاسم, اسم',
    has: `full name, customer name, client name, nom complet, nom du client, nombre completo,
      nombre del cliente, اسم العميل`,
  },
  email: {
    is: 'mail, correo',
    has: 'email, e mail, emailadresse, courriel, adresse mail, correo electronico, البريد الالكتروني, بريد',
    looks: 'email',
  },
  phone: {
    is: 'tel, cell, fon',
    has: `phone, telephone, mobile, telefon, handy, mobil, telefonnummer, portable, telefono, movil,
      هاتف, الهاتف, جوال`,
    looks: 'phone',
  },
  date: {
    is: 'date, at, time, tag, wann, jour, التاريخ, تاريخ',
    has: `date, datum, fecha, created, timestamp, datetime, zeitpunkt, kaufdatum, bestelldatum,
      created at, purchased at, تاريخ الشراء, since, seit, depuis, desde, منذ`,
    looks: 'date',
  },
  hour: {
    is: 'time, hour, uhrzeit, zeit, heure, hora, الوقت, ساعة',
    has: 'start time, time of day, arrival time, booking time, uhrzeit, heure de debut, hora de inicio',
    looks: 'hour',
  },
  amount: {
    is: 'sum, value, wert, sales, dollars, euros, prix',
    has: `amount, price, total, revenue, spent, betrag, preis, umsatz, summe, gesamt, montant,
      prix total, importe, precio, monto, مبلغ, المبلغ, السعر, الاجمالي`,
    looks: 'number',
  },
  currency: { is: 'cur', has: 'currency, wahrung, devise, monnaie, moneda, divisa, العملة, عملة' },
  quantity: {
    is: 'cds, count, stuck, nombre d articles',
    has: 'quantity, qty, units, items, menge, anzahl, quantite, cantidad, unidades, الكمية, كمية',
    looks: 'number',
  },
  score: {
    is: 'score, note, liked',
    has: `rating, stars, score, bewertung, sterne, punkte, etoiles, evaluation, calificacion,
      estrellas, puntuacion, تقييم, التقييم, نجوم`,
    looks: 'rating',
  },
  title: {
    is: 'title, subject, headline, titel, betreff, titre, objet, titulo, asunto, عنوان, العنوان, الموضوع',
  },
  text: {
    is: 'text, body, words, texte, texto, نص, النص',
    has: `review text, review, comment, comments, feedback, message, description, complaint,
      kommentar, nachricht, rezension, kundenstimme, commentaire, avis, comentario, mensaje,
      resena, opinion, تعليق, التعليق, رسالة, ملاحظات`,
    looks: 'text',
  },
  kind: {
    is: 'kind, type, art, typ, genre, tipo, نوع, النوع',
    has: 'category, kategorie, categorie, categoria',
  },
  channel: { is: 'channel, source, kanal, quelle, canal, origen, قناة, المصدر' },
  touchpoint: {
    is: 'touchpoint, stage, kontaktpunkt, etape, etapa, punto de contacto, point de contact, مرحلة',
  },
  organisation: {
    is: 'firma',
    has: `company, organisation, organization, unternehmen, entreprise, societe, empresa,
      organizacion, شركة, الشركة`,
  },
  language: { is: 'lang, locale', has: 'language, sprache, langue, idioma, لغة, اللغة' },
  note: { is: 'note, notes, remark, notiz, bemerkung, remarque, nota, ملاحظة', has: 'good to know, remarks' },
} satisfies Record<string, FieldWords>

export type Field = keyof typeof FIELDS

/**
 * Which column holds which of the fields asked for: by its name in any of five languages, and where names
 * fail by how its cells look. Each column serves one field; a field that nothing fits is left out. It is a
 * guess to be confirmed.
 */
export function guessColumns(
  header: readonly string[] | undefined,
  sample: readonly (readonly string[])[],
  fields: readonly Field[],
): Partial<Record<Field, number>> {
  const count = Math.max(header?.length ?? 0, ...sample.map((cells) => cells.length))
  const columns = Array.from({ length: count }, (_, i) => i)
  const fits = fields.flatMap((field) =>
    columns.map((column) => {
      const cells = sample.map((row) => row[column]?.trim() ?? '').filter(Boolean)
      return { field, column, fit: fitOf(FIELDS[field], plain(header?.[column] ?? ''), cells) }
    }),
  )
  const guess: Partial<Record<Field, number>> = {}
  const taken = new Set<number>()
  for (const { field, column } of fits.filter(({ fit }) => fit > 0).sort((a, b) => b.fit - a.fit)) {
    if (guess[field] !== undefined || taken.has(column)) continue
    guess[field] = column
    taken.add(column)
  }
  return guess
}

/**
 * 0: does not fit. A name outweighs looks, a whole name outweighs some words of it, more words outweigh
 * fewer.
 */
function fitOf(words: FieldWords, name: string, cells: string[]): number {
  const looks = words.looks !== undefined && cells.length > 0 && lookLike(words.looks, cells, 0.9)
  // A column named "rating" full of sentences is not one; one named "E-Mail" with a slip in it is.
  if (words.looks && words.looks !== 'text' && cells.length > 0 && !lookLike(words.looks, cells, 0.5))
    return 0
  const has = list(words.has)
  const bonus = looks ? 1 : 0
  if (name !== '' && [...list(words.is), ...has].includes(name)) return 100 + bonus
  const parts = has.filter((part) => ` ${name} `.includes(` ${part} `)).map((part) => part.split(' ').length)
  if (parts.length > 0) return 10 * Math.max(...parts) + bonus
  // By looks alone only what nothing else looks like.
  return name === '' && looks && ['email', 'date', 'text'].includes(words.looks ?? '') ? 1 : 0
}

function lookLike(looks: Looks, cells: string[], share: number): boolean {
  const all = (test: (cell: string) => boolean) => cells.filter(test).length >= share * cells.length
  switch (looks) {
    case 'email':
      return all((cell) => /^[^@\s]+@[^@\s]+$/.test(cell))
    case 'phone':
      return all((cell) => /^[+(]?[\d\s()/.-]{5,}$/.test(cell))
    case 'date':
      return all((cell) => readDate(cell) !== undefined)
    case 'hour':
      return all((cell) => readHour(cell) !== undefined)
    case 'number':
      return all((cell) => readNumber(cell.replace(/[^\d.,'’\s-]/g, '').trim(), 'en') !== undefined)
    case 'rating':
      return all((cell) => (readNumber(cell, 'en') ?? -1) >= 0 && Number(readNumber(cell, 'en')) <= 10)
    case 'text':
      return cells.reduce((length, cell) => length + cell.length, 0) / cells.length >= 25
  }
}

const list = (words = '') => words.split(/,\s+/).filter(Boolean)

/** "E-Mail-Adresse", "Prénom", "orderId" → small, bare words. */
function plain(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
