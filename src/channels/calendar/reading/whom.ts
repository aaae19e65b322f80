import type ICAL from 'ical.js'
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/max'
import type { Names } from './told.ts'

const MOST = 10
const MOST_TEXT = 5000
const EMAIL = /[^\s<>"'(),;:[\]]+@[^\s<>"'(),;:[\]]+\.\p{L}{2,}/gu

/** Whom an entry names: those who are invited first, then what stands in its words. Rooms and things are nobody. */
export function whom(event: ICAL.Component, country: string): Names {
  const invited = event
    .getAllProperties('attendee')
    .filter((one) => !/^(ROOM|RESOURCE)$/i.test(one.getFirstParameter('cutype') ?? ''))
  const guests = invited.map((one) => {
    const address = String(one.getFirstValue() ?? '')
    const name = (one.getFirstParameter('cn') ?? '').trim()
    return {
      email: /^mailto:(.+)$/i.exec(address)?.[1]?.trim().toLowerCase(),
      phone: /^tel:(.+)$/i.exec(address)?.[1]?.trim(),
      name: name.includes('@') ? '' : name,
    }
  })
  const words = ['summary', 'description', 'location', 'contact', 'comment']
    .map((name) => String(event.getFirstPropertyValue(name) ?? ''))
    .join('\n')
    .replace(/<[^>]*>/g, ' ')
    .slice(0, MOST_TEXT)
  const emails = [...guests.flatMap((one) => one.email ?? []), ...(words.match(EMAIL) ?? [])]
  const phones = [
    ...guests.flatMap((one) => one.phone ?? []),
    ...findPhoneNumbersInText(words, country as CountryCode).map((one) => String(one.number.number)),
  ]
  return {
    emails: each(emails.map((one) => one.toLowerCase())),
    phones: each(phones),
    names: each(guests.map((one) => one.name)),
    called: Object.fromEntries(
      guests.flatMap(({ email, name }) => (email && name ? [[email, name] as const] : [])).slice(0, MOST),
    ),
  }
}

const each = (list: readonly string[]): string[] => [...new Set(list.filter(Boolean))].slice(0, MOST)
