import { Ago, Empty, Entry, Story } from '../ui/index.ts'
import type { StoryLine } from './offers.ts'

/** So many lines at first, and so many more with each step back. */
const [LINES, MORE] = [12, 100]

interface ToldProps {
  lines: StoryLine[]
  /** How many of the newest; twelve where nobody asked for more. */
  shown: number | undefined
  name: string
  /** The page's own address. */
  path: string
}

/** The newest last; what came before is one click away. */
export function Told({ lines, shown = LINES, name, path }: ToldProps) {
  if (lines.length === 0)
    return (
      <Empty>Here will be all that {name} says, asks and lives with us, on whatever channel it comes.</Empty>
    )
  const before = Math.max(0, lines.length - shown)
  return (
    <>
      {before > 0 && (
        <p class="faint">
          <a href={`${path}?lines=${shown + MORE}`} rel="nofollow">
            Show what came before
          </a>{' '}
          ({before} more)
        </p>
      )}
      <Story label={`The story of ${name}`}>
        {lines.slice(before).map((line) => (
          <Entry
            id={`l-${line.id}`}
            when={<Ago at={line.at} />}
            kind={
              <>
                {line.href ? <a href={line.href}>{line.kind}</a> : line.kind}
                {line.by && ` · ${line.by}`}
              </>
            }
          >
            {line.body}
          </Entry>
        ))}
      </Story>
    </>
  )
}
