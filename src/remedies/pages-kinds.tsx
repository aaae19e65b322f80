import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { teams } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Button, Deed, Field, Form, PageTitle, Row, Rows, Section } from '../ui/index.ts'
import { inMoney, typedMoney } from './in-words.ts'
import { kinds, makeKind, retireKind } from './kinds.ts'
import { mustBeId } from './pages-give.tsx'
import { FAMILIES, type Family, type Kind } from './remedies.ts'

const TITLES: Record<Family, string> = {
  sorry: 'Say sorry',
  fix: 'Fix what went wrong',
  owed: 'Pay back what is theirs',
  extra: 'Something extra',
}

const list = page('/company/kinds', async ({ db, who }) => {
  const [all, allTeams] = await Promise.all([kinds(db), teams(db)])
  return {
    title: 'How we put it right',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="In the words of this company, each with what it costs and what is then still to be done."
        >
          How we put it right
        </PageTitle>
        {FAMILIES.map((family) => (
          <Section title={TITLES[family]}>
            <Rows label={TITLES[family]}>
              {all
                .filter((kind) => kind.family === family)
                .map((kind) => (
                  <KindRow
                    kind={kind}
                    admin={who.admin}
                    team={allTeams.find((one) => one.id === kind.todo_team_id)?.name}
                  />
                ))}
            </Rows>
          </Section>
        ))}
        {who.admin && (
          <Section title="Add another">
            <Form action="/company/kinds">
              <Field
                name="family"
                type="select"
                label="What it is"
                required
                value="extra"
                options={FAMILIES.map((family) => ({ value: family, label: TITLES[family] }))}
              />
              <Field name="name" label="Its name" required maxlength={80} anyScript />
              <Field
                name="cost"
                type="money"
                label="What one costs"
                hint="Leave it empty where the amount is chosen each time. Time and replacement cost something too."
                currency={who.house.currency}
              />
              <Field
                name="todo"
                label="What is then to be done"
                hint="“Pay it out”, “order and send them”."
                maxlength={200}
              />
              <Field
                name="days"
                type="number"
                label="Within how many days"
                value={7}
                min={0}
                max={365}
                required
              />
              <Field
                name="team"
                type="select"
                label="By which team"
                none="The team of whoever gives it"
                options={allTeams.map((one) => ({ value: one.id, label: one.name }))}
              />
              <Button kind="go">Add it</Button>
            </Form>
          </Section>
        )}
      </>
    ),
  }
})

const KindRow = ({ kind, admin, team }: { kind: Kind; admin: boolean; team: string | undefined }) => (
  <Row
    title={kind.name}
    note={
      kind.cost !== null && kind.currency
        ? inMoney(kind.cost, kind.currency)
        : kind.family === 'sorry'
          ? 'free'
          : 'an amount each time'
    }
    end={
      admin && (
        <Deed
          action={`/company/kinds/${kind.id}/retire`}
          kind="link"
          label={`Retire ${kind.name}`}
          id={`r-${kind.id}`}
        >
          Retire
        </Deed>
      )
    }
  >
    {kind.todo && (
      <p class="soft">
        Then: {kind.todo}, {kind.todo_days === 0 ? 'the same day' : `within ${kind.todo_days} days`}
        {team ? `, by ${team}` : ''}.
      </p>
    )}
  </Row>
)

const shape = z.object({
  family: z.enum(FAMILIES),
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  cost: z.string().max(60).optional(),
  todo: z.string().max(200).optional(),
  days: z.coerce.number().int().min(0).max(365),
  team: z.string().optional(),
})

const add = form(
  '/company/kinds',
  shape,
  async ({ db, who }, { cost, days, team, ...what }) => {
    const price = typedMoney(cost, who.house.currency, who.language)
    await makeKind(db, who, { ...what, cost: price, todoDays: days, todoTeam: team ? mustBeId(team) : null })
    return '/company/kinds'
  },
  '/company/kinds',
)

const retired = form(
  '/company/kinds/:id/retire',
  z.object({}),
  async ({ db, who, param }) => {
    await retireKind(db, who, mustBeId(param('id')))
    return '/company/kinds'
  },
  '/company/kinds',
)

export const kindPages: Leaf[] = [list, add, retired]
