import { type Child, useContext } from 'hono/jsx'
import type { Assets } from './assets.ts'
import { document, Fonts } from './head.tsx'
import { LocaleContext, type LocaleProps, localeFrom } from './locale.ts'

export interface PrintShellProps extends LocaleProps {
  assets: Assets
  title: string
  company: string
  children: Child
}

/** A sheet to hang up or hand out: looks on the screen as it will on paper. */
export function PrintShell(props: PrintShellProps) {
  const locale = localeFrom(props, useContext(LocaleContext))
  const { assets, title, company, children } = props
  const head = (
    <>
      <title>{`${title} · ${company}`}</title>
      <link rel="icon" href={assets.href('favicon.svg')} type="image/svg+xml" />
      <Fonts assets={assets} />
      <link rel="stylesheet" href={assets.href('print.css')} />
    </>
  )
  const body = (
    <body>
      <main id="main" class="paper">
        {children}
      </main>
    </body>
  )
  return (
    <LocaleContext.Provider value={locale}>{document(locale, head, body, 'print')}</LocaleContext.Provider>
  )
}
