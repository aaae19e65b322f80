import { mailGoesOut } from '../kit/mail.ts'
import { Button, Card, Choices, Copy, Deed, Disclosure, Field, Form, Rating } from '../ui/index.ts'
import { clip, type Sight } from './sight.ts'

/** After it was put right: what the customer said, or how they can say it. */
export function After(props: Sight & { link: string | undefined }) {
  const open = props.promises.filter((promised) => !promised.end)
  return (
    <>
      {open.map((promised) => (
        <Deed action={`/cases/${props.one.id}/promises/${promised.id}/keep`} id={`keep-${promised.id}`}>
          “{clip(promised.what, 40)}” is kept
        </Deed>
      ))}
      <Asked {...props} />
    </>
  )
}

function Asked({ one, name, way, link }: Sight & { link: string | undefined }) {
  const { confirmed } = one
  if (confirmed)
    return (
      <Card title={`${name} gave it a ${['', 'one', 'two', 'three', 'four', 'five'][confirmed.score]}`}>
        {confirmed.made_five && (
          <p>
            <span class="faint">What would have made it a five:</span>{' '}
            <span dir="auto">{confirmed.made_five}</span>
          </p>
        )}
        {confirmed.told_twice !== null && (
          <p class="soft">
            {confirmed.told_twice ? 'They had to tell it twice.' : 'Nothing had to be told twice.'}
          </p>
        )}
      </Card>
    )
  return (
    <Card title={`Was it put right for ${name}?`}>
      <p class="soft">
        {way.channel === 'email'
          ? mailGoesOut()
            ? `${name} is asked by mail.`
            : `No mail goes out yet: an administrator finds the question to ${name} under Company, Letters. Or give them the link.`
          : 'No email address is known: give them the link, or ask them.'}
      </p>
      {link ? (
        <Copy text={link} label="the link" />
      ) : (
        <Deed action={`/cases/${one.id}/link`} id="link">
          Make a link to give
        </Deed>
      )}
      <Disclosure summary="They told me" id="told">
        <Form action={`/cases/${one.id}/confirm`}>
          <Rating name="score" legend="Was it put right?" low="not at all" high="completely" required />
          <Field
            name="words"
            type="textarea"
            rows={2}
            label="Below five: what would have made it a five?"
            maxlength={4000}
          />
          <Choices
            name="twice"
            legend="Did they have to tell it twice?"
            small
            choices={[
              { value: 'no', label: 'No' },
              { value: 'yes', label: 'Yes' },
            ]}
          />
          <Button>Write it down</Button>
        </Form>
      </Disclosure>
      <Deed action={`/cases/${one.id}/not-yet`} kind="link" id="not-yet">
        It is not right yet
      </Deed>
    </Card>
  )
}
