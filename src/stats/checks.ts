/** Every value a finite number, or a RangeError that names the first that is not. */
export function checkFinite(values: Iterable<number>, what: string): void {
  for (const value of values)
    if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number, not ${value}.`)
}

/** A finite number above 0, or a RangeError. */
export function checkPositive(value: number, what: string): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} must be above 0, not ${value}.`)
}

/** A number of 0–1, or a RangeError. */
export function checkShare(value: number, what: string): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${what} lies between 0 and 1, not at ${value}.`)
}

/** Lists that belong together place by place, or a RangeError. */
export function checkSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, what: string): void {
  if (a.length !== b.length)
    throw new RangeError(`${what} must be as many as each other, not ${a.length} and ${b.length}.`)
}
