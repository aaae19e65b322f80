import { type Lives, momentsOf } from './risk.ts'

/** The share gone by one reason up to each time at which somebody went by it, with its standard error. */
export type Incidence = { reason: number; steps: { time: number; incidence: number; se: number }[] }

/**
 * How many went by each reason, over time, while the other reasons take people too. The shares of all
 * reasons and the share still there add up to 1; one less Kaplan-Meier for one reason alone would overstate
 * it, as if those lost otherwise could still go this way.
 * Source: Aalen & Johansen (1978), Scand. J. Statist. 5, 141–150; error by the delta method, Marubini &
 * Valsecchi (1995), equation 10.12.
 */
export function incidence(lives: Lives): Incidence[] {
  const { moments, reasons } = momentsOf(lives)
  return Array.from({ length: reasons }, (_, i) => incidenceOf(i + 1, moments)).filter(
    ({ steps }) => steps.length > 0,
  )
}

function incidenceOf(reason: number, moments: ReturnType<typeof momentsOf>['moments']): Incidence {
  const steps: Incidence['steps'] = []
  // The variance Σ (I − I_j)² g_j + Σ S² v_j − 2 Σ (I − I_j) S c_j, kept as sums that do not know I yet.
  let [survival, share] = [1, 0]
  let [g0, g1, g2, own, c0, c1] = [0, 0, 0, 0, 0, 0]
  for (const { time, atRisk, gone, byReason } of moments) {
    if (gone === 0) continue
    const ours = byReason[reason - 1]!
    share += (survival * ours) / atRisk
    const greenwood = gone < atRisk ? gone / (atRisk * (atRisk - gone)) : 0
    g0 += greenwood
    g1 += share * greenwood
    g2 += share * share * greenwood
    own += (survival * survival * ours * (atRisk - ours)) / atRisk ** 3
    const cross = (survival * ours) / atRisk ** 2
    c0 += cross
    c1 += share * cross
    survival *= 1 - gone / atRisk
    const variance = share * share * g0 - 2 * share * g1 + g2 + own - 2 * (share * c0 - c1)
    if (ours > 0) steps.push({ time, incidence: share, se: Math.sqrt(Math.max(0, variance)) })
  }
  return { reason, steps }
}
