import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'
import { useLocale } from './locale.ts'

export interface Tab {
  label: string
  href: string
  current?: boolean | undefined
}

/** Pages that belong together, as a line of quiet links. */
export const Tabs = ({ tabs, label }: { tabs: Tab[]; label: string }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map((tab) => (
        <li>
          <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
            {tab.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export interface QuietLink {
  label: Child
  href: string
  icon?: IconName | undefined
}

/** What one may also do, below what one should do. */
export const QuietLinks = ({ links }: { links: QuietLink[] }) => (
  <ul class="quiet-links">
    {links.map((link) => (
      <li>
        <a href={link.href}>
          {link.icon && <Icon name={link.icon} />}
          <span>{link.label}</span>
        </a>
      </li>
    ))}
  </ul>
)

export interface PagerProps {
  previous?: string | undefined
  next?: string | undefined
  /** "1–50 of about 1,200". */
  children?: Child
  /** What is paged, for screen readers. */
  label: string
  /** The list begins with the newest: the page after this one holds what was earlier. */
  newestFirst?: boolean | undefined
}

export function Pager({ previous, next, children, label, newestFirst }: PagerProps) {
  const { wording } = useLocale()
  const [back, on] = newestFirst ? [wording.next, wording.previous] : [wording.previous, wording.next]
  if (!previous && !next) return null
  return (
    <nav class="pager" aria-label={label}>
      {previous && (
        <a href={previous} rel="prev">
          <Icon name="back" /> {back}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {on} <Icon name="forth" />
        </a>
      )}
      {children && <span class="faint num">{children}</span>}
    </nav>
  )
}
