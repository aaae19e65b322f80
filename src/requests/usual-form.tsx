import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { HoursFields, hoursMembers, hoursOf } from '../people/hours-form.tsx'
import { hoursSentence } from '../people/hours-sentence.ts'
import type { Staff, Team } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { Button, Card, Choices, Disclosure, Field, Form, Part, Sentence, ShowChosen } from '../ui/index.ts'
import { setUsual, type Usual } from './usual.ts'

const HOUR = 60
const DAY = 8 * HOUR
const TIMES: readonly [minutes: number, says: string][] = [
  [15, 'a quarter of an hour'],
  [30, 'half an hour'],
  [HOUR, 'an hour'],
  [2 * HOUR, 'two hours'],
  [4 * HOUR, 'four hours'],
  [DAY, 'eight hours of work'],
  [2 * DAY, 'two days of eight hours'],
  [5 * DAY, 'a week of forty hours'],
]
const says = (minutes: number): string =>
  TIMES.find(([each]) => each === minutes)?.[1] ?? `${minutes} minutes`

/** How long a team usually takes: its promises begin with that. */
export const UsualTimes = ({ team, usual, who }: { team: Team; usual: Usual; who: Staff }) => (
  <Card title={`What ${team.name} usually needs`} level={3} id="usual">
    <Sentence>
      An answer within {says(usual.answer)}, done within {says(usual.done)}
      {usual.hours ? `; at work ${hoursSentence(usual.hours, 'en')}` : ', while the company is open'}.
    </Sentence>
    <Disclosure summary="Say it otherwise">
      <Form action={`/requests/usual/${team.id}`} id="usual-form">
        <Field
          type="select"
          name="answer"
          label="We answer within"
          required
          value={String(usual.answer)}
          options={options(usual.answer, 5)}
        />
        <Field
          type="select"
          name="done"
          label="We have it done within"
          required
          value={String(usual.done)}
          options={options(usual.done, TIMES.length)}
        />
        <ShowChosen>
          <Choices
            name="hours"
            legend="These are hours"
            small
            required
            value={usual.hours ? 'own' : 'company'}
            choices={[
              { value: 'company', label: 'while the company is open' },
              { value: 'own', label: 'of our own' },
            ]}
          />
          <Part of="hours" value="own">
            <HoursFields hours={usual.hours ?? who.house.hours} />
          </Part>
        </ShowChosen>
        <Button>Keep it so</Button>
      </Form>
    </Disclosure>
  </Card>
)

function options(now: number, most: number) {
  const all = TIMES.slice(0, most)
  const with_ = all.some(([minutes]) => minutes === now) ? all : [...all, [now, says(now)] as const]
  return with_.map(([minutes, label]) => ({ value: String(minutes), label }))
}

export const usualForm: Leaf = form(
  '/requests/usual/:team',
  z.object({
    answer: z.coerce.number().int(),
    done: z.coerce.number().int(),
    hours: z.enum(['company', 'own']).default('company'),
    ...hoursMembers,
  }),
  async ({ db, who, param }, { answer, done, hours, ...sent }) => {
    await setUsual(db, who, param('team'), {
      answer,
      done,
      hours: hours === 'own' ? hoursOf(sent, who.house.zone) : null,
    })
    return '/requests'
  },
  '/requests',
)
