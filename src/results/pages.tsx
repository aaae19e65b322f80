import type { Leaf } from '../kit/doors.ts'
import { page } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Empty, PageTitle } from '../ui/index.ts'
import { byEmployeePages } from './by-employee-page.tsx'
import { boardTitle } from './finding.ts'
import { readFives } from './fives.ts'
import { fivesPage } from './fives-page.tsx'
import { readBoard } from './journey.ts'
import { drawn } from './journey-board.tsx'
import { periodOf } from './links.ts'
import { boardTable, csvFile, fivesTable } from './tables.ts'

const journeyPage = page('/results/journey', async ({ db, who, query }) => {
  const line = await touchpoints(db)
  const board = await readBoard(db, who, line, periodOf(query('period')))
  return {
    title: boardTitle(board),
    on: 'journey',
    body:
      line.length > 0 ? (
        await drawn(db, board)
      ) : (
        <>
          <PageTitle>The journey</PageTitle>
          <Empty begin={<a href="/journey">Draw your journey</a>}>
            Here stands what each place of your journey is for customers, once it is drawn.
          </Empty>
        </>
      ),
  }
})

const fivesFile = page('/results/fives.csv', async ({ db, who, query }) => {
  const asked = { period: periodOf(query('period')), team: query('team'), touchpoint: query('touchpoint') }
  return csvFile('fives', fivesTable(await readFives(db, who, asked)))
})

const journeyFile = page('/results/journey.csv', async ({ db, who, query }) =>
  csvFile('journey', boardTable(await readBoard(db, who, await touchpoints(db), periodOf(query('period'))))),
)

export const resultsPages: Leaf[] = [fivesPage, journeyPage, fivesFile, journeyFile, ...byEmployeePages]
