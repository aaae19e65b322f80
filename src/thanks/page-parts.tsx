import type { Case } from '../cases/cases.ts'
import { baseUrl } from '../people/entrance.ts'
import type { Company, Person, Staff } from '../people/people.ts'
import { Button, Card, Choices, Copy, Deed, Disclosure, Field, Form, Voice } from '../ui/index.ts'
import type { Unclear } from './store.ts'

type ThankProps = {
  who: Staff
  here: readonly Person[]
  about?: Case | undefined
  words?: string | undefined
}

/** Two clicks: whom, and for what. */
export const ThankForm = ({ who, here, about, words }: ThankProps) => (
  <Card title="Thank a colleague" id="thank" deed>
    <ThankFields who={who} here={here} about={about} words={words} />
  </Card>
)

export function ThankFields({ who, here, about, words }: ThankProps) {
  const colleagues = here.filter((one) => one.id !== who.id)
  if (colleagues.length === 0)
    return <p class="soft">Here you thank your colleagues, as soon as there are some.</p>
  return (
    <Form action="/thanks" hidden={{ case: about?.id }}>
      {about && (
        <p class="faint">
          For <a href={`/cases/${about.id}`}>{about.title}</a>
        </p>
      )}
      <Field
        type="select"
        name="person"
        label="Whom?"
        required
        none="Choose a colleague"
        options={colleagues.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Field
        type="textarea"
        name="words"
        label="What are you glad of?"
        rows={2}
        required
        maxlength={1000}
        value={words}
        placeholder="You stayed until it ran."
      />
      <Button kind="go">Thank them</Button>
    </Form>
  )
}

export function Chooser({
  unclear,
  words,
  language,
  here,
}: {
  unclear: Unclear
  words: string
  language: string | undefined
  here: readonly Person[]
}) {
  const likely = here.filter((one) => unclear.candidates.includes(one.id))
  return (
    <>
      <Voice lang={language}>{words}</Voice>
      <p class="soft">
        They named <b dir="auto">{unclear.name || 'somebody'}</b>
        {likely.length > 1 ? ', and more than one of us is called so.' : ', and nobody of us is called so.'}
      </p>
      <Form action={`/thanks/${unclear.thanks_id}/choose`} id={`choose-${unclear.thanks_id}`}>
        {likely.length > 0 ? (
          <Choices
            name="person"
            legend="Whom did they mean?"
            hideLabel
            choices={likely.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : (
          <Field
            type="select"
            name="person"
            label="Whom did they mean?"
            none="Choose somebody"
            plain
            options={here.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <div class="buttons">
          <Button kind="go">Pass it on to them</Button>
          <Button kind="link" name="nobody" value="yes">
            Nobody in particular
          </Button>
        </div>
      </Form>
    </>
  )
}

/** For thanks only, and only if one wants it. */
export const OwnPage = ({ house, code }: { house: Company; code: string | undefined }) => (
  <Disclosure
    summary={code ? 'Your page for thanks is on' : 'A page on which customers thank you'}
    id="own-page"
  >
    {code ? (
      <>
        <p class="soft">Whoever has this link can thank you. No score is asked, and it enters no figure.</p>
        <Copy text={`${baseUrl()}/${house.slug}/thank/${code}`} label="the link to your page" />
        <Deed action="/thanks/page" hidden={{ on: 'no' }} kind="link" id="page-off">
          Switch it off
        </Deed>
      </>
    ) : (
      <>
        <p class="soft">
          For a card, or the end of a mail. No score is asked there, it enters no figure, and you switch it
          off when you like.
        </p>
        <Deed action="/thanks/page" hidden={{ on: 'yes' }} id="page-on">
          Switch it on
        </Deed>
      </>
    )}
  </Disclosure>
)
