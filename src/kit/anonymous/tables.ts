import type { Id } from '../ids.ts'

declare module '../db.ts' {
  interface Tables {
    kit_anonymous_round: {
      company_id: Id
      id: Id
      kind: string
      about_id: Id
      k: number
      choices: string[]
      words: boolean
      opened_at: Date
      closes_at: Date
    }
    kit_anonymous_group: { company_id: Id; round_id: Id; id: Id; name: string }
    kit_anonymous_invited: { company_id: Id; round_id: Id; holder_id: Id; group_id: Id; place: number }
    kit_anonymous_roll: { company_id: Id; round_id: Id; taken: Buffer }
    kit_anonymous_held: { company_id: Id; round_id: Id; answers: unknown }
    kit_anonymous_release: { company_id: Id; round_id: Id; batch: number; at: Date; last: boolean }
    kit_anonymous_answer: {
      company_id: Id
      id: Id
      round_id: Id
      batch: number
      group_id: Id | null
      choice: string
    }
    kit_anonymous_words: { company_id: Id; id: Id; round_id: Id; words: string }
  }
}
