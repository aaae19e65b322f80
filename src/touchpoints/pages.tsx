import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { form, page } from '../people/staff.tsx'
import { Button, Card, Empty, Form, PageTitle, QuietLinks, Section, Stop, Walk } from '../ui/index.ts'
import { drawLeaves } from './draw-page.tsx'
import { qrLeaves } from './qr-page.tsx'
import { stationLeaves } from './station-page.tsx'
import {
  adoptJourney,
  journeyPanels,
  READY_MADE,
  type Stage,
  stages,
  type Touchpoint,
  touchpoints,
} from './touchpoints.ts'
import { type Names, namesOf, whose } from './whose.ts'

const journey = page('/journey', async ({ db, who }) => {
  const [parts, line] = [await stages(db), await touchpoints(db)]
  if (line.length === 0) return { title: 'Journey', on: 'journey', body: <Begin drawn={parts.length > 0} /> }
  const panels = []
  for (const panel of journeyPanels) panels.push(await panel(db, who, line))
  return {
    title: 'Journey',
    on: 'journey',
    body: (
      <>
        {panels.some(Boolean) ? (
          panels
        ) : (
          <PageTitle lead="Every place at which a customer meets us, in the order in which they walk it.">
            What customers walk through
          </PageTitle>
        )}
        <Section title="What it should be like">
          <Ideal parts={parts} line={line} names={await namesOf(db)} />
        </Section>
        <QuietLinks
          links={[
            { label: 'Draw the journey anew: add, move, close', href: '/journey/draw', icon: 'line' },
            { label: 'Print a sheet with a code for each place', href: '/journey/qr', icon: 'file' },
          ]}
        />
      </>
    ),
  }
})

/** Stage beside stage, so that the whole line is seen at once. */
const Ideal = ({ parts, line, names }: { parts: Stage[]; line: Touchpoint[]; names: Names }) => (
  <div class="tiles">
    {parts.map((part) => {
      const points = line.filter((point) => point.stage_id === part.id)
      return (
        points.length > 0 && (
          <Walk label={part.name}>
            <Stop title={part.name} part />
            {points.map((point) => (
              <Stop
                title={<a href={`/journey/touchpoints/${point.id}`}>{point.name}</a>}
                note={whose(point, names) || 'Nobody’s yet'}
              >
                {point.ideal && <p class="soft">{point.ideal}</p>}
              </Stop>
            ))}
          </Walk>
        )
      )
    })}
  </div>
)

/** Nothing is drawn yet: one click begins. */
export const Begin = ({ drawn }: { drawn: boolean }) => (
  <>
    <PageTitle lead="Where does a customer meet you, from the first look to long after? Begin with a journey like yours; every word of it can be changed.">
      Draw what customers walk through
    </PageTitle>
    {drawn ? (
      <Empty begin={<a href="/journey/draw">Go on drawing</a>}>
        Here will be every place at which customers meet you, and what they said there. Its stages are drawn
        already.
      </Empty>
    ) : (
      <>
        <div class="tiles">
          {READY_MADE.map((one) => (
            <Card title={one.title} id={one.name}>
              <p class="soft">Where {one.fits}.</p>
              <p class="faint">
                {one.stages.flatMap((stage) => stage.touchpoints.map((point) => point.name)).join(' → ')}
              </p>
              <Form action="/journey/adopt" hidden={{ name: one.name }} id={`adopt-${one.name}`}>
                <Button kind="go">Begin with {one.title.toLowerCase()}</Button>
              </Form>
            </Card>
          ))}
        </div>
        <p class="soft">
          Or <a href="/journey/draw">draw your own</a> from an empty page.
        </p>
      </>
    )}
  </>
)

const adopt = form(
  '/journey/adopt',
  z.object({ name: z.string().max(40) }),
  async ({ db, who }, { name }) => {
    await adoptJourney(db, who, name)
    return '/journey/draw'
  },
  '/journey',
)

export const touchpointsPages: Leaf[] = [journey, adopt, ...drawLeaves, ...qrLeaves, ...stationLeaves]
