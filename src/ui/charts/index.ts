export { type IntervalBar, IntervalBars, type IntervalBarsProps } from './interval-bars.tsx'
export { ShareOverTime, type ShareOverTimeProps, type TimePoint } from './share-over-time.tsx'
export { ShareStrip, type ShareStripProps, type Station } from './share-strip.tsx'
export type { Share } from './types.ts'
