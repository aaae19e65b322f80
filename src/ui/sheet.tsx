import type { Child } from 'hono/jsx'
import { names } from './names.ts'

export interface SheetProps {
  id: string
  title: string
  children: Child
  /** On a phone: the words on the green bar at the bottom that opens it; the title where not given. */
  opener?: string | undefined
  /** Shown in its place at once on a phone too, as after a refused post. */
  open?: boolean | undefined
}

/**
 * A card with a deed; on a phone a sheet that comes from the bottom. It is a popover, so it needs no script, and
 * a browser that knows no popovers shows it as a card.
 */
export const Sheet = ({ id, title, children, opener, open }: SheetProps) => (
  <>
    <section
      id={id}
      class={names('card deed sheet', open && 'open')}
      aria-labelledby={`${id}-h`}
      {...(!open && { popover: 'auto' })}
    >
      <h2 id={`${id}-h`}>{title}</h2>
      {children}
    </section>
    {!open && (
      <div class="sheet-bar">
        <button type="button" class="btn go wide" popovertarget={id}>
          {opener ?? title}
        </button>
      </div>
    )}
  </>
)
