import type { Child } from 'hono/jsx'

export interface TreeItem {
  name: Child
  children: readonly TreeItem[]
  /** What one may do with it, beneath it. */
  more?: Child
}

/** What stands beneath what, as nested lists with hairlines. */
export const Tree = ({ items, label }: { items: readonly TreeItem[]; label?: string | undefined }) => (
  <ul class="tree" {...(label && { 'aria-label': label })}>
    {items.map((item) => (
      <li>
        {item.name}
        {item.more}
        {item.children.length > 0 && <Tree items={item.children} />}
      </li>
    ))}
  </ul>
)
