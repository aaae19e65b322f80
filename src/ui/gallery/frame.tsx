import type { Child } from 'hono/jsx'
import type { Assets } from '../assets.ts'
import * as ui from '../index.ts'

/** Pages of sample words that show every part; only the tests draw them. */

const NOW = new Date('2026-03-13T11:22:00Z')
export const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)

export interface Made {
  assets: Assets
  lang?: string | undefined
  nonce?: string | undefined
}

const NAV = [
  { label: 'Today', href: '/desk', icon: 'day', key: 't' },
  { label: 'Customers', href: '/story', icon: 'people', key: 'c' },
  { label: 'Journey', href: '/figures', icon: 'line', key: 'j' },
  { label: 'Wall', href: '/wall', icon: 'frame', key: 'w' },
  { label: 'Company', href: '/forms', icon: 'house', key: 'o' },
] as const

export function Inside({
  at,
  title,
  children,
  top,
  ...made
}: Made & { at: string; title: string; children: Child; top?: Child }) {
  return (
    <ui.Shell
      {...made}
      title={title}
      company="Halden Cycles"
      zone="Europe/Berlin"
      now={NOW}
      nav={NAV.map((item) => ({ ...item, current: item.href === at }))}
      person={{
        name: 'Ben Okafor',
        links: [
          { label: 'Your page', href: '/me' },
          { label: 'Sign out', href: '/out', post: true },
        ],
      }}
      search={{ action: '/search' }}
      live={{ url: '/events', kinds: ['note.'] }}
      top={top}
    >
      {children}
    </ui.Shell>
  )
}
