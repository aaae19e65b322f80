import type { Db } from '../../kit/db.ts'
import type { Touchpoint } from '../../touchpoints/touchpoints.ts'
import { Doors, PageTitle } from '../../ui/index.ts'
import { LanguageLinks, type Shown } from './shown.tsx'
import { Speak } from './speak.tsx'
import { DOORS, type DoorName } from './steps.ts'
import { talk, type Visitor } from './visitor.tsx'
import { whoAnswers } from './who-answers.ts'

/** Two doors of one size, two smaller ones, and a number to ring. */
export async function startPage(
  db: Db,
  who: Visitor,
  path: string,
  at: Touchpoint | undefined,
): Promise<Shown> {
  const t = talk(who.language)
  const door = (name: DoorName) => ({
    label: t(`door.${name}`),
    href: `${path}?about=${name}&lang=${who.language}`,
  })
  const [compliment, complaint, question, idea] = DOORS
  return {
    title: t('start.title'),
    language: who.language,
    company: who.house.name,
    keep: 'start',
    over: (
      <>
        <span>{at ? `${who.house.name}, ${at.name}` : who.house.name}</span>
        <LanguageLinks path={path} language={who.language} />
      </>
    ),
    foot: (
      <>
        <p>
          {t('already.title')}{' '}
          <a href={`/${who.house.slug}/already?lang=${who.language}`}>{t('already.see')}</a>
        </p>
        <p>{t('privacy', { company: who.house.name })}</p>
      </>
    ),
    body: (
      <>
        <PageTitle lead={await whoAnswers(db, who, at)}>{t('start.title')}</PageTitle>
        <div>
          <Doors doors={[door(compliment), door(complaint)]} />
          <Doors small doors={[door(question), door(idea)]} />
        </div>
        <Speak who={who} />
      </>
    ),
  }
}
