import { Tabs } from '../ui/index.ts'
import { type Kept, resultsAt } from './links.ts'
import { PERIODS, periodNames } from './period.ts'

export const Periods = ({ kept, path }: { kept: Kept; path: '/results' | '/results/journey' }) => (
  <Tabs
    label="How far back"
    tabs={PERIODS.map((period) => ({
      label: capital(periodNames[period]),
      href: resultsAt(path, { ...kept, period }),
      current: period === kept.period,
    }))}
  />
)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
