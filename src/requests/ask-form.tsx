import type { Case } from '../cases/cases.ts'
import { momentsAhead } from '../cases/cases.ts'
import { formatWhen } from '../kit/moments.ts'
import type { Staff, Team } from '../people/people.ts'
import { branches } from '../people/teams.ts'
import { Button, Field, Form } from '../ui/index.ts'
import type { Back } from './answering.tsx'

type Props = {
  who: Staff
  one: Pick<Case, 'id'>
  teams: readonly Team[]
  /** What the customer was promised next: what they are asked for may be needed before. */
  promised: Date | null
  /** The request for whose sake it is, where a team that is asked asks in turn. */
  sake?: { id: string; team_id: string } | undefined
  back: Back
}

/** One sentence to another team; the brief goes along by itself. */
export function AskForm({ who, one, teams, promised, sake, back }: Props) {
  const own = sake ? sake.team_id : who.team
  const others = branches(teams).filter((team) => team.id !== own)
  return (
    <Form
      action={`/cases/${one.id}/requests`}
      hidden={{ back, for: sake?.id }}
      id={`ask-${sake?.id ?? one.id}`}
    >
      <Field
        type="select"
        name="team"
        label="Whom do you ask?"
        none="Choose a team"
        required
        options={others.map((team) => ({
          value: team.id,
          label: `${'\u2003'.repeat(team.depth)}${team.name}`,
        }))}
      />
      <Field
        name="what"
        label="For what, in a sentence?"
        hint="The brief of the case goes along, so that nobody asks twice."
        required
        maxlength={400}
        anyScript
      />
      <Field
        type="select"
        name="needed"
        label="By when do you need it?"
        none="When they can"
        plain
        options={neededBy(who, promised)}
      />
      <Button>Ask them</Button>
    </Form>
  )
}

function neededBy(who: Staff, promised: Date | null) {
  const says = (at: Date) => formatWhen(at, who.at, 'en', who.house.zone)
  const all = momentsAhead(who.house.hours, who.at).map(({ at }) => ({
    value: at.toISOString(),
    label: `By ${says(at)}`,
  }))
  if (!promised || promised <= who.at) return all
  return [
    { value: promised.toISOString(), label: `By ${says(promised)}, as promised to the customer` },
    ...all.filter((each) => each.value !== promised.toISOString()),
  ]
}
