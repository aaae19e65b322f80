import { type Child, useContext } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { document, Fonts } from './head.tsx'
import { LocaleContext, type LocaleProps, localeFrom } from './locale.ts'

export interface PanelShellProps extends LocaleProps {
  assets: Assets
  title: string
  company: string
  children: Child
}

/** A page so small that it stands beside another program's, in a frame of 320 px: no menu, each step a load. */
export function PanelShell(props: PanelShellProps) {
  const locale = localeFrom(props, useContext(LocaleContext))
  const { assets, title, company, children } = props
  const head = (
    <>
      <title>{`${title} · ${company}`}</title>
      <link rel="icon" href={assets.href('favicon.svg')} type="image/svg+xml" />
      <Fonts assets={assets} />
      <link rel="stylesheet" href={assets.href('app.css')} />
      <script type="module" src={assets.href('app.js')} />
    </>
  )
  const body = (
    <body data-turbo="false">
      <main id="main">{children}</main>
    </body>
  )
  return (
    <LocaleContext.Provider value={locale}>{document(locale, head, body, 'panel')}</LocaleContext.Provider>
  )
}
