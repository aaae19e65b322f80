// Zeros of the decimal digits that people's keyboards write: Arabic, Persian, Devanagari, full width.
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10]
const GROUP_MARKS = `'’\u066c \u00a0\u2009\u202f`
const GROUPED = new RegExp(String.raw`^\d{1,3}([.,${GROUP_MARKS}])\d{3}(\1\d{3})*$`)
const GROUPED_AS_IN_INDIA = /^\d{1,2}(,\d{2})+,\d{3}$/

/** The same text with every decimal digit as 0–9. */
export function asciiDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९０-９]/g, (digit) => {
    const zero = ZEROS.findLast((start) => start <= digit.charCodeAt(0))!
    return String(digit.charCodeAt(0) - zero)
  })
}

/**
 * A number as people write it ("1.234,50", "1'000.50", "١٬٢٣٤٫٥", "-3") as a plain decimal ("1234.50"),
 * exact. A single mark before three digits ("1.234") is read as the language writes it. Undefined when the
 * text is no such number, or when it could be two and the language does not say which.
 */
export function plainDecimal(text: string, language: string): string | undefined {
  const [, sign = '', body = ''] = /^([-−]?)(.*)$/su.exec(asciiDigits(text.trim())) ?? []
  const mark = decimalMark(body, language)
  if (mark === undefined) return undefined
  const at = mark === '' ? -1 : body.lastIndexOf(mark)
  const fraction = at < 0 ? '' : body.slice(at + 1)
  const whole = at < 0 ? body : body.slice(0, at)
  if (at >= 0 && !/^\d+$/.test(fraction)) return undefined
  const grouped = GROUPED.test(whole) || GROUPED_AS_IN_INDIA.test(whole)
  if (!grouped && !/^\d+$/.test(whole) && !(whole === '' && at === 0)) return undefined
  const digits = whole.replace(/\D/g, '') || '0'
  return `${sign && '-'}${digits}${fraction && `.${fraction}`}`
}

/** The decimal mark of this number, '' when it has none, undefined when that cannot be known. */
function decimalMark(body: string, language: string): string | undefined {
  if (body.includes('٫')) return '٫'
  const marks = body.match(/[.,]/g) ?? []
  const last = marks.at(-1)
  if (last === undefined) return ''
  if (new Set(marks).size === 2) return last
  if (marks.length > 1) return ''
  const looksGrouped = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)
  if (!looksGrouped) return last
  const { group, decimal } = marksOf(language)
  return last === group ? '' : last === decimal ? last : undefined
}

const known = new Map<string, { group: string; decimal: string }>()

function marksOf(language: string) {
  const found = known.get(language)
  if (found) return found
  const parts = new Intl.NumberFormat(language).formatToParts(1234567.8)
  const one = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const marks = { group: one('group'), decimal: one('decimal') }
  known.set(language, marks)
  return marks
}
