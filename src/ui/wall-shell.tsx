import { type Child, useContext } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { document, Fonts } from './head.tsx'
import { LocaleContext, type LocaleProps, localeFrom } from './locale.ts'
import { Live, type LiveProps } from './shell.tsx'

export interface WallShellProps extends LocaleProps {
  assets: Assets
  title: string
  company: string
  /** The words, large. */
  children: Child
  /** Whom they concern, in gold. */
  who?: Child
  /** What was done. */
  what?: Child
  /** At the end of the last line. */
  note?: Child
  live?: LiveProps | undefined
  /** The next page of a round, shown by itself after so many seconds; works without script. */
  next?: { href: string; seconds: number } | undefined
  nonce?: string | undefined
}

/** A screen on a wall: dark, readable across a room, nothing to click. */
export function WallShell(props: WallShellProps) {
  const locale = localeFrom(props, useContext(LocaleContext))
  const { assets, company, children, who, what, note, live, next, nonce } = props
  const head = (
    <>
      <title>{`${props.title} · ${company}`}</title>
      <meta name="turbo-refresh-method" content="morph" />
      {nonce && <meta name="csp-nonce" content={nonce} />}
      {next && <meta http-equiv="refresh" content={`${next.seconds};url=${next.href}`} />}
      <link rel="icon" href={assets.href('favicon.svg')} type="image/svg+xml" />
      <Fonts assets={assets} />
      <link rel="stylesheet" href={assets.href('wall.css')} data-turbo-track="reload" />
      {live && <script type="module" src={assets.href('app.js')} data-turbo-track="reload" />}
    </>
  )
  const body = (
    <body>
      <main id="main">
        <h1 class="faint">{company}</h1>
        <div class="first">{children}</div>
        <div class="below">
          <div>
            {who && <p class="who">{who}</p>}
            {what && <p class="faint">{what}</p>}
          </div>
          {note && <p class="faint">{note}</p>}
        </div>
      </main>
      {live && <Live {...live} />}
    </body>
  )
  return (
    <LocaleContext.Provider value={locale}>{document(locale, head, body, 'wall')}</LocaleContext.Provider>
  )
}
