import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { numbersOf } from '../../customers/customers.ts'

/** What costs whoever rings it: nobody may make us do that. */
const COSTLY = new Set(['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'PAGER', 'VOICEMAIL'])

/** The number (E.164) that we may promise to ring; undefined where there is no such number, or ringing it is dear. */
export function ringable(written: string, country: string): string | undefined {
  const [number] = numbersOf(written, country)
  const phone = number ? parsePhoneNumberFromString(number) : undefined
  return phone && !COSTLY.has(phone.getType() ?? '') ? number : undefined
}

/** The number as one reads it, by its own country's habit at home and with its plus from abroad. */
export function readableNumber(number: string, country: string): string {
  const phone = parsePhoneNumberFromString(number, country as CountryCode)
  if (!phone) return number
  return phone.country === country ? phone.formatNational() : phone.formatInternational()
}

/** The name of the country where it rings, where that is not our own. */
export function abroad(number: string, country: string): string | undefined {
  const there = parsePhoneNumberFromString(number)?.country
  return there && there !== country ? new Intl.DisplayNames('en', { type: 'region' }).of(there) : undefined
}
