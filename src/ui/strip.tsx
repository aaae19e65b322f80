import type { Child } from 'hono/jsx'

/** One line above every page, as long as something unusual is so; with the deed that ends it. */
export const Strip = ({ children, id }: { children: Child; id: string }) => (
  <div class="over-page" id={id} role="status">
    {children}
  </div>
)
