import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import type { Id } from '../kit/ids.ts'
import { form, page } from '../people/staff.tsx'
import {
  Button,
  Card,
  Columns,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  PageTitle,
  QuietLinks,
  Row,
  Rows,
  Stop,
  Undo,
  Walk,
} from '../ui/index.ts'
import { closedTouchpoints, type Stage, type Touchpoint } from './touchpoint.ts'
import {
  addStage,
  addTouchpoint,
  close,
  move,
  moveStage,
  removeStage,
  renameStage,
  reopen,
  stages,
  touchpoints,
} from './touchpoints.ts'
import { type Names, namesOf, whose } from './whose.ts'

const draw = page('/journey/draw', async ({ db, query, refused }) => {
  const [parts, line, closed] = [await stages(db), await touchpoints(db), await closedTouchpoints(db)]
  const names = await namesOf(db)
  const justClosed = closed.find((point) => point.id === query('closed'))
  return {
    title: 'Draw the journey',
    on: 'journey',
    body: (
      <>
        {justClosed && (
          <Undo action={`/journey/touchpoints/${justClosed.id}/reopen`}>“{justClosed.name}” is closed.</Undo>
        )}
        <PageTitle
          over={<a href="/journey">Journey</a>}
          lead="Call each place as a customer would. What was said at a place stays with it, whatever you change here."
        >
          Draw the journey
        </PageTitle>
        <Columns
          aside={
            <>
              <Card title={parts.length === 0 ? 'The first stage' : 'One more stage'} id="stage" deed>
                <Form action="/journey/stages">
                  <Field
                    name="name"
                    label="Its name"
                    hint="Before, in the shop, at home."
                    required
                    maxlength={80}
                    anyScript
                  />
                  <Button kind="go">{parts.length === 0 ? 'Draw it' : 'Add it at the end'}</Button>
                </Form>
              </Card>
              <Closed closed={closed} />
              <QuietLinks
                links={[
                  { label: 'See the journey', href: '/journey', icon: 'line' },
                  { label: 'Print a sheet with a code for each place', href: '/journey/qr', icon: 'file' },
                ]}
              />
            </>
          }
        >
          {parts.length === 0 ? (
            <Empty begin={<a href="/journey">Or begin with a journey that is drawn already</a>}>
              Here will be the line that customers walk: stages such as “Before” and “In the shop”, and in
              each of them the places at which they meet you.
            </Empty>
          ) : (
            <Walk label="The journey">
              {parts.map((part, at) => (
                <Part
                  part={part}
                  first={at === 0}
                  last={at === parts.length - 1}
                  line={line.filter((point) => point.stage_id === part.id)}
                  whole={line}
                  names={names}
                  open={refused?.action.startsWith(`/journey/stages/${part.id}`) ?? false}
                />
              ))}
            </Walk>
          )}
        </Columns>
      </>
    ),
  }
})

type PartProps = {
  part: Stage
  first: boolean
  last: boolean
  line: Touchpoint[]
  whole: Touchpoint[]
  names: Names
  /** A form of it was refused: it is shown again. */
  open: boolean
}

const Part = ({ part, first, last, line, whole, names, open }: PartProps) => (
  <>
    <Stop
      title={part.name}
      part
      end={<Steps action={`/journey/stages/${part.id}/move`} name={part.name} up={!first} down={!last} />}
    >
      <Disclosure summary="Add a place here, or rename the stage" open={open}>
        <Form action={`/journey/stages/${part.id}/add`}>
          <Field
            name="name"
            label={`One more touchpoint in “${part.name}”`}
            required
            maxlength={80}
            anyScript
          />
          <Button kind="go">Add it</Button>
        </Form>
        <Form action={`/journey/stages/${part.id}`}>
          <Field name="name" label="Name of the stage" value={part.name} required maxlength={80} anyScript />
          <Button>Rename it</Button>
        </Form>
        {line.length === 0 && (
          <Deed action={`/journey/stages/${part.id}/remove`} kind="link" id={`remove-${part.id}`}>
            Remove this empty stage
          </Deed>
        )}
      </Disclosure>
    </Stop>
    {line.map((point) => (
      <Stop
        id={point.id}
        title={<a href={`/journey/touchpoints/${point.id}`}>{point.name}</a>}
        note={whose(point, names) || 'Nobody’s yet'}
        end={
          <Steps
            action={`/journey/touchpoints/${point.id}/move`}
            name={point.name}
            up={!(first && point === line[0])}
            down={!(last && point === whole.at(-1))}
          />
        }
      >
        {point.ideal && <p class="soft">{point.ideal}</p>}
      </Stop>
    ))}
  </>
)

/** Two small buttons that move something by one step; one that leads nowhere is left out. */
const Steps = ({ action, name, up, down }: { action: string; name: string; up: boolean; down: boolean }) => (
  <Form action={action} inline label={`Move ${name}`}>
    {up && (
      <Button name="way" value="up" label={`Move “${name}” up`}>
        ↑
      </Button>
    )}
    {down && (
      <Button name="way" value="down" label={`Move “${name}” down`}>
        ↓
      </Button>
    )}
  </Form>
)

const Closed = ({ closed }: { closed: Touchpoint[] }) =>
  closed.length === 0 ? null : (
    <Disclosure summary={closed.length === 1 ? 'One is closed' : `${closed.length} are closed`}>
      <Rows label="Closed">
        {closed.map((point) => (
          <Row
            title={point.name}
            note={point.stage}
            end={
              <Deed
                action={`/journey/touchpoints/${point.id}/reopen`}
                kind="link"
                label={`Open “${point.name}” again`}
                id={`reopen-${point.id}`}
              >
                Open again
              </Deed>
            }
          />
        ))}
      </Rows>
    </Disclosure>
  )

const HERE = '/journey/draw'
const named = z.object({ name: z.string().max(200) })
const way = z.object({ way: z.enum(['up', 'down']) })
const nothing = z.object({})

/** A form of this page whose deed is about the stage or touchpoint in its path. */
const here = <S extends z.ZodObject>(
  path: string,
  shape: S,
  deed: (ask: Parameters<Parameters<typeof form<S>>[2]>[0], id: Id, input: z.output<S>) => Promise<unknown>,
): Leaf =>
  form(
    path,
    shape,
    async (ask, input) => {
      await deed(ask, ask.param('id'), input)
      return HERE
    },
    HERE,
  )

export const drawLeaves: Leaf[] = [
  draw,
  here('/journey/stages', named, ({ db, who }, _id, { name }) => addStage(db, who, name)),
  here('/journey/stages/:id', named, ({ db, who }, id, { name }) => renameStage(db, who, id, name)),
  here('/journey/stages/:id/add', named, ({ db, who }, id, { name }) =>
    addTouchpoint(db, who, { stage: id, name }),
  ),
  here('/journey/stages/:id/move', way, ({ db, who }, id, input) => moveStage(db, who, id, input.way)),
  here('/journey/stages/:id/remove', nothing, ({ db, who }, id) => removeStage(db, who, id)),
  here('/journey/touchpoints/:id/move', way, ({ db, who }, id, input) => move(db, who, id, input.way)),
  here('/journey/touchpoints/:id/reopen', nothing, ({ db, who }, id) => reopen(db, who, id)),
  form(
    '/journey/touchpoints/:id/close',
    nothing,
    async ({ db, who, param }) => {
      await close(db, who, param('id'))
      return `${HERE}?closed=${param('id')}`
    },
    HERE,
  ),
]
