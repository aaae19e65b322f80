import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import type { CompanyLink } from '../people/company-links.ts'
import { page } from '../people/staff.tsx'
import { Button, Empty, Facts, Form, Notice, PageTitle, Section, Sentence } from '../ui/index.ts'
import { checkFigures, type Difference } from './check.ts'
import { type Dimension, type Figure, figures } from './figures.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })
const NAMES: Record<Dimension, string> = {
  touchpoint: 'place',
  team: 'team',
  channel: 'channel',
  kind: 'kind',
  score: 'number given',
  verdict: 'verdict',
}
const MOST_SHOWN = 5

const figuresPage = page('/company/figures', async ({ db, who, query }) => {
  const all = figures()
  const differences = query('recount') ? await checkFigures(db) : undefined
  return {
    title: 'What is counted',
    on: 'company',
    body: (
      <>
        <PageTitle lead="Every figure that is kept here, what it asks, and who answers for it.">
          What is counted
        </PageTitle>
        {differences?.length === 0 && (
          <Notice>All of it was counted again just now: it is the same, to the last one.</Notice>
        )}
        <Sentence>
          Nothing is counted by person, so nobody, whoever they are, can ask for such a figure, now or later.
          What else is withheld, and why, stands with each.
        </Sentence>
        {all.length === 0 && <Empty>Here will be each figure, as soon as something is counted.</Empty>}
        {all.map((one) => (
          <One
            one={one}
            zone={who.house.zone}
            differences={differences?.filter((found) => found.figure === one.name) ?? []}
          />
        ))}
        <Section title="Is it right?" id="right">
          <Sentence size="soft">
            What the pages show is counted as it happens. Counted once more from all that customers said, it
            must be the same.
          </Sentence>
          <Form action="/company/figures" method="get" hidden={{ recount: 'yes' }} id="recount">
            <Button>Count it all again</Button>
          </Form>
        </Section>
      </>
    ),
  }
})

type OneProps = { one: Figure; zone: string; differences: Difference[] }

const One = ({ one, zone, differences }: OneProps) => (
  <Section title={one.sentence.replace(/\.$/, '')} id={one.name.replace('.', '-')}>
    {differences.length > 0 && <Differing differences={differences} />}
    <Facts
      facts={[
        { name: 'What is counted', value: one.unit },
        { name: 'Kept by', value: list.format(['day', ...one.dimensions.map((name) => NAMES[name])]) },
        { name: 'Who may see it', value: one.audience },
        { name: 'Who answers for it', value: one.owner },
        {
          name: 'Whether it stays is asked on',
          value: formatDate(new Date(`${one.review}T12:00:00Z`), 'en', zone),
        },
      ]}
    />
    <Sentence size="soft">Withheld: {one.withheld ?? 'nothing. Whoever may see it sees all of it.'}</Sentence>
  </Section>
)

const Differing = ({ differences }: { differences: Difference[] }) => (
  <>
    <Notice tone="warn">
      {differences.length === 1 ? 'One count differs' : `${differences.length} counts differ`} from what
      customers said. Tell whoever runs the server.
    </Notice>
    <ul>
      {differences.slice(0, MOST_SHOWN).map((one) => (
        <li class="num">
          {one.day}: {String(one.counted)} is shown, {String(one.recounted)} would be right
        </li>
      ))}
    </ul>
  </>
)

/** On the company page: what is counted, and that no person is. */
export async function figuresLink(_db: Db): Promise<CompanyLink> {
  const n = figures().length
  return {
    title: 'What is counted',
    href: '/company/figures',
    sentence: `${n} ${n === 1 ? 'figure' : 'figures'}, none of them about a person; who may see which, and what is withheld.`,
    group: 'house',
  }
}

export const figuresPages: Leaf[] = [figuresPage]
