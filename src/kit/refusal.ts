export type RefusalKind =
  | 'invalid'
  | 'not-found'
  | 'forbidden'
  | 'conflict'
  | 'limit'
  | 'gone'
  | 'too-many'
  | 'unavailable'

/**
 * The one error that a rule may throw and only a door catches: an answer, not a fault. `code` is stable and
 * for programs ("money.too-many-decimals"), `sentence` is for people and may be shown as it stands. `field`
 * names the form field it belongs to, `about` carries what a page needs to offer the next step.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly code: string
  readonly sentence: string
  // Declared only: an absent detail is no property at all.
  declare readonly field?: string
  declare readonly about?: Record<string, unknown>

  constructor(
    kind: RefusalKind,
    code: string,
    sentence: string,
    details: { field?: string | undefined; about?: Record<string, unknown> | undefined } = {},
  ) {
    super(sentence)
    this.kind = kind
    this.code = code
    this.sentence = sentence
    if (details.field !== undefined) this.field = details.field
    if (details.about !== undefined) this.about = details.about
  }
}
