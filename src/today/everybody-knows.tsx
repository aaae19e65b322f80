import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { Staff } from '../people/people.ts'
import { Section, Sentence } from '../ui/index.ts'
import { companyLines } from './offers.ts'

/** The same lines on everybody's page. */
export async function EverybodyKnows({ db, who }: { db: Db; who: Staff }) {
  const lines: Child[] = []
  for (const line of companyLines) lines.push(await line(db, who))
  return (
    <Section title="Everybody here knows" level={3} id="everybody">
      {lines.filter(Boolean).map((line) => (
        <Sentence size="soft">{line}</Sentence>
      ))}
      <Sentence size="faint">
        <a href="/company/figures">What is counted, and what is withheld and why</a>
      </Sentence>
    </Section>
  )
}
