import type { Site } from './sites.ts'

const WORDS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5 }
const STARS = '(?:-| )?(?:stars?|bubbles?|sterne?n?|étoiles?|estrellas?|stelle|yıldız|نجوم|نجمات)'

const number = (text: string): number => Number(text.replace(',', '.'))

/** How many of `best` were given, as the first thing that says so tells it; undefined where nothing does. */
export function ratingIn(text: string, { best }: Site): number | undefined {
  if (best === 1) return recommends(text)
  const of = new RegExp(
    `(\\d{1,2}(?:[.,]\\d)?)\\s*(?:/|out of|of|von|sur|sobre|su|من)\\s*${best}(?![\\d.,])`,
    'i',
  ).exec(text)
  const words = new RegExp(`(?<![\\d.,])([1-5]|one|two|three|four|five)${STARS}`, 'iu').exec(text)
  const drawn = /(?:[★⭐🌟]\uFE0F?){1,5}/u.exec(text)
  const mark = /(?:score|mark|note|bewertung|puntuación)[^\d\n]{0,20}(\d{1,2}(?:[.,]\d)?)/i.exec(text)
  const found =
    (of && number(of[1]!)) ??
    (best === 5 && words ? (WORDS[words[1]!.toLowerCase()] ?? number(words[1]!)) : undefined) ??
    (best === 5 && drawn ? drawn[0].replaceAll('\uFE0F', '').match(/./gu)?.length : undefined) ??
    (best === 10 && mark ? number(mark[1]!) : undefined)
  return found !== undefined && found >= 0 && found <= best ? found : undefined
}

/** Where one does not give stars but recommends, or does not. */
function recommends(text: string): number | undefined {
  if (
    /(?:doesn.t|does not|don.t) recommend|empfiehlt [^.\n]{0,80}nicht|ne recommande pas|no recomienda/i.test(
      text,
    )
  )
    return 0
  return /recommends|recommended|empfiehlt|recommande|recomienda/i.test(text) ? 1 : undefined
}
