/** A company to look around in: who one can be there, and how one comes in as somebody. */
export type Sample = {
  people: readonly { name: string; says: string }[]
  /** Begins a session as that person and gives its token. */
  enter(name: string): Promise<string>
  /** A sign-in link for each of them. */
  links(base: string): Promise<{ name: string; href: string }[]>
}

/** What the doors need to know of the house they stand in; set once at the start by the app. */
export type Entrance = {
  base: string
  setUpToken: string | undefined
  sample: Sample | undefined
  /** Whether the first page is that of the sample company. */
  straight?: boolean
}

let entrance: Entrance = { base: 'http://localhost', setUpToken: undefined, sample: undefined }
export function entranceIs(one: Entrance): void {
  entrance = one
}
export const theEntrance = (): Entrance => entrance
/** The address at which people reach the product; never what a request says of itself. */
export const baseUrl = (): string => entrance.base
