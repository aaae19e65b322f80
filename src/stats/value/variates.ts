import type { Random } from '../random.ts'

/** One draw of a standard normal. Source: Marsaglia's polar method. */
export function normal(random: Random): number {
  for (;;) {
    const [a, b] = [2 * random() - 1, 2 * random() - 1]
    const s = a * a + b * b
    if (s > 0 && s < 1) return a * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/** ln of one draw of a gamma of `shape` and rate 1: in logs, since small shapes draw below the least float. */
export function logGamma(shape: number, random: Random): number {
  // Marsaglia & Tsang (2000), ACM Trans. Math. Software 26, 363–372; their boost below 1.
  if (shape < 1) return logGamma(shape + 1, random) + Math.log(1 - random()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v)
  }
}

/** One draw of a beta of shapes a and b. */
export function beta(a: number, b: number, random: Random): number {
  return 1 / (1 + Math.exp(logGamma(b, random) - logGamma(a, random)))
}

/** One draw of a Poisson. Large means are halved by gamma draws: Ahrens & Dieter (1974), Computing 12, 223–246. */
export function poisson(mean: number, random: Random): number {
  let count = 0
  let left = mean
  while (left > 30) {
    const jump = Math.floor(left * 0.875)
    const at = Math.exp(logGamma(jump, random))
    if (at > left) return count + binomial(jump - 1, left / at, random)
    count += jump
    left -= at
  }
  const floor = Math.exp(-left)
  for (let product = random(); product > floor; product *= random()) count++
  return count
}

function binomial(n: number, p: number, random: Random): number {
  let count = 0
  for (let i = 0; i < n; i++) if (random() < p) count++
  return count
}
