/** A share with its doubt. Shares and bounds are 0 to 1. */
export interface Share {
  share: number
  low: number
  high: number
}
