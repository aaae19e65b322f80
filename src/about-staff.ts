import type { Kept } from './people/kept.ts'

const STAYS = 'Stays with what it was done for. Nothing of it goes by itself.'
const EVERYBODY = 'Everybody in the company, on the case or customer that it belongs to; no list by person'

/**
 * What each word keeps about the people who work here, in the order of the words. The papers for works council and
 * data protection print it; a test reads the database and asks that no table which names somebody is left out.
 */
export const aboutStaff: Kept[] = [
  {
    what: 'Who noted a fact that a customer told, who knows a customer, who did something kind, who wrote down what is expected or connected a calendar',
    purpose: 'So that kindness finds its way to the customer, and can be thanked',
    readers: EVERYBODY,
    howLong: 'Facts are erased when the customer asks. The rest stays.',
    tables: ['customers_', 'calendar_'],
  },
  {
    what: 'Who owns a touchpoint',
    purpose: 'So that somebody answers for it',
    readers: 'Everybody in the company',
    howLong: 'Until somebody else does.',
    tables: ['touchpoints_'],
  },
  {
    what: 'Who wrote down what a customer said; whom praise or a kindness is about. On a complaint nobody is named',
    purpose: 'To answer, and to pass praise on',
    readers: EVERYBODY,
    howLong: STAYS,
    tables: ['interactions_', 'import_', 'email_', 'page_', 'phone_'],
  },
  {
    what: 'Who holds a case, handed it over, promised, answered, put it right',
    purpose: 'So that the customer has one person, and never repeats the story',
    readers: EVERYBODY,
    howLong: STAYS,
    tables: ['cases_'],
  },
  {
    what: 'What each may give; who stands in; shifts worked beside somebody, with their yes',
    purpose: 'So that what is given keeps to what was agreed',
    readers: 'Own limits: the person. The ladder: everybody. A shift: its two people and their team',
    howLong: STAYS,
    tables: ['limits_'],
  },
  {
    what: 'Who gave what to which customer, who was asked for a yes and what they said: the ledger',
    purpose: 'Money is exact, and never given twice',
    readers: `${EVERYBODY}; sums by team and budget, never by person`,
    howLong: 'Is never changed: it is a book of account.',
    tables: ['remedies_'],
  },
  {
    what: 'Who reported a rule that stopped them, who owns it, who defended or scrapped it',
    purpose: 'So that whoever reported it hears what became of it',
    readers: 'Everybody in the company',
    howLong: STAYS,
    tables: ['policies_'],
  },
  {
    what: 'Who asked another team for what, who took it up and answered',
    purpose: 'So that nobody waits without knowing for whom',
    readers: EVERYBODY,
    howLong: STAYS,
    tables: ['requests_'],
  },
  {
    what: 'Who was thanked, for what, by whom; a page for thanks where somebody switched on their own',
    purpose: 'To thank',
    readers: 'The person; everybody, where it hangs on the wall and they let it',
    howLong: 'Thanks stay; the page goes when it is switched off.',
    tables: ['thanks_'],
  },
  {
    what: 'Who wrote down that a customer was lost, and who tried to win them back',
    purpose: 'To ask them, and to change what drove the customer away',
    readers: EVERYBODY,
    howLong: STAYS,
    tables: ['churn_'],
  },
  {
    what: 'Of leaders: what they pledge, the calls drawn for them and made, what they met on a shift and reported. It comes with the role',
    purpose: 'That leaders do their share is seen by all',
    readers: 'Everybody in the company',
    howLong: 'An ended pledge stays with what was kept of it.',
    tables: ['pledges_'],
  },
  {
    what: 'The morning card with its words, and whether somebody wants the daily mail',
    purpose: 'To begin the day together; to send no mail that nobody wants',
    readers: 'The card: its team. The wish: the person',
    howLong: STAYS,
    tables: ['today_'],
  },
]
