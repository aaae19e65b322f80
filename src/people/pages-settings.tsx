import { z } from 'zod'
import { allLanguages, languages } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import { Button, Choices, Field, Form, Notice, PageTitle, Part, Section, ShowChosen } from '../ui/index.ts'
import { isZone, zones } from './choices.ts'
import type { AnswerPromise } from './hours.ts'
import { HoursFields, hoursMembers, hoursOf } from './hours-form.tsx'
import { hoursSentence } from './hours-sentence.ts'
import { changeCompany } from './house.ts'
import type { Company } from './people.ts'
import { form, page } from './staff.tsx'

const settingsPage = page('/company/settings', async ({ who, query }) => ({
  title: 'Settings',
  on: 'company',
  body: (
    <>
      <PageTitle over={<a href="/company">Company</a>} lead="What the company says of itself, to everybody.">
        Settings
      </PageTitle>
      {query('kept') && <Notice>Kept.</Notice>}
      {who.admin ? <Editor house={who.house} /> : <Read house={who.house} />}
    </>
  ),
}))

const Read = ({ house }: { house: Company }) => (
  <>
    <p>Customers may ring {house.phone ?? 'no number yet'}.</p>
    <p>Open {hoursSentence(house.hours, 'en')}.</p>
    <p>{answerSentence(house.answer)}</p>
    <p class="soft">An administrator can change this.</p>
  </>
)

const answerSentence = (answer: AnswerPromise) =>
  'openHours' in answer
    ? `Whoever writes has an answer within ${answer.openHours} open hours.`
    : `Whoever writes has an answer by ${answer.nextOpenDayAt} of the next open day.`

const Editor = ({ house }: { house: Company }) => (
  <Form action="/company/settings" guard>
    <Section title="Who we are">
      <Field name="name" label="Name of the company" value={house.name} required maxlength={120} anyScript />
      <Field
        name="phone"
        type="tel"
        label="Telephone number that customers may ring"
        hint="It stands in sight on every page of theirs."
        value={house.phone ?? ''}
      />
      <Field
        name="language"
        type="select"
        label="Language"
        required
        value={house.language}
        options={allLanguages.map((code) => ({ value: code, label: languages[code].name }))}
      />
    </Section>
    <Section title="How many we are">
      <Field
        name="small"
        type="checkbox"
        label="Fewer than ten"
        hint="Teams, budgets and approvals stay out of sight. Nothing is lost by changing it."
        checked={house.small}
      />
    </Section>
    <Section title="When we are open">
      <Field name="zone" type="select" label="Time zone" required value={house.zone} options={zones()} />
      <HoursFields hours={house.hours} />
    </Section>
    <Section title="By when we answer">
      <p class="soft">Whoever praises or complains is told this, and it is counted.</p>
      <Answer answer={house.answer} />
    </Section>
    <Button kind="go">Keep these settings</Button>
  </Form>
)

const Answer = ({ answer }: { answer: AnswerPromise }) => (
  <ShowChosen>
    <Choices
      name="answer"
      legend="By when"
      hideLabel
      required
      small
      value={'openHours' in answer ? 'hours' : 'day'}
      choices={[
        { value: 'day', label: 'On the next open day' },
        { value: 'hours', label: 'Within so many open hours' },
      ]}
    />
    <Part of="answer" value="day">
      <Field
        name="answerAt"
        type="time"
        label="By what time of that day"
        plain
        value={'openHours' in answer ? '12:00' : answer.nextOpenDayAt}
      />
    </Part>
    <Part of="answer" value="hours">
      <Field
        name="answerHours"
        type="number"
        label="Within how many open hours"
        plain
        min={1}
        max={80}
        size={4}
        value={'openHours' in answer ? answer.openHours : 8}
      />
    </Part>
  </ShowChosen>
)

const shape = z.object({
  name: z.string().trim().min(1, 'Give the company a name.').max(120),
  phone: z.string().trim().max(40).default(''),
  language: z.enum(allLanguages),
  small: z.literal('yes').optional(),
  zone: z.string().refine(isZone, 'There is no such time zone.'),
  answer: z.enum(['day', 'hours']),
  answerAt: z.string().optional(),
  answerHours: z.string().optional(),
  ...hoursMembers,
})

const settingsForm = form(
  '/company/settings',
  shape,
  async ({ db, who }, input) => {
    await changeCompany(db, who, {
      name: input.name,
      phone: input.phone || null,
      language: input.language,
      small: input.small === 'yes',
      zone: input.zone,
      hours: hoursOf(input, input.zone),
      answer: answerOf(input),
    })
    return '/company/settings?kept=yes'
  },
  '/company/settings',
)

function answerOf(input: {
  answer: 'day' | 'hours'
  answerAt?: string | undefined
  answerHours?: string | undefined
}): AnswerPromise {
  if (input.answer === 'hours') {
    const openHours = Number(input.answerHours)
    if (Number.isInteger(openHours) && openHours >= 1 && openHours <= 80) return { openHours }
    throw new Refusal('invalid', 'answer', 'Say a whole number of hours, 1 to 80.', { field: 'answerHours' })
  }
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(input.answerAt ?? '')) return { nextOpenDayAt: input.answerAt ?? '' }
  throw new Refusal('invalid', 'answer', 'Say a time of the day, as 12:00.', { field: 'answerAt' })
}

export const settingsPages = [settingsPage, settingsForm]
