import { offer } from '../kit/offer.ts'

/** What is stored about the people who work here: each word says its own, and the pack of papers prints them all. */
export type Kept = {
  what: string
  /** What for. */
  purpose: string
  /** Who may read it. */
  readers: string
  /** How long. Said as it is: where nothing goes by itself, that is said. */
  howLong: string
  /** The tables, each a name or the beginning of names: a test asks that no table about people is left out. */
  tables: readonly string[]
}
export const keptAboutStaff = offer<Kept>('people.kept')

const STAYS =
  'Stays after somebody has left, so that what they did keeps its name. Nothing of it goes by itself.'

export const keptByPeople: Kept[] = [
  {
    what: 'Name, address for mail, team, level, language, working hours, days away and who stands in',
    purpose: 'To sign in, to be asked, to be reached',
    readers: 'Everybody in the company',
    howLong: STAYS,
    tables: [
      'people_person',
      'people_absence',
      'people_administrator',
      'people_leaving',
      'people_invitation',
    ],
  },
  {
    what: 'A hash of the password; sessions with when they began, when they were last seen and the browser’s name',
    purpose: 'To let in whom it is, and nobody else',
    readers: 'The person alone, their own sessions',
    howLong: 'A session ends after thirty days without a visit, or at once when somebody leaves.',
    tables: ['people_identity', 'people_membership', 'kit_session', 'kit_ticket'],
  },
  {
    what: 'Keys by which other programs act as a person, and answers to their requests',
    purpose: 'So that a program may do what its person may, and does nothing twice',
    readers: 'Administrators; what a key is itself, nobody',
    howLong: 'Until they are ended; that they were is kept.',
    tables: ['people_key', 'kit_idempotency'],
  },
  {
    what: 'A line for each deed: who did what, when. No words of customers',
    purpose: 'To see what happened to a case, to undo, to prove',
    readers:
      'With the case or customer that it is about. As a list by person: the person alone, or by an opening of two',
    howLong: 'Is never changed. Nothing of it goes by itself.',
    tables: ['history_line'],
  },
  {
    what: 'Letters that the product wrote to people here',
    purpose: 'To invite, to ask, to tell',
    readers: 'Who gets them; administrators, with their links blotted out',
    howLong: 'Nothing of it goes by itself.',
    tables: ['kit_letter'],
  },
  {
    what: 'Switches with who switched them, when and why; who is on the staff council; openings of histories',
    purpose: 'So that measuring people can be seen by those who are measured',
    readers: 'Switches: everybody. Openings: the person, the two, administrators and the council',
    howLong: 'Is never changed.',
    tables: ['people_switch', 'people_council', 'people_opening'],
  },
  {
    what: 'Who is asked in an anonymous round, and, until its end only, a mark that they took part. No day of it',
    purpose: 'So that each answers once',
    readers: 'Nobody: no page and no route shows it',
    howLong:
      'The marks go with the end of the round; who was asked stays, so that nobody is asked too often.',
    tables: ['kit_anonymous'],
  },
]
