import { type Child, useContext } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { document, Fonts } from './head.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Keys, type Shortcut } from './keys.tsx'
import { LocaleContext, type LocaleProps, localeFrom, useLocale } from './locale.ts'

export interface NavItem {
  label: string
  href: string
  icon?: IconName | undefined
  current?: boolean | undefined
  /** Pressed after g: "t" makes `g t`. */
  key?: string | undefined
}

export interface LiveProps {
  /** The event stream. */
  url: string
  /** The page comes anew when an event's kind begins with one of these; with none, at every event. */
  kinds?: readonly string[] | undefined
  /** The last event that this page already shows, so that none is lost before the stream opens. */
  last?: string | number | undefined
}

export interface WayProps {
  label: string
  href: string
  key: string
  icon: IconName
  /** The worker that keeps the page, whose page it is, and what seals what they write there. */
  worker: string
  person: string
  secret: string
}

export interface ShellProps extends LocaleProps {
  assets: Assets
  title: string
  /** Whose house it is: on top of the menu and after the title. */
  company: string
  children: Child
  nav?: readonly NavItem[] | undefined
  /** The signed-in person and their own links. */
  person?:
    | { name: string; links: readonly { label: string; href: string; post?: boolean | undefined }[] }
    | undefined
  search?:
    | { action: string; label?: string | undefined; value?: string | undefined; name?: string | undefined }
    | undefined
  live?: LiveProps | undefined
  /** One small way that stands on every page, by link and by key; its page is kept for when there is no network. */
  way?: WayProps | undefined
  shortcuts?: readonly Shortcut[] | undefined
  /** More for the head. */
  head?: Child
  /** Above everything in main: a notice, an undo. */
  top?: Child
  nonce?: string | undefined
}

/** The page of everybody inside: menu, main, keys, live. */
export function Shell(props: ShellProps) {
  const locale = localeFrom(props, useContext(LocaleContext))
  const { assets, title, company, nonce, children } = props
  const head = (
    <>
      <title>{`${title} · ${company}`}</title>
      <meta name="turbo-refresh-method" content="morph" />
      <meta name="turbo-refresh-scroll" content="preserve" />
      {nonce && <meta name="csp-nonce" content={nonce} />}
      <link rel="icon" href={assets.href('favicon.svg')} type="image/svg+xml" />
      <Fonts assets={assets} />
      <link rel="stylesheet" href={assets.href('app.css')} data-turbo-track="reload" />
      <script type="module" src={assets.href('app.js')} data-turbo-track="reload" />
      {props.head}
    </>
  )
  const body = (
    <body>
      <a class="skip" href="#main">
        {locale.wording.skip}
      </a>
      <div class="shell">
        <Spine {...props} />
        <main id="main" tabindex={-1}>
          {props.top}
          {children}
        </main>
      </div>
      {props.live && <Live {...props.live} />}
      <Keys
        nav={props.nav ?? []}
        shortcuts={[...(props.way ? [{ ...props.way, whole: true }] : []), ...(props.shortcuts ?? [])]}
        search={Boolean(props.search)}
      />
    </body>
  )
  return <LocaleContext.Provider value={locale}>{document(locale, head, body, 'app')}</LocaleContext.Provider>
}

/** Beside the page on a desk; on a phone its head goes on top and its menu to the bottom. */
function Spine({ company, nav, person, search, way }: ShellProps) {
  const { wording } = useLocale()
  return (
    <header class="spine">
      <p class="company">
        <a href={nav?.[0]?.href ?? '/'}>{company}</a>
      </p>
      {search && (
        <search>
          <form action={search.action} method="get">
            <Icon name="search" />
            <input
              type="search"
              name={search.name ?? 'q'}
              value={search.value ?? ''}
              aria-label={search.label ?? wording.search}
              placeholder={search.label ?? wording.search}
              autocomplete="off"
              data-search
            />
          </form>
        </search>
      )}
      {way && <TheWay {...way} />}
      {nav && nav.length > 0 && (
        <nav class="menu" aria-label={wording.menu}>
          <ul>
            {nav.map((item) => (
              <li>
                <a href={item.href} {...(item.current && { 'aria-current': 'page' })}>
                  {item.icon && <Icon name={item.icon} />}
                  <span>{item.label}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {person && <Person {...person} />}
    </header>
  )
}

/** A whole load, never a visit: without a network only a load is answered by what was kept. */
const TheWay = ({ label, href, icon, worker, person, secret }: WayProps) => (
  <x-way data-worker={worker} data-scope={href} data-person={person} data-secret={secret}>
    <a class="way" href={href} data-turbo="false">
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  </x-way>
)

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')

const Person = ({ name, links }: NonNullable<ShellProps['person']>) => (
  <details class="person">
    <summary>
      <span class="initials" aria-hidden="true">
        {initials(name)}
      </span>
      <span class="name">{name}</span>
    </summary>
    <ul>
      {links.map(({ label, href, post }) => (
        <li>
          {post ? (
            <form action={href} method="post">
              <button type="submit" class="btn link">
                {label}
              </button>
            </form>
          ) : (
            <a href={href}>{label}</a>
          )}
        </li>
      ))}
    </ul>
  </details>
)

/** Brings the page anew when something happened elsewhere. */
export function Live({ url, kinds, last }: LiveProps) {
  const { wording } = useLocale()
  return (
    <x-live data-url={url} data-kinds={kinds?.join(' ') ?? ''} data-last={String(last ?? '')}>
      <p class="newer" role="status" data-text={wording.newer} data-show={wording.show} />
    </x-live>
  )
}
