import type { Child } from 'hono/jsx'
import { firstName, type Staff } from '../people/people.ts'
import { Ago, Entry, Story } from '../ui/index.ts'
import { namesInWords } from './in-words.ts'
import type { Told } from './store-reports.ts'
import type { Past } from './store-waits.ts'
import { longDay } from './word-card.tsx'

type Line = { at: Date; kind: string; body: Child; names?: string[] }

/** Who reported it, whose word was asked, what was said: in the order of time. */
export function Timeline({ who, past, reports }: { who: Staff; past: Past[]; reports: Told[] }) {
  const lines = [...reports.map(reported), ...past.flatMap(waited)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  return (
    <Story label="What became of it">
      {together(lines).map((line) => (
        <Entry
          when={<Ago at={line.at} now={who.at} />}
          kind={line.names ? `reported by ${namesInWords(line.names)}` : line.kind}
        >
          {line.body}
        </Entry>
      ))}
    </Story>
  )
}

const reported = (report: Told): Line => ({
  at: report.at,
  kind: '',
  names: [firstName(report.name)],
  body: (report.words || report.case_id) && (
    <>
      {report.words && <p dir="auto">{report.words}</p>}
      {report.case_id && (
        <p class="faint">
          <a href={`/cases/${report.case_id}`}>The case</a>
        </p>
      )}
    </>
  ),
})

/** Reports without words that follow one another are one line; each name once, so that nobody is counted. */
function together(lines: readonly Line[]): Line[] {
  const told: Line[] = []
  for (const line of lines) {
    const last = told.at(-1)
    if (line.names && last?.names && !line.body && !last.body)
      last.names = [...new Set([...last.names, ...line.names])]
    else told.push({ ...line })
  }
  return told
}

function waited({ wait, hops, answer }: Past): Line[] {
  const [first, ...higher] = hops
  return [
    ...(wait.why === 'unasked' || !first
      ? []
      : [
          {
            at: wait.at,
            kind: `${CAME[wait.why]}${firstName(first.name)}’s word is asked for`,
            body: (
              <>
                {wait.reason && (
                  <p dir="auto">
                    {wait.by && `${firstName(wait.by)}: `}“{wait.reason}”
                  </p>
                )}
                <p class="faint">to be decided by {dayOfHop(first.decide_by)}</p>
              </>
            ),
          },
        ]),
    ...higher.map((hop) => ({
      at: hop.at,
      kind:
        hop.why === 'moved'
          ? `it went on to ${firstName(hop.name)}`
          : `unanswered, it went up to ${firstName(hop.name)}`,
      body: <p class="faint">to be decided by {dayOfHop(hop.decide_by)}</p>,
    })),
    ...(answer
      ? [
          {
            at: answer.at,
            kind: answerWords(answer),
            body: answer.because ? <p dir="auto">“{answer.because}”</p> : null,
          },
        ]
      : []),
  ]
}

const CAME: Record<Past['wait']['why'], string> = {
  reported: '',
  again: 'it has hurt again: ',
  'last-day': 'its last day comes: ',
  reopened: 'opened again: ',
  unasked: '',
}
const dayOfHop = (at: Date): string => longDay(at.toISOString().slice(0, 10))

function answerWords(answer: NonNullable<Past['answer']>): string {
  const by = answer.by ? firstName(answer.by) : 'nobody'
  switch (answer.answer) {
    case 'defended':
      return `${by} keeps it${answer.until_on ? ` until ${longDay(answer.until_on)}` : ''}`
    case 'scrapped':
      return `scrapped by ${by}`
    case 'lapsed':
      return 'its last day was over: gone'
    case 'changed':
      return `set anew by ${by}`
  }
}
