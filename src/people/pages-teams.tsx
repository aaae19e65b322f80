import { z } from 'zod'
import {
  Button,
  Card,
  Columns,
  Disclosure,
  Empty,
  Field,
  Form,
  PageTitle,
  Tree,
  type TreeItem,
} from '../ui/index.ts'
import { people, type Team, teams } from './people.ts'
import { form, page } from './staff.tsx'
import { addTeam, branches, changeTeam } from './teams.ts'

const none = 'at the top'

/** Teams to choose from, indented as they stand. */
export const teamOptions = (all: readonly Team[]) =>
  branches(all).map((one) => ({ value: one.id, label: `${'\u2003'.repeat(one.depth)}${one.name}` }))

const teamsPage = page('/company/teams', async ({ db, who }) => {
  const [all, everybody] = await Promise.all([teams(db), people(db)])
  const item = (one: Team): TreeItem => {
    const members = everybody.filter((each) => each.team_id === one.id).length
    return {
      name: (
        <>
          <b>{one.name}</b>{' '}
          <span class="faint">
            {members === 0 ? 'nobody yet' : members === 1 ? 'one person' : `${members} people`}
          </span>
        </>
      ),
      more: who.admin && <Change one={one} all={all} />,
      children: all.filter((each) => each.parent_id === one.id).map(item),
    }
  }
  const tree = all.filter((one) => one.parent_id === null).map(item)
  return {
    title: 'Teams',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Who works with whom. What is above a person’s limit is asked for upward in this tree."
        >
          Teams
        </PageTitle>
        <Columns aside={who.admin && <Add all={all} />}>
          {tree.length > 0 ? (
            <Tree items={tree} label="Teams" />
          ) : (
            <Empty>The teams of the company will stand here. A house of six needs none.</Empty>
          )}
        </Columns>
      </>
    ),
  }
})

const Change = ({ one, all }: { one: Team; all: readonly Team[] }) => (
  <Disclosure summary={`Rename or move ${one.name}`}>
    <Form action={`/company/teams/${one.id}`}>
      <Field name="name" label="Name" value={one.name} required maxlength={120} anyScript />
      <Field
        name="parent"
        type="select"
        label="Beneath"
        none={none}
        plain
        value={one.parent_id ?? ''}
        options={teamOptions(all).filter((option) => option.value !== one.id)}
      />
      <Button>Keep</Button>
    </Form>
  </Disclosure>
)

const Add = ({ all }: { all: readonly Team[] }) => (
  <Card title="Add a team" deed>
    <Form action="/company/teams">
      <Field name="name" label="Name" required maxlength={120} anyScript />
      <Field name="parent" type="select" label="Beneath" none={none} plain options={teamOptions(all)} />
      <Button kind="go">Add the team</Button>
    </Form>
  </Card>
)

const shape = z.object({
  name: z.string().trim().min(1, 'Give the team a name.').max(120),
  parent: z.union([z.literal(''), z.guid()]).default(''),
})

const addForm = form(
  '/company/teams',
  shape,
  async ({ db, who }, { name, parent }) => {
    await addTeam(db, who, { name, parent: parent || null })
    return '/company/teams'
  },
  '/company/teams',
)

const changeForm = form(
  '/company/teams/:id',
  shape,
  async ({ db, who, param }, { name, parent }) => {
    await changeTeam(db, who, param('id'), { name, parent: parent || null })
    return '/company/teams'
  },
  '/company/teams',
)

export const teamPages = [teamsPage, addForm, changeForm]
