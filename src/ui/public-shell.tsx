import { type Child, useContext } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { document, InlineStyle } from './head.tsx'
import { LocaleContext, type LocaleProps, localeFrom } from './locale.ts'

export interface PublicShellProps extends LocaleProps {
  assets: Assets
  title: string
  company: string
  children: Child
  /** A faint line on top: the place, languages. */
  over?: Child
  foot?: Child
  nonce?: string | undefined
}

/** A page for the world outside: no script, its style inside, the reader's own fonts. */
export function PublicShell(props: PublicShellProps) {
  const locale = localeFrom(props, useContext(LocaleContext))
  const head = (
    <>
      <title>{`${props.title} · ${props.company}`}</title>
      <link rel="icon" href={props.assets.href('favicon.svg')} type="image/svg+xml" />
      <meta name="referrer" content="same-origin" />
      <InlineStyle css={props.assets.inline('public.css')} nonce={props.nonce} />
    </>
  )
  const body = (
    <body>
      {props.over && <header class="over faint">{props.over}</header>}
      <main id="main">{props.children}</main>
      {props.foot && <footer class="faint">{props.foot}</footer>}
    </body>
  )
  return (
    <LocaleContext.Provider value={locale}>{document(locale, head, body, 'public')}</LocaleContext.Provider>
  )
}

export interface Door {
  label: string
  href: string
}

/** Equal ways to begin: the first ones large, the others below them. */
export const Doors = ({ doors, small }: { doors: readonly Door[]; small?: boolean | undefined }) => (
  <ul class={small ? 'doors small' : 'doors'}>
    {doors.map(({ label, href }) => (
      <li>
        <a href={href}>{label}</a>
      </li>
    ))}
  </ul>
)

export interface Step {
  label: string
  /** When and by whom, once it is done. */
  note?: Child
  state: 'done' | 'now' | 'ahead'
}

/** Where something is, as for a parcel. */
export const Steps = ({ steps, label }: { steps: readonly Step[]; label: string }) => (
  <ol class="steps" aria-label={label}>
    {steps.map(({ label: name, note, state }) => (
      <li class={state} {...(state === 'now' && { 'aria-current': 'step' })}>
        <b>{name}</b>
        {note && <span class="faint">{note}</span>}
      </li>
    ))}
  </ol>
)
