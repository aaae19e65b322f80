import { FEWEST_FOR_WORDS } from '../kit/anonymous/anonymous.ts'
import type { Db } from '../kit/db.ts'
import { htmlResponse, type Leaf } from '../kit/doors.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { formatDate, formatDateTime } from '../kit/moments.ts'
import { PrintShell, Sentence, Table } from '../ui/index.ts'
import { draftAgreement } from './agreement.ts'
import { council } from './council.ts'
import { dress } from './frame.tsx'
import { type Kept, keptAboutStaff } from './kept.ts'
import { leastGroup } from './least-group.ts'
import { people, type Staff } from './people.ts'
import { page } from './staff.tsx'
import { LEAST_DAYS, type State, stateOf, switchTable } from './switches.ts'

const states: Record<State, string> = { off: 'Off', announced: 'Announced', on: 'On' }

/** The papers for works council and data protection, from the settings as they are when they are printed. */
const pack = page('/company/switches/print', async ({ db, who }) => {
  const title = 'What is measured here, and what is not'
  return htmlResponse(
    <PrintShell assets={dress()} title={title} company={who.house.name} lang="en">
      <div class="screen-only">
        <p>
          <a href="/company/switches">Back to the switches</a>
        </p>
      </div>
      <div class="papers">
        <h1>{title}</h1>
        <p class="soft">
          {who.house.name}. For works council and data protection; printed from the settings as they were on{' '}
          {formatDateTime(who.at, 'en', who.house.zone)}.
        </p>
        {await Switches({ db, who })}
        {await Promises({ db })}
        <Stored />
        <Processing who={who} />
        {await Draft({ db, who })}
      </div>
    </PrintShell>,
  )
})

async function Switches({ db, who }: { db: Db; who: Staff }) {
  const names = new Map((await people(db, { left: true })).map((one) => [one.id, one.name]))
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const table = (await switchTable(db)).map(({ is, done: [last, ...before] }) => ({
    is,
    last,
    state: stateOf(last, who.at),
    before: last?.off_at ? [last, ...before] : before,
  }))
  return (
    <section>
      <h2>1. The switches</h2>
      <Table
        caption="Everything that could measure people"
        lines={table}
        columns={[
          { head: 'What', cell: ({ is }) => is.title },
          { head: 'What it would measure, of whom, who would see it', cell: ({ is }) => is.says },
          {
            head: 'Now',
            cell: ({ is, last, state, before }) =>
              is.opens.length === 0
                ? 'Not built: cannot be switched on'
                : state === 'off' || !last
                  ? `Off${before.length > 0 ? `; was on or announced ${before.length === 1 ? 'once' : `${before.length} times`}` : ', never on'}`
                  : `${states[state]} from ${day(last.from_at)}, by ${names.get(last.by_id)} on ${day(last.at)}: “${last.why}”`,
          },
        ]}
      />
      <h3>Routes that could yield results by person</h3>
      {table
        .filter(({ is }) => is.opens.length > 0)
        .map(({ is, state }) => (
          <p>
            {is.title}:{' '}
            {state === 'on' ? is.opens.join(', ') : `none (${is.opens.join(', ')} refuse while it is off)`}.
          </p>
        ))}
      <p class="soft">
        No other route, page, file, filter, order or parameter takes a person and gives results. The maker’s
        tests walk all of them with every such parameter, and with a planted one that they must find.
      </p>
    </section>
  )
}

async function Promises({ db }: { db: Db }) {
  const [k, members] = await Promise.all([leastGroup(db), council(db)])
  return (
    <section>
      <h2>2. What holds always</h2>
      <ul>
        <li>
          A switch takes effect {LEAST_DAYS} days after everybody was told by letter and on their page, at the
          earliest; it is off at once.
        </li>
        <li>
          Anonymous answers are shown from {k} on, free words from {Math.max(k, FEWEST_FOR_WORDS)} on; small
          groups are put together so that none can be had by subtraction. Nothing stored leads from an answer
          to a person. Outside of this is whoever has the database server in their hands and watches it while
          answers arrive, or reads afterwards what its own journal recorded of that time.
        </li>
        <li>A person is named on thanks, never on a complaint; complaints belong to touchpoint and team.</li>
        <li>
          One person’s history takes two to open, for a day and 31 days’ worth at most; the person is told at
          once.
        </li>
        <li>
          The staff council reads all of this:{' '}
          {members.length > 0 ? members.map((one) => one.name).join(', ') : 'nobody is named yet'}. What
          leaders pledge and do is seen by all: that comes with the role.
        </li>
      </ul>
    </section>
  )
}

