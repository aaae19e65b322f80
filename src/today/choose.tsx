import type { Db } from '../kit/db.ts'
import { type Person, people, type Staff } from '../people/people.ts'
import { type Thanks, thanks, unclearFor } from '../thanks/thanks.ts'
import { Button, Card, Field, Form, Voice } from '../ui/index.ts'

export type Unclear = { thanks: Thanks; name: string; candidates: Person[]; others: Person[] }

/** Praise for somebody whose name fits several here, or nobody: I am asked whom the customer meant. */
export async function unclearThanks(db: Db, who: Staff): Promise<Unclear | undefined> {
  const [unclear] = await unclearFor(db, who, 1)
  if (!unclear) return undefined
  const [about, everybody] = await Promise.all([thanks(db, unclear.thanks_id), people(db)])
  const fits = (one: Person) => unclear.candidates.includes(one.id)
  return {
    thanks: about,
    name: unclear.name,
    candidates: everybody.filter(fits),
    others: everybody.filter((one) => !fits(one)),
  }
}

export const ChooseWhom = ({ thanks: about, name, candidates, others }: Unclear) => (
  <Card title={name ? `Which ${name} is it?` : 'Whom did the customer mean?'} deed id="whom">
    <Voice size="small">{about.words}</Voice>
    <Form action={`/today/thanks/${about.id}/whom`}>
      <Field
        type="select"
        name="person"
        label="It is about"
        none="nobody here"
        value={candidates[0]?.id}
        options={[...candidates, ...others].map((one) => ({ value: one.id, label: one.name }))}
      />
      <Button kind="go">Pass it on</Button>
    </Form>
  </Card>
)
