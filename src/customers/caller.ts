import { phoneOf } from './addresses.ts'

/** What telephone systems write where the caller did not say who it is. */
const NOBODY =
  /^(anonym(ous|us|e)?|unknown|unbekannt|private|privat|restricted|withheld|unavailable|unterdr(ue|ü)ckt|inconnu|oculto|n\/?a)$/i

const MOST = 200

/**
 * The numbers that a telephone system may mean, each in the form by which customers are met, the likeliest first;
 * none where it says nobody. It reads tel: and sip: addresses (RFC 3966, RFC 3261 §19.1), the way a country writes
 * its own numbers and others', a plus that became a blank in an address, and a digit dialled to get a line.
 */
export function numbersOf(said: string, country: string): string[] {
  const { text, ext } = plainNumber(said)
  if (!/\p{Nd}/u.test(text)) return []
  const digits = text.normalize('NFKC').replace(/\P{Nd}/gu, '')
  const tries = [text]
  // Only whole numbers are tried with another beginning: what is written out says itself what it is.
  if (!text.includes('+')) {
    if (digits.startsWith('00')) tries.push(`+${digits.slice(2)}`)
    if (/^[1-9]\d{8,}$/.test(digits)) tries.push(`+${digits}`)
    if (/^[09]/.test(digits)) tries.push(digits.slice(1))
    if (/^[09]00/.test(digits)) tries.push(`+${digits.slice(3)}`)
  }
  // A blank in front is a plus, which an address on the web writes so.
  if (/^ \d/.test(said)) tries.unshift(`+${digits}`)
  const read = tries.flatMap((one) => phoneOf(ext ? `${one};ext=${ext}` : one, country) ?? [])
  return [...new Set(read)]
}

/** The number alone, out of what stands around it. */
function plainNumber(said: string): { text: string; ext: string } {
  let text = unescaped(said.slice(0, MOST)).trim()
  text = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text
  const scheme = /^(tel|sips?|callto|phone|dial|wtai):(\/\/)?/i.exec(text)
  if (scheme) text = text.slice(scheme[0].length)
  const [user = '', host = ''] =
    /^sip/i.test(scheme?.[1] ?? '') || text.includes('@') ? text.split('@') : [text]
  const [number = '', ...parameters] = `${user}${host ? `;${host.split(';').slice(1).join(';')}` : ''}`.split(
    ';',
  )
  const parameter = (name: string) =>
    parameters.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  if (NOBODY.test(number.trim())) return { text: '', ext: '' }
  const context = parameter('phone-context')
  const within =
    /^\+\d+$/.test(context) && !number.includes('+') ? context + number.replace(/^0/, '') : number
  return { text: within, ext: /^\d{1,11}$/.test(parameter('ext')) ? parameter('ext') : '' }
}

function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
