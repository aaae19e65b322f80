import type { Db } from '../kit/db.ts'
import { people, rank, type Staff } from '../people/people.ts'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Buttons, Card, Empty, PageTitle, QuietLinks } from '../ui/index.ts'
import { greeting } from './sentences.ts'

type Step = { title: string; says: string; go: string; href: string; done: boolean }

/** Nothing was heard yet: how to begin. */
export async function FirstDay({ db, who }: { db: Db; who: Staff }) {
  const leads = who.admin || rank(who.level) >= rank('manager')
  const steps = leads ? await stepsOf(db) : []
  const next = steps.find((step) => !step.done)
  return (
    <>
      <PageTitle
        lead={
          leads
            ? `${who.house.name} has not heard anybody yet. Three things, and it begins.`
            : 'Nobody has said anything yet. When a customer speaks, it is here within a second.'
        }
      >
        {greeting(who.at, who.house.zone, who.name)}
      </PageTitle>
      {leads ? (
        <div class="tiles">
          {steps.map((step) => (
            <Card title={step.title} deed={step === next} id={step.href.slice(1).replaceAll('/', '-')}>
              <p class="soft">{step.says}</p>
              <Button href={step.href} kind={step === next ? 'go' : 'quiet'}>
                {step.done ? 'Look at it' : step.go}
              </Button>
            </Card>
          ))}
        </div>
      ) : (
        <Empty>
          Here will be good news first, then whoever waits for you, and what you may give without asking.
        </Empty>
      )}
      <Buttons>
        <Button href="/heard" kind={leads ? 'quiet' : 'go'}>
          Just heard something
        </Button>
      </Buttons>
      {leads && (
        <QuietLinks
          links={[
            { label: 'What everybody may give without asking', href: '/company/limits' },
            { label: 'Bring customers and what they said from another system', href: '/company/import' },
          ]}
        />
      )}
    </>
  )
}

async function stepsOf(db: Db): Promise<Step[]> {
  const [line, everybody] = await Promise.all([touchpoints(db), people(db)])
  return [
    {
      title: 'Draw your journey',
      says: 'Where does a customer meet you, from the first look to long after? Begin with a ready-made one.',
      go: 'Draw your journey',
      href: '/journey',
      done: line.length > 0,
    },
    {
      title: 'Hang up the sheet',
      says: 'A code for each place: a customer points a telephone at it and tells you, without an account.',
      go: 'Print the sheet',
      href: '/journey/qr',
      done: false,
    },
    {
      title: 'Invite your people',
      says: 'Whoever stands before customers should see what they say, and may put it right at once.',
      go: 'Invite somebody',
      href: '/company/people',
      done: everybody.length > 1,
    },
  ]
}
