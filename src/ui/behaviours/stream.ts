/**
 * One event stream for the whole page. Browsers keep six connections to a host, so a hidden tab gives its own
 * back and asks for what it missed when it is looked at again.
 */
type Listener = (kinds: readonly string[]) => void

const PATIENCE = 10_000

let url = ''
let last = ''
let source: EventSource | undefined
const listeners = new Set<Listener>()

export function listen(to: string, since: string, listener: Listener): () => void {
  listeners.add(listener)
  if (to !== url) {
    close()
    url = to
    last = since
  }
  open()
  return () => {
    listeners.delete(listener)
    // A Turbo visit takes the old element out and puts the new one in: do not hang up in between.
    setTimeout(() => {
      if (listeners.size === 0) close()
    }, 500)
  }
}

function open(): void {
  if (source || document.hidden || listeners.size === 0) return
  const address = new URL(url, location.href)
  if (last) address.searchParams.set('last', last)
  source = new EventSource(address)
  source.addEventListener('happened', (event: MessageEvent<string>) => {
    if (event.lastEventId) last = event.lastEventId
    const kinds = kindsIn(event.data)
    for (const listener of listeners) listener(kinds)
  })
  source.onerror = () => {
    // The browser tries again by itself unless the answer was a refusal, as from a server that is starting.
    if (source?.readyState !== EventSource.CLOSED) return
    close()
    setTimeout(open, PATIENCE)
  }
}

function close(): void {
  source?.close()
  source = undefined
}

function kindsIn(data: string): readonly string[] {
  try {
    const { kinds } = JSON.parse(data) as { kinds?: readonly string[] }
    return kinds ?? []
  } catch {
    return []
  }
}

document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
// A page in the back-forward cache may hold no connection.
addEventListener('pagehide', close)
addEventListener('pageshow', open)
