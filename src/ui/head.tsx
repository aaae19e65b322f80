import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Assets } from './assets.ts'
import type { Locale } from './locale.ts'

/** As a component, so that it is written inside of the shell's contexts and not before them. */
export const document = (locale: Locale, head: Child, body: Child, kind: string) => (
  <Document locale={locale} head={head} body={body} kind={kind} />
)

const Document = ({ locale, head, body, kind }: { locale: Locale; head: Child; body: Child; kind: string }) =>
  html`<!doctype html>${(
    <html
      lang={locale.lang}
      dir={locale.dir}
      class={kind}
      {...(locale.now && { 'data-now': locale.now.toISOString() })}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {head}
      </head>
      {body}
    </html>
  )}`

/** A style sheet inside the page: JSX would escape its `>`. The sheet is ours, so raw is safe. */
export const InlineStyle = ({ css, nonce }: { css: string; nonce: string | undefined }) => (
  <style {...(nonce && { nonce })}>{raw(css)}</style>
)

export const Fonts = ({ assets }: { assets: Assets }) => (
  <>
    {['figtree.woff2', 'newsreader.woff2'].map((font) => (
      <link rel="preload" as="font" type="font/woff2" href={assets.href(font)} crossorigin="anonymous" />
    ))}
  </>
)
