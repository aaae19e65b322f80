import { page } from '../people/staff.tsx'
import { Empty, PageTitle, Row, Rows, Sentence } from '../ui/index.ts'
import { mine, readOfPerson } from './by-employee.ts'
import { periodOf } from './links.ts'
import { periodNames } from './period.ts'
import { boundsOf, inHundred, LEAST } from './told.ts'

const over = <a href="/company/switches">Results by employee are switched on</a>

const list = page('/results/people', async ({ db, who }) => {
  const all = await mine(db, who)
  return {
    title: 'Results by employee',
    on: 'company',
    body: (
      <>
        <PageTitle over={over} lead="Yours, and of those whose team you lead. By name; nobody is compared.">
          Results by employee
        </PageTitle>
        {all.length === 0 && <Empty>You lead no team; there is nothing for you to read here.</Empty>}
        <Rows label="People">
          {all.map((one) => (
            <Row title={one.name} href={`/results/people/${one.id}`} />
          ))}
        </Rows>
      </>
    ),
  }
})

const ofOne = page('/results/people/:id', async ({ db, who, param, query }) => {
  const period = periodOf(query('period'))
  const { person, told } = await readOfPerson(db, who, param('id'), period)
  return {
    title: person.name,
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/results/people">Results by employee</a>}
          lead={`In ${periodNames[period]}.`}
        >
          {person.name}
        </PageTitle>
        <Sentence size="big">
          {told.n === 0
            ? 'No customer has confirmed anything yet.'
            : `${told.part} of ${told.n} customers gave a five for what ${person.name} had put right.`}
        </Sentence>
        <Sentence size="soft">
          {told.share
            ? `${inHundred(told.share.share)} in 100, and with so few it may as well be ${boundsOf(told.share)}.`
            : `Fewer than ${LEAST} answers: a share would say nothing.`}
        </Sentence>
      </>
    ),
  }
})

export const byEmployeePages = [list, ofOne]
