import { htmlResponse, type Leaf } from '../kit/doors.ts'
import { Refusal } from '../kit/refusal.ts'
import { dress } from '../people/frame.tsx'
import { baseUrl } from '../people/pages-door.tsx'
import { page } from '../people/staff.tsx'
import { PrintShell, Qr, Sentence } from '../ui/index.ts'
import { touchpoints } from './touchpoints.ts'

/** Where a customer tells us about one touchpoint. */
export const addressOf = (slug: string, code: string): string =>
  `${baseUrl()}/${slug}/tell-us${code && `/${code}`}`

/** The sheet hangs before customers, so it speaks the company's language. */
const INVITATIONS: Record<string, [title: string, lead: string]> = {
  en: ['Tell us how it was', 'In a minute, on your phone. A person reads it.'],
  de: ['Sagen Sie uns, wie es war', 'In einer Minute, auf Ihrem Telefon. Ein Mensch liest es.'],
  fr: ['Dites-nous comment c’était', 'En une minute, sur votre téléphone. Une personne vous lit.'],
  es: ['Cuéntenos qué tal fue', 'En un minuto, desde su teléfono. Lo lee una persona.'],
  ar: ['أخبرونا كيف كانت تجربتكم', 'في دقيقة، من هاتفكم. يقرؤها إنسان.'],
}

const sheet = page('/journey/qr', async ({ db, who, query }) => {
  const only = query('only')
  const { house } = who
  const places = (await touchpoints(db)).filter((point) => !only || point.id === only)
  if (only && places.length === 0)
    throw new Refusal('not-found', 'touchpoints', 'There is no such place on the journey.')
  // A house that has drawn no journey has one place all the same: itself.
  const line = places.length > 0 ? places : [{ name: '', code: '' }]
  const language = house.language in INVITATIONS ? house.language : 'en'
  const [title, lead] = INVITATIONS[language]!
  const local = /^https?:\/\/(localhost|127\.|\[::1\])/.test(baseUrl())
  return htmlResponse(
    <PrintShell assets={dress()} title={title} company={house.name} lang={language}>
      <div class="screen-only" lang="en" dir="ltr">
        <p>
          <a href="/journey/draw">Back to the journey</a>
        </p>
        <Sentence size="soft">
          {line.length === 1 ? 'One card' : `${line.length} cards`} to print, cut out and hang up where it
          happens.
          {local &&
            ' Mind: these codes lead to this machine only. Set MAKEGOOD_URL to the address that customers reach.'}
        </Sentence>
      </div>
      <ul class={line.length === 1 ? 'cards one' : 'cards'}>
        {line.map((point) => {
          const address = addressOf(house.slug, point.code)
          return (
            <li>
              <p class="faint">
                {house.name}
                {point.name && ` · ${point.name}`}
              </p>
              <h2>{title}</h2>
              <p class="soft">{lead}</p>
              <Qr text={address} label={`${point.name || house.name}: ${address}`} />
              <p class="address">
                <bdi dir="ltr">{address.replace(/^https?:\/\//, '')}</bdi>
              </p>
            </li>
          )
        })}
      </ul>
    </PrintShell>,
  )
})

export const qrLeaves: Leaf[] = [sheet]
