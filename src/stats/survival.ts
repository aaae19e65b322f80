import { zOfLevel } from './normal.ts'
import { type Lives, momentsOf } from './risk.ts'

/**
 * The share still there after `time` with its standard error and interval, which cannot be told once
 * nobody is left; and the hazard summed so far.
 */
export type Step = {
  time: number
  atRisk: number
  gone: number
  survival: number
  se: number | undefined
  low: number | undefined
  high: number | undefined
  hazard: number
}
export type Survival = { n: number; gone: number; median: Median; steps: Step[] }
/** The first time at which half or fewer are left; undefined where it was not reached. */
export type Median = { value: number | undefined; low: number | undefined; high: number | undefined }

/**
 * The share of lives still there, over time, a step for every time at which somebody went. It counts those
 * who were only watched for a while for as long as they were watched. With several reasons it asks whether
 * one went at all: for one reason among others use incidence.
 * Source: Kaplan & Meier (1958), J. Am. Stat. Assoc. 53, 457–481; error of Greenwood (1926); limits on the
 * log-log scale, Kalbfleisch & Prentice (2002) §1.4.1; hazard of Nelson (1972) and Aalen (1978); median and
 * its limits of Brookmeyer & Crowley (1982).
 */
export function kaplanMeier(lives: Lives, level = 0.95): Survival {
  const z = zOfLevel(level)
  const steps: Step[] = []
  let [survival, greenwood, hazard, all] = [1, 0, 0, 0]
  for (const { time, atRisk, gone } of momentsOf(lives).moments) {
    if (gone === 0) continue
    survival *= 1 - gone / atRisk
    greenwood += gone / (atRisk * (atRisk - gone))
    hazard += gone / atRisk
    all += gone
    steps.push({ time, atRisk, gone, survival, hazard, ...doubt(survival, greenwood, z) })
  }
  return { n: lives.times.length, gone: all, median: medianOf(steps), steps }
}

function doubt(survival: number, greenwood: number, z: number): Pick<Step, 'se' | 'low' | 'high'> {
  if (survival === 0) return { se: undefined, low: undefined, high: undefined }
  const margin = Math.exp((z * Math.sqrt(greenwood)) / Math.log(survival))
  return {
    se: survival * Math.sqrt(greenwood),
    low: survival ** (1 / margin),
    high: survival ** margin,
  }
}

// One half after several products may be a float above it.
const HALF = 0.5 + 1e-12

function medianOf(steps: readonly Step[]): Median {
  const first = (of: 'survival' | 'low' | 'high') => steps.find((step) => (step[of] ?? 1) <= HALF)?.time
  return { value: first('survival'), low: first('low'), high: first('high') }
}

/** The share still there after `time`, from the steps of a curve; 1 before the first. */
export function survivalAt(steps: readonly Step[], time: number): number {
  return steps.findLast((step) => step.time <= time)?.survival ?? 1
}