const Stored = () => (
  <section>
    <h2>3. What is stored about people who work here</h2>
    <Table
      caption="What, what for, who reads it, how long"
      lines={keptAboutStaff.taken}
      columns={[
        { head: 'What', cell: (one: Kept) => one.what },
        { head: 'What for', cell: (one: Kept) => one.purpose },
        { head: 'Who may read it', cell: (one: Kept) => one.readers },
        { head: 'How long', cell: (one: Kept) => one.howLong },
      ]}
    />
  </section>
)

const Processing = ({ who }: { who: Staff }) => (
  <section>
    <h2>4. Record of processing</h2>
    <p>Responsible: {who.house.name}. Representative, data protection officer: to be filled in.</p>
    <Table
      caption="Categories of people and data"
      lines={[
        ['People who work here', 'As listed in part 3', 'To serve customers and to work together'],
        [
          'Customers and who writes to us',
          'Name, addresses, what they said and lived, purchases, what was promised and given, short facts that they told us',
          'To answer, to put right, to keep promises',
        ],
      ]}
      columns={[
        { head: 'Whose', cell: ([whose]) => whose ?? '' },
        { head: 'What', cell: ([, what]) => what ?? '' },
        { head: 'What for', cell: ([, , purpose]) => purpose ?? '' },
      ]}
    />
    <h3>Who receives it</h3>
    <ul>
      <li>
        Whoever runs the server and its database (settings MAKEGOOD_DATA or DATABASE_URL), and holds its
        backups.
      </li>
      <li>
        {mailGoesOut()
          ? 'The mail server named in the setting SMTP_URL carries letters to customers and to people here.'
          : 'No mail server: the setting SMTP_URL is empty, and letters stay in the product.'}
      </li>
      <li>Mailboxes named in the settings MAIL_PORT and IMAP_URL, where mail is taken in.</li>
      <li>
        Other programs with a key, as listed under Company → Keys. Pages load nothing from anywhere else.
      </li>
    </ul>
    <h3>Taking out and erasing</h3>
    <ul>
      <li>One’s own deeds: Your account → Your history. One’s own sessions: Your account.</li>
      <li>Facts that a customer told us are erased on request, on the customer’s page.</li>
      <li>Results as files: /results/fives.csv and /results/journey.csv, by touchpoint and team.</li>
      <li>
        Erasing or handing over all that is stored about one person with one deed: not built yet. Until then
        whoever runs the server does it in the database.
      </li>
    </ul>
    <h3>How it is guarded</h3>
    <p>
      Companies are walled off in the database itself; passwords are stored as slow hashes, links and sessions
      as hashes; under https cookies are bound to this host. Logs hold no name, address, text or token.
    </p>
  </section>
)

async function Draft({ db, who }: { db: Db; who: Staff }) {
  const [table, members, k] = await Promise.all([switchTable(db), council(db), leastGroup(db)])
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  const parts = draftAgreement({
    company: who.house.name,
    day: day(who.at),
    council: members.map((one) => one.name),
    off: table.filter(({ done }) => stateOf(done[0], who.at) === 'off').map(({ is }) => is.title),
    on: table.flatMap(({ is, done: [last] }) =>
      last && stateOf(last, who.at) !== 'off'
        ? [{ title: is.title, from: day(last.from_at), why: last.why }]
        : [],
    ),
    noticeDays: LEAST_DAYS,
    k,
  })
  return (
    <section>
      <h2>5. Draft of an agreement</h2>
      <div class="ours">
        <Sentence>
          This is a draft in plain words, filled from the settings, to begin a talk with. It is no legal
          advice: have it read by somebody who knows your law.
        </Sentence>
      </div>
      <ol>
        {parts.map((part) => (
          <li>
            <p>
              <b>{part.title}.</b> {part.text}
            </p>
          </li>
        ))}
      </ol>
      <p class="soft">Place, day: ……………… For the company: ……………… For the council: ………………</p>
    </section>
  )
}

export const packLeaf: Leaf = pack
