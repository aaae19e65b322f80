export type ReadyMade = {
  name: string
  /** "A shop" */
  title: string
  /** Where it fits: "people choose and buy". */
  fits: string
  stages: { name: string; touchpoints: { name: string; ideal: string }[] }[]
}

type Draft = [stage: string, ...points: [name: string, ideal: string][]]

const drawn = (name: string, title: string, fits: string, ...draft: Draft[]): ReadyMade => ({
  name,
  title,
  fits,
  stages: draft.map(([stage, ...points]) => ({
    name: stage,
    touchpoints: points.map(([point, ideal]) => ({ name: point, ideal })),
  })),
})

/** Journeys to begin with: names as a customer says them, and one sentence each of what is ideal there. */
export const READY_MADE: readonly ReadyMade[] = [
  drawn(
    'shop',
    'A shop',
    'people choose, buy, come back with a repair or a return',
    [
      'Before',
      ['Find us', 'Opening hours and telephone number are right wherever one looks.'],
      ['Ask us something', 'Somebody who knows answers, the same day.'],
    ],
    [
      'In the shop',
      ['Choose', 'We ask what it is for before we show anything.'],
      ['Buy', 'The price on the shelf is the price at the till, and nobody waits alone.'],
    ],
    [
      'At home',
      ['Receive it', 'It comes when we said, whole, with all that belongs to it.'],
      ['Use it', 'It does what we said; who is stuck reaches a person.'],
    ],
    [
      'When something is wrong',
      ['Bring it in', 'We listen first, say what happens next and by when.'],
      ['Collect it', 'We ring when it is ready, and nobody comes in vain.'],
      ['Return it', 'Money back in a minute, with a thank-you for coming.'],
    ],
  ),
  drawn(
    'restaurant',
    'A restaurant',
    'guests book, eat, pay and tell their friends',
    ['Before', ['Book a table', 'One call or one click; what matters to them is noted.']],
    [
      'At the table',
      ['Arrive', 'Seen and greeted within a minute, by name if we know it.'],
      ['Order', 'Questions are welcome, and an honest answer is given.'],
      ['Eat and drink', 'It comes as ordered, hot, to all at the same time.'],
      ['Have something put right', 'A new plate first; whose fault it was comes later.'],
    ],
    [
      'Leaving',
      ['Pay', 'The bill comes when asked for, and is right.'],
      ['Say goodbye', 'Somebody says thank you, and means it.'],
    ],
    ['At home', ['Order to take away', 'Complete, hot, when we said.']],
  ),
  drawn(
    'software',
    'Software',
    'people try it, set it up, use it every day, renew',
    [
      'Decide',
      ['Find out what it does', 'One page says what it does, what it costs and what it does not do.'],
      ['Try it', 'Something useful within ten minutes, without a call.'],
    ],
    [
      'Begin',
      ['Set it up', 'Their own data are in on the first day.'],
      ['Learn it', 'Each question has its answer where it arises.'],
    ],
    [
      'Use',
      ['Daily work', 'Quick, never loses anything, does not change under their hands.'],
      ['Ask for help', 'A person who may decide answers within the hour.'],
      ['When it is down', 'We say so first, and when it will be back.'],
    ],
    [
      'Stay or go',
      ['Invoice', 'What was agreed, and clear.'],
      ['Renew', 'We ask whether it was worth it before we send the bill.'],
      ['Leave', 'They take all of their data along, in an hour.'],
    ],
  ),
  drawn(
    'clinic',
    'A clinic or practice',
    'patients ring, wait, are treated and follow up',
    [
      'Before',
      ['Get an appointment', 'Through on the first call; who is in pain comes today.'],
      ['Prepare', 'They know what to bring and what will happen.'],
    ],
    [
      'At the practice',
      ['Arrive', 'Greeted by name, and nobody hears what they came for.'],
      ['Wait', 'We say how long, and say again when it changes.'],
      ['See the doctor', 'They tell it to the end; we say it in their words.'],
      ['Be treated', 'Every step is announced, and no is an answer.'],
    ],
    [
      'After',
      ['Get results', 'On the day we said, from somebody who can explain.'],
      ['Prescription', 'Ready when they come.'],
      ['Bill', 'Understood without a call.'],
    ],
  ),
  drawn(
    'hotel',
    'A hotel',
    'guests book, stay, sleep, and come again',
    [
      'Before',
      ['Book', 'What they see is what they get and what they pay.'],
      ['Ask for something special', 'Yes, or what we can do instead, the same day.'],
    ],
    [
      'Arrive',
      ['Find the way', 'Directions that work in the dark and in the rain.'],
      ['Check in', 'Five minutes; the room is ready, or a coffee is.'],
    ],
    [
      'Stay',
      ['The room', 'Clean, warm, quiet, and everything works.'],
      ['Sleep', 'Nobody is woken by us.'],
      ['Breakfast', 'Somebody knows what they liked yesterday.'],
      ['Ask for help', 'Whoever is asked, sees to it.'],
    ],
    [
      'Leave',
      ['Check out', 'The bill is right and takes a minute.'],
      ['Something left behind', 'Found, told and sent before they ask.'],
    ],
  ),
  drawn(
    'trades',
    'Trades',
    'work is done at people’s homes: pipes, wires, walls, gardens',
    [
      'Before',
      ['Reach us', 'A person answers, or rings back within the hour.'],
      ['Get a quote', 'In two days, in plain words, and it holds.'],
    ],
    [
      'The work',
      ['Make an appointment', 'A time, not a day; we ring when we are on the way.'],
      ['Arrive', 'On time, by name, with clean shoes.'],
      ['The work itself', 'Done right the first time; what is found is shown before it costs.'],
      ['Clean up', 'It is cleaner than before we came.'],
    ],
    [
      'After',
      ['Invoice', 'As quoted; what is more was agreed before.'],
      ['When it fails again', 'We come first to those whom we have let down.'],
    ],
  ),
]
