import { formatWhen } from '../../kit/moments.ts'
import { isOpen, nextOpening } from '../../people/hours.ts'
import { hoursSentence } from '../../people/hours-sentence.ts'
import { Card } from '../../ui/index.ts'
import { talk, type Visitor } from './visitor.tsx'

/** "8–19" stays on one line: a word joiner on both sides of its dash. */
const hoursOf = ({ house, language }: Visitor): string =>
  hoursSentence(house.hours, language).replace(/(?<=\d)–(?=\d)/g, '\u2060–\u2060')

const dialled = (phone: string): string => phone.replace(/[^\d+]/g, '')

/** The number to ring, when somebody is there, and that it is a person. */
export function Speak({ who }: { who: Visitor }) {
  const { house, language } = who
  const t = talk(language)
  if (!house.phone)
    return (
      <p>
        <CallLink who={who} />
      </p>
    )
  return (
    <Card title={t('speak.title')} id="speak">
      <p>
        <a class="tel num" href={`tel:${dialled(house.phone)}`} dir="ltr">
          {house.phone}
        </a>
      </p>
      <p class="faint">
        {thereNow(who)} {t('speak.noMenu')}
      </p>
      <p class="faint">{hoursOf(who)}</p>
      <p>
        <CallLink who={who} />
      </p>
    </Card>
  )
}

function thereNow({ house, language, at }: Visitor): string {
  const t = talk(language)
  if (isOpen(house.hours, at)) return t('speak.openNow')
  const opening = nextOpening(house.hours, at)
  return opening ? t('speak.opens', { when: formatWhen(opening, at, language, house.zone) }) : ''
}

const CallLink = ({ who: { house, language } }: { who: Visitor }) => (
  <a href={`/${house.slug}/call?lang=${language}`}>{talk(language)('call.link')}</a>
)

/** The number in one line, for the foot of a page that asks one thing. */
export function SpeakLine({ who, call = true }: { who: Visitor; call?: boolean }) {
  const { house, language } = who
  if (!house.phone) return call ? <p>{<CallLink who={who} />}</p> : null
  return (
    <p>
      {talk(language)('speak.title')}{' '}
      <a class="num" href={`tel:${dialled(house.phone)}`} dir="ltr">
        {house.phone}
      </a>
      {' · '}
      {hoursOf(who)}. {talk(language)('speak.noMenu')} {call && <CallLink who={who} />}
    </p>
  )
}
