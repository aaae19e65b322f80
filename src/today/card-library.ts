/** Where a deed fits: anywhere, or where a team meets customers so. `inside` is for who serves colleagues. */
export type Where =
  | 'anywhere'
  | 'counter'
  | 'phone'
  | 'writing'
  | 'waiting'
  | 'handing-over'
  | 'after'
  | 'trouble'
  | 'inside'

const DEEDS: Record<Where, readonly string[]> = {
  anywhere: [
    'Ask one customer what they will use it for, and write down one thing that is good to know.',
    'Say one customer’s name when they go, and once before.',
    'Tell one customer something useful that costs them nothing and earns us nothing.',
    'Find out one thing that a regular customer is glad of, and do it again today.',
    'Let one customer go first who is in a hurry, and ask the others whether they mind.',
    'Tell one customer by when, before they ask.',
    'Ask one customer: what would have made it a five?',
    'Do one small thing for a customer without being asked, and note it with “I did something kind”.',
    'Once today, when the answer is no, say what we can do instead in the same sentence.',
    'Pick a customer who was put right last month, and ask whether it held.',
    'Say thank you to somebody who told us what was wrong.',
    'When you promise something today, write it down before the customer has gone.',
    'Look up one fact under “good to know” before a customer who is expected comes.',
    'Read the last thing a customer wrote aloud to whoever stands next to you.',
    'When a child is there, have something for the child to do.',
    'Once today, walk a customer to where it is instead of pointing.',
  ],
  counter: [
    'Look up within three seconds of somebody coming in, also while you are busy.',
    'Put away whatever is in your hand when a customer begins to speak.',
    'Come out from behind the counter once today.',
    'Ask “what brought you here?” instead of “can I help you?”.',
    'Hold the door for whoever carries something, all the way to the street.',
    'Say the price with everything in it, the first time.',
    'Offer a seat to somebody who waits, before they look for one.',
    'Show one customer the cheaper one that would do as well.',
  ],
  phone: [
    'Say who you are so slowly that it can be written down.',
    'Ring back somebody today before the time that we promised.',
    'End one call with: have I left anything open?',
    'When you pass a call on, stay until the other has the story.',
    'Give one caller the number on which they reach you, not the house.',
    'Listen to our own waiting message once, from beginning to end. Would you stay on?',
    'Ring one customer who expects no call, only to ask how it runs.',
  ],
  writing: [
    'Read your next answer aloud before you send it; strike what you would not say.',
    'Put the answer into the first line of one mail, and the reason after it.',
    'Write one answer without a single word that only we use.',
    'Answer one question that they have not asked yet.',
    'Send one photo instead of a paragraph.',
    'Write one line by hand and put it with what goes out today.',
    'Look for the letter of ours that you like least, and change one sentence of it.',
  ],
  waiting: [
    'Tell whoever waits how long it takes, and then be quicker.',
    'Go to the end of the line once and ask what it is about.',
    'Ring one customer to say where it stands, although nothing has changed.',
    'Bring something to drink to whoever has waited ten minutes.',
    'Send word when it is half done: people like to see that it moves.',
    'Take one thing off the pile that has lain there longest.',
  ],
  'handing-over': [
    'Show what was done, and what to watch for, before you speak of money.',
    'Ring everybody whose things are ready, before they ring us.',
    'Clean what nobody asked us to clean.',
    'Try it out together before they leave.',
    'Waive one small charge today that you would be ashamed to explain.',
    'Put a note with it: what was done, by whom, and whom to ask.',
  ],
  after: [
    'Ask one customer of last week how it runs.',
    'Write to somebody who has not been here for a year; ask for nothing.',
    'Remind one customer of something before it breaks.',
    'Thank one customer for coming for so many years, with the number of years.',
  ],
  trouble: [
    'Say sorry in the first sentence, before you look anything up.',
    'Ask “what would put it right for you?” and then be silent.',
    'Put one thing right on the spot today, without asking anybody.',
    'Ring whoever complained last, and tell them what has changed.',
    'If a rule is in your way today, report it on the case: one tap.',
  ],
  inside: [
    'Ask one colleague who serves customers: what do you wait for from us?',
    'Answer one request today before it is due.',
    'Stand where your work arrives for a quarter of an hour, and watch.',
    'Tell a colleague what became of what they asked you for.',
    'Find one form of ours that could be a question less.',
    'Thank somebody whose work makes yours easy, with what for.',
    'Ask which of our rules a customer has met this week.',
  ],
}

/** A concrete deed in our own words; its key never changes, as cards remember it. */
export type Deed = { key: string; where: Where; text: string }

export const LIBRARY: readonly Deed[] = Object.entries(DEEDS).flatMap(([where, texts]) =>
  texts.map((text, place): Deed => ({ key: `${where}-${place + 1}`, where: where as Where, text })),
)

const SIGNS: readonly (readonly [Where, RegExp])[] = [
  ['phone', /phone|call|ring|hotline/i],
  ['writing', /mail|letter|write|chat|message|order online|web/i],
  ['waiting', /wait|queue|repair|bring|arriv|treat|deliver/i],
  ['handing-over', /collect|hand|receive|pick|return|pay|check.?out/i],
  ['counter', /choose|buy|shop|counter|desk|greet|arriv|order|try|book|ride/i],
  ['trouble', /wrong|complain|right|return|broke/i],
  ['after', /use|ride|after|home|stay in touch|come back/i],
]

/** What fits a team, by the names of the places that are theirs; a team without any serves colleagues. */
export function fitting(places: readonly string[]): Set<Where> {
  if (places.length === 0) return new Set(['anywhere', 'inside', 'phone', 'writing'])
  const found = SIGNS.filter(([, sign]) => places.some((name) => sign.test(name))).map(([where]) => where)
  return new Set(['anywhere', 'trouble', ...found])
}

/**
 * The deed of a day: of those that fit, one that this team has not had; when all were had, of the whole library; when
 * that is used up too, the one that was longest ago. So none comes back before all others have been.
 * `had` are keys, the latest first; `turn` is any whole number, so that two teams do not march in step.
 */
export function deedOf(fits: ReadonlySet<Where>, had: readonly string[], turn: number): Deed {
  const used = new Set(had)
  const fresh = (of: readonly Deed[]) => of.filter((one) => !used.has(one.key))
  const open = fresh(LIBRARY.filter((one) => fits.has(one.where)))
  const rest =
    open.length > 0 ? open : fresh(LIBRARY.filter((one) => one.where !== 'inside' || fits.has('inside')))
  if (rest.length > 0) return rest[Math.abs(turn) % rest.length]!
  const longestAgo = [...new Set(had)].at(-1)
  return LIBRARY.find((one) => one.key === longestAgo) ?? LIBRARY[0]!
}
