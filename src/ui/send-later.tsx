import type { Child } from 'hono/jsx'

export interface SendLaterProps {
  children: Child
  /** Where a note goes that waited here; it answers with JSON. */
  url: string
  /** Whose notes these are. */
  person: string
  /** The field whose words name a note that waits. */
  words: string
  waits: string
  /** Once all that waited has left. */
  gone: string
  /** "{n} of somebody else". */
  others: string
  again: string
  away: string
}

/** Around a form that works without a network: what is written is kept on the device until it has been sent. */
export const SendLater = ({
  children,
  url,
  person,
  words,
  waits,
  gone,
  others,
  again,
  away,
}: SendLaterProps) => (
  <x-later
    data-url={url}
    data-person={person}
    data-words={words}
    data-waits={waits}
    data-gone={gone}
    data-others={others}
    data-again={again}
    data-away={away}
  >
    {children}
    <ul class="waiting" role="status" data-waiting />
    <p class="soft" role="status" data-sent />
  </x-later>
)
