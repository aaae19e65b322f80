import { type Language, languages } from '../kit/language.ts'
import { messages } from '../kit/messages.ts'
import { type Hours, type Period, WEEKDAYS } from './hours.ts'

const say = messages({
  en: { range: '{first} to {last}', none: 'not open at present', allDay: 'all day', every: 'every day' },
  de: {
    range: '{first} bis {last}',
    none: 'zurzeit nicht geöffnet',
    allDay: 'rund um die Uhr',
    every: 'täglich',
  },
  fr: {
    range: 'du {first} au {last}',
    none: 'fermé en ce moment',
    allDay: '24 h sur 24',
    every: 'tous les jours',
  },
  es: {
    range: 'de {first} a {last}',
    none: 'cerrado por ahora',
    allDay: 'las 24 horas',
    every: 'todos los días',
  },
  ar: { range: 'من {first} إلى {last}', none: 'مغلق حاليًا', allDay: 'طوال اليوم', every: 'كل يوم' },
})

/**
 * "Monday to Friday, 8–12 and 13–18; Saturday, 9:30–14": begins with a capital where the language has one.
 */
export function hoursSentence(hours: Hours, language: Language): string {
  const { locale } = languages[language]
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const runs = runsOfDays(hours).map(({ days, periods }) => {
    const times = periods.map((period) => periodText(period, language))
    return `${daysText(days, language)}${language === 'ar' ? '،' : ','} ${lists.format(times)}`
  })
  const sentence = runs.length === 0 ? say(language, 'none') : runs.join(language === 'ar' ? '؛ ' : '; ')
  return sentence.charAt(0).toLocaleUpperCase(locale) + sentence.slice(1)
}

/** Days after one another that have the same periods. */
function runsOfDays({ week }: Hours): { days: number[]; periods: Period[] }[] {
  const runs: { days: number[]; periods: Period[] }[] = []
  WEEKDAYS.forEach((weekday, day) => {
    const periods = [...(week[weekday] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    if (periods.length === 0) return
    const last = runs.at(-1)
    const goesOn = last?.days.at(-1) === day - 1 && String(last.periods) === String(periods)
    if (last && goesOn) last.days.push(day)
    else runs.push({ days: [day], periods })
  })
  return runs
}

function daysText(days: number[], language: Language): string {
  if (days.length === 7) return say(language, 'every')
  const names = days.map((day) => dayName(day, language))
  if (days.length < 3)
    return new Intl.ListFormat(languages[language].locale, { type: 'conjunction' }).format(names)
  return say(language, 'range', { first: names[0]!, last: names.at(-1)! })
}

function dayName(day: number, language: Language): string {
  const format = new Intl.DateTimeFormat(languages[language].locale, { weekday: 'long', timeZone: 'UTC' })
  return format.format(Date.UTC(2024, 0, 1 + day)) // 1 January 2024 was a Monday
}

function periodText([from, to]: Period, language: Language): string {
  if (from === '00:00' && (to === '24:00' || to === '00:00')) return say(language, 'allDay')
  const short = (time: string) => time.replace(/^0(?=\d)/, '').replace(/:00$/, '')
  // Held from left to right: in Arabic the dash would swap the two times.
  const text = `${short(from)}–${short(to)}`
  return languages[language].dir === 'rtl' ? `\u2066${text}\u2069` : text
}
