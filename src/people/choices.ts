/** What one may choose from when a company is set up, by the names that people know. */
const COUNTRIES =
  'AE AR AT AU BE BR CA CH CL CO CZ DE DK EG ES FI FR GB GR IE IN IT JP KW LU MA MX NL NO NZ PE PL PT SA SE TN US ZA'

export const CURRENCIES =
  'EUR USD GBP CHF SEK NOK DKK PLN CZK CAD AUD NZD JPY INR BRL MXN ZAR AED SAR KWD EGP MAD TND'.split(' ')

export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return COUNTRIES.split(' ')
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}

export const isZone = (zone: string): boolean =>
  zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)

export const zones = (): { value: string; label: string }[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))
