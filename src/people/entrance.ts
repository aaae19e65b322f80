/** What the doors need to know of the house they stand in; set once at the start by the app. */
export type Entrance = {
  base: string
  setUpToken: string | undefined
  sample: (() => Promise<string>) | undefined
}

let entrance: Entrance = { base: 'http://localhost', setUpToken: undefined, sample: undefined }
export function entranceIs(one: Entrance): void {
  entrance = one
}
export const theEntrance = (): Entrance => entrance
/** The address at which people reach the product; never what a request says of itself. */
export const baseUrl = (): string => entrance.base
