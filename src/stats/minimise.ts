/** A function of several numbers that also writes its slope in each of them into `gradient`. */
export type Slope = (at: readonly number[], gradient: number[]) => number

/** Where the least value was found. `converged` is false where the search ended without a level place. */
export type Least = {
  at: number[]
  value: number
  gradient: number[]
  evaluations: number
  converged: boolean
}

/**
 * The least value of a smooth function near `start`, without bounds (search in logarithms for what must be
 * positive). Ends when every slope is within `tolerance`, or when the value no longer changes: scale the
 * function to about 1 (a log-likelihood per customer), or rounding hides the slope.
 * `known` is a guess of the inverse of the curvature there, from a smaller sample of the same.
 * Source: BFGS with a backtracking search, Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1.
 */
export function minimise(
  f: Slope,
  start: readonly number[],
  tolerance = 1e-9,
  most = 500,
  known?: number[][],
): Least {
  const n = start.length
  let at = [...start]
  let gradient = new Array<number>(n).fill(0)
  let value = f(at, gradient)
  let evaluations = 1
  let inverse = known ?? unit(n, 1 / Math.max(1, length(gradient)))
  let fresh = known === undefined
  while (evaluations < most && Number.isFinite(value)) {
    if (largest(gradient) <= tolerance) return { at, value, gradient, evaluations, converged: true }
    const direction = times(inverse, gradient).map((d) => -d)
    const fall = dot(direction, gradient)
    const found = fall < 0 ? search(f, at, value, direction, fall) : undefined
    evaluations += found?.evaluations ?? 0
    if (!found || found.value >= value) {
      // Nothing lower this way: try once straight down, then believe it.
      const level = largest(gradient) <= Math.sqrt(tolerance)
      if (level) return lastStep(f, { at, value, gradient, evaluations, converged: true }, direction)
      if (fresh) return { at, value, gradient, evaluations, converged: false }
      inverse = unit(n, 1 / Math.max(1, length(gradient)))
      fresh = true
      continue
    }
    inverse = update(inverse, minus(found.at, at), minus(found.gradient, gradient), fresh)
    fresh = false
    at = found.at
    value = found.value
    gradient = found.gradient
  }
  return { at, value, gradient, evaluations, converged: false }
}

/** `f` with slopes by central differences: for functions of order 1 whose slope is not written out. */
export function withDifferences(f: (at: readonly number[]) => number, step = 1e-5): Slope {
  return (at, gradient) => {
    for (let i = 0; i < at.length; i++) {
      const h = step * Math.max(1, Math.abs(at[i]!))
      gradient[i] = (f(at.with(i, at[i]! + h)) - f(at.with(i, at[i]! - h))) / (2 * h)
    }
    return f(at)
  }
}

/** The matrix of second slopes at a place, by central differences of the slopes, made symmetric. */
export function curvature(f: Slope, at: readonly number[], step = 1e-4): number[][] {
  const n = at.length
  const rows = at.map((x, i) => {
    const h = step * Math.max(1, Math.abs(x))
    const [up, down] = [new Array<number>(n).fill(0), new Array<number>(n).fill(0)]
    f(at.with(i, x + h), up)
    f(at.with(i, x - h), down)
    return minus(up, down).map((d) => d / (2 * h))
  })
  return rows.map((row, i) => row.map((d, j) => (d + rows[j]![i]!) / 2))
}

/**
 * The inverse of a symmetric, positive definite matrix by Cholesky's factors; undefined if it is not one:
 * at a place that is no true minimum there are no standard errors.
 */
export function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const n = matrix.length
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!
      if (i === j && !(rest > 0 && rest < Infinity)) return undefined
      lower[i]![j] = i === j ? Math.sqrt(rest) : rest / lower[j]![j]!
    }
  const columns = matrix.map((_, column) => solve(lower, column))
  return columns.map((_, i) => columns.map((column) => column[i]!))
}

/** Solves L·Lᵀ·x = the unit vector of `column`. */
function solve(lower: readonly (readonly number[])[], column: number): number[] {
  const n = lower.length
  const x = new Array<number>(n).fill(0)
  for (let i = 0; i < n; i++) {
    let rest = i === column ? 1 : 0
    for (let k = 0; k < i; k++) rest -= lower[i]![k]! * x[k]!
    x[i] = rest / lower[i]![i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i]!
    for (let k = i + 1; k < n; k++) rest -= lower[k]![i]! * x[k]!
    x[i] = rest / lower[i]![i]!
  }
  return x
}

/** Where the value no longer tells, the slope still does: one more step, if it levels the place. */
function lastStep(f: Slope, least: Least, direction: number[]): Least {
  const at = least.at.map((x, i) => x + direction[i]!)
  const gradient = new Array<number>(at.length).fill(0)
  const value = f(at, gradient)
  const evaluations = least.evaluations + 1
  return largest(gradient) < largest(least.gradient)
    ? { ...least, at, value, gradient, evaluations }
    : { ...least, evaluations }
}

type Found = { at: number[]; value: number; gradient: number[]; evaluations: number }

/** A step along `direction` that lowers the value enough (Armijo), shortened by the parabola through both ends. */
function search(
  f: Slope,
  from: number[],
  value: number,
  direction: number[],
  fall: number,
): Found | undefined {
  let step = Math.min(1, 5 / largest(direction))
  for (let evaluations = 1; evaluations <= 40; evaluations++) {
    const at = from.map((x, i) => x + step * direction[i]!)
    const gradient = new Array<number>(at.length).fill(0)
    const there = f(at, gradient)
    if (there <= value + 1e-4 * step * fall && gradient.every(Number.isFinite))
      return { at, value: there, gradient, evaluations }
    // A fall smaller than the rounding of the value cannot be seen: do not look for it forty times.
    if (-step * fall <= 1e-13 * Math.abs(value)) return undefined
    const parabola = (-fall * step * step) / (2 * (there - value - fall * step))
    step = Number.isFinite(parabola) ? Math.min(Math.max(parabola, step / 10), step / 2) : step / 4
  }
  return undefined
}

/** The next guess of the inverse curvature from a step `s` and the change `y` of the slope along it. */
function update(inverse: number[][], s: number[], y: number[], first: boolean): number[][] {
  const sy = dot(s, y)
  if (!(sy > 1e-12 * length(s) * length(y))) return inverse
  const h = first ? unit(s.length, sy / dot(y, y)) : inverse
  const hy = times(h, y)
  const weight = (1 + dot(y, hy) / sy) / sy
  return h.map((row, i) =>
    row.map((value, j) => value + weight * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy),
  )
}

const unit = (n: number, scale: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)))
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
const length = (a: readonly number[]) => Math.sqrt(dot(a, a))
const largest = (a: readonly number[]) => Math.max(...a.map(Math.abs))
const minus = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x - b[i]!)
const times = (m: number[][], v: readonly number[]) => m.map((row) => dot(row, v))
