import type { Child } from 'hono/jsx'
import { names, slug } from './names.ts'

export interface PageTitleProps {
  children: Child
  /** A faint line above the title. */
  over?: Child
  /** A soft sentence below it. */
  lead?: Child
}

export const PageTitle = ({ children, over, lead }: PageTitleProps) => (
  <header class="title">
    {over && <p class="faint">{over}</p>}
    <h1>{children}</h1>
    {lead && <p class="lead">{lead}</p>}
  </header>
)

export interface SectionProps {
  title: string
  children: Child
  /** 2 by default; 3 for what lies beside the main thing. */
  level?: 2 | 3 | undefined
  id?: string | undefined
  /** A quiet link or button at the heading's other end. */
  aside?: Child
}

export function Section({ title, children, level = 2, id, aside }: SectionProps) {
  const heading = `${id ?? slug(title)}-h`
  const head = level === 2 ? <h2 id={heading}>{title}</h2> : <h3 id={heading}>{title}</h3>
  return (
    <section class="section" aria-labelledby={heading} {...(id && { id })}>
      {aside ? (
        <div class="head">
          {head}
          <div class="faint">{aside}</div>
        </div>
      ) : (
        head
      )}
      {children}
    </section>
  )
}

export interface ColumnsProps {
  children: Child
  /** The narrower column: at the end on a desk, beneath on a phone. */
  aside: Child
  even?: boolean | undefined
  /** What one does takes twice the room of what one sees. */
  deeds?: boolean | undefined
  /** The narrower column comes first where there is one column only: the page asks for a word, and here one gives it. */
  asked?: boolean | undefined
}

export const Columns = ({ children, aside, even, deeds, asked }: ColumnsProps) => (
  <div class={names('columns', even && 'even', deeds && 'deeds', asked && 'asked')}>
    {asked && <aside class="stack">{aside}</aside>}
    <div class="stack">{children}</div>
    {!asked && <aside class="stack">{aside}</aside>}
  </div>
)

export const Stack = ({ children }: { children: Child }) => <div class="stack">{children}</div>

export interface CardProps {
  children: Child
  title?: string | undefined
  /** Bordered in green: here is a deed one may do now. */
  deed?: boolean | undefined
  id?: string | undefined
  level?: 2 | 3 | undefined
}

export function Card({ children, title, deed, id, level = 2 }: CardProps) {
  const heading = title && `${id ?? slug(title)}-h`
  return (
    <section
      class={names('card', deed && 'deed')}
      {...(heading && { 'aria-labelledby': heading })}
      {...(id && { id })}
    >
      {title && (level === 2 ? <h2 id={heading}>{title}</h2> : <h3 id={heading}>{title}</h3>)}
      {children}
    </section>
  )
}

export interface SentenceProps {
  children: Child
  size?: 'big' | 'soft' | 'faint' | undefined
}

/** A sentence where others would put a label. */
export const Sentence = ({ children, size }: SentenceProps) => (
  <p class={names('sentence', size)}>{children}</p>
)

export interface EmptyProps {
  /** What will be here. */
  children: Child
  /** How to begin: a link or a button. */
  begin?: Child
}

export const Empty = ({ children, begin }: EmptyProps) => (
  <div class="empty">
    <p>{children}</p>
    {begin && <p>{begin}</p>}
  </div>
)

export interface Fact {
  name: string
  value: Child
}

/** Short named facts side by side, as on top of a page that tells a story. */
export const Facts = ({ facts }: { facts: Fact[] }) => (
  <dl class="facts">
    {facts.map(({ name, value }) => (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

export type NoticeTone = 'done' | 'warn'

/** A sentence about what has just happened or is about to. */
export const Notice = ({ children, tone = 'done' }: { children: Child; tone?: NoticeTone | undefined }) => (
  <p class={names('notice', tone)} role="status">
    {children}
  </p>
)
