import type { Interaction, Kind } from './interactions.ts'

const CHANNELS: Record<string, string> = {
  email: 'by email',
  phone: 'by phone',
  counter: 'face to face',
  visit: 'face to face',
  post: 'by letter',
  page: 'on our page',
  kiosk: 'at the kiosk',
  review: 'on a site of reviews',
  chat: 'by chat',
  import: 'brought along from before',
  api: 'through another program',
}

/** "by email", "face to face". */
export const byChannel = (channel: string): string =>
  CHANNELS[channel] ?? `by ${channel.replaceAll('-', ' ')}`

export const kindNames: Record<Kind, string> = {
  compliment: 'praise',
  complaint: 'a complaint',
  question: 'a question',
  idea: 'an idea',
  answer: 'an answer to our question',
  call: 'a call',
  visit: 'a visit',
  kindness: 'something kind',
  message: 'a message',
}

/** What it was and how it came, as part of a sentence: "a complaint, by email", "we wrote, by email". */
export function howItCame(one: Interaction): string {
  if (one.kind === 'kindness') return kindNames.kindness
  if (one.direction === 'out' && one.channel === 'phone') return 'we rang'
  if (one.direction === 'out') return `we said, ${byChannel(one.channel)}`
  if ((one.kind === 'call' && one.channel === 'phone') || (one.kind === 'visit' && one.channel === 'counter'))
    return kindNames[one.kind]
  return `${kindNames[one.kind]}, ${byChannel(one.channel)}`
}

const NUMBERS = ['', 'a one', 'a two', 'a three', 'a four', 'a five']

/** "a four", or a number on a scale of its own; nothing where no score was given. */
export function scoreOf(one: Interaction): string | undefined {
  if (one.score !== null) return NUMBERS[one.score]
  return one.own_score === null ? undefined : `${one.own_score} on a scale of ${one.own_scale}`
}

export const verdictTones = { magic: 'gold', mediocre: 'grey', misery: 'plum' } as const

const MEGABYTE = 1024 * 1024
export const sizeOf = (bytes: number): string =>
  bytes >= MEGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`
