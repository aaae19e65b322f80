export interface GaugeProps {
  /** 0 to 1; what is over is drawn full. */
  share: number
  /** The whole sentence: "€26 of €100 given this month". */
  label: string
  tone?: 'green' | 'late' | undefined
}

/** How much of something is used up. The sentence is its text alternative. */
export const Gauge = ({ share, label, tone = 'green' }: GaugeProps) => (
  <svg class={`gauge ${tone}`} role="img" aria-label={label} width="100%" height="8">
    <rect class="all" width="100%" height="8" rx="4" />
    <rect class="used" width={`${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`} height="8" rx="4" />
  </svg>
)
