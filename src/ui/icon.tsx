import { names } from './names.ts'

/** Strokes on a 20 × 20 grid, always beside a word. */
const paths = {
  day: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M16 4l-1.4 1.4M5.4 14.6 4 16',
  person: 'M10 3a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 10 3M3.5 17c.6-3.2 3-5 6.5-5s5.9 1.8 6.5 5',
  people:
    'M7.5 4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M2 16.5c.5-2.9 2.5-4.5 5.5-4.5s5 1.6 5.5 4.5M13 4.3a2.7 2.7 0 0 1 0 5M15 12.3c1.6.7 2.6 2.2 3 4.2',
  line: 'M2 10h3M8 10h4M15 10h3M6.5 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3M13.5 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3',
  frame: 'M3 3.5h14v11H3zM6 8h8M6 11h5M10 14.5v3',
  house: 'M3 9.5 10 3.5l7 6M5 8.5V17h10V8.5M8.5 17v-4.5h3V17',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4',
  add: 'M10 4v12M4 10h12',
  flag: 'M5 17.5v-14M5 4h9.5l-2 3 2 3H5',
  hand: 'M3 10h12M11 5.5l4.5 4.5-4.5 4.5',
  wait: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4.2l2.7 1.6',
  heart: 'M10 16.5S3.5 12.7 3.5 8.2A3.5 3.5 0 0 1 10 6.3a3.5 3.5 0 0 1 6.5 1.9c0 4.5-6.5 8.3-6.5 8.3z',
  stop: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.5v4.5M10 13.4v.2',
  pen: 'M4 16l.8-3.4L13.4 4l2.6 2.6-8.6 8.6zM11.6 5.8l2.6 2.6',
  tick: 'M4 10.5l4 4 8-9',
  mail: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  phone:
    'M5 3h3l1.2 3.8-1.9 1.4a9 9 0 0 0 4.5 4.5l1.4-1.9L17 12v3c0 1.1-.9 2-2 2A12 12 0 0 1 3 5c0-1.1.9-2 2-2z',
  file: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5',
  back: 'M12 5l-5 5 5 5',
  forth: 'M8 5l5 5-5 5',
} as const

export type IconName = keyof typeof paths

/** Arrows turn round where the page runs from right to left. */
const TURNS = new Set<IconName>(['hand', 'back', 'forth'])

export const Icon = ({ name }: { name: IconName }) => (
  <svg
    class={names('icon', TURNS.has(name) && 'turns')}
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
)
