// One place for what a single mail may cost. Past these it is kept raw and waits where people see it.
export const limits = {
  milliseconds: 2_000,
  bytes: 25 * 1024 * 1024,
  headBytes: 1024 * 1024,
  headLines: 10_000,
  parts: 500,
  depth: 50,
  recipients: 1_000,
  idLength: 998,
  textLength: 1_000_000,
  htmlLength: 1_000_000,
  saidFrom: 200_000,
} as const
