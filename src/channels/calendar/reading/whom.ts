import type ICAL from 'ical.js'
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/max'
import type { Told } from './told.ts'

const MOST = 10
const MOST_TEXT = 20_000
const EMAIL = /[^\s<>"'(),;:[\]]+@[^\s<>"'(),;:[\]]+\.\p{L}{2,}/gu

/** Whom an entry names: those who are invited first, then what stands in its words. Rooms and things are nobody. */
export function whom(event: ICAL.Component, country: string): Pick<Told, 'emails' | 'phones' | 'names'> {
  const invited = event
    .getAllProperties('attendee')
    .filter((one) => !/^(ROOM|RESOURCE)$/i.test(one.getFirstParameter('cutype') ?? ''))
  const addresses = invited.map((one) => String(one.getFirstValue() ?? ''))
  const words = ['summary', 'description', 'location', 'contact', 'comment']
    .map((name) => String(event.getFirstPropertyValue(name) ?? ''))
    .join('\n')
    .replace(/<[^>]*>/g, ' ')
    .slice(0, MOST_TEXT)
  const emails = [
    ...addresses.flatMap((one) => /^mailto:(.+)$/i.exec(one)?.[1]?.trim() ?? []),
    ...(words.match(EMAIL) ?? []),
  ]
  const phones = [
    ...addresses.flatMap((one) => /^tel:(.+)$/i.exec(one)?.[1]?.trim() ?? []),
    ...findPhoneNumbersInText(words, country as CountryCode).map((one) => String(one.number.number)),
  ]
  return {
    emails: each(emails.map((one) => one.toLowerCase())),
    phones: each(phones),
    names: each(
      invited.map((one) => (one.getFirstParameter('cn') ?? '').trim()).filter((cn) => !cn.includes('@')),
    ),
  }
}

const each = (list: readonly string[]): string[] => [...new Set(list.filter(Boolean))].slice(0, MOST)
