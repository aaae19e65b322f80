import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { baseUrl } from '../people/entrance.ts'
import { firstName, rank, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import {
  Button,
  Columns,
  Copy,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  PageTitle,
  Row,
  Rows,
  Section,
  Sentence,
} from '../ui/index.ts'
import { type LimitRule, limitRules } from './as-rules.ts'
import {
  capital,
  customersInWords,
  decideSentence,
  hurtSentence,
  inWords,
  onDay,
  stoppedSentence,
} from './in-words.ts'
import { wordSentence } from './letters.ts'
import { lookAgain } from './look-again.ts'
import { type Policy, policies } from './policy.ts'
import { offered, ReportForm } from './report-form.tsx'
import { dayOf } from './rules.ts'
import { type PolicySettings, policySettings, setPolicySettings } from './settings.ts'
import { told } from './tell.ts'
import { longDay, WordCard } from './word-card.tsx'

/** Whoever wants to read of older ones asks the API. */
const MOST_GONE = 30

const listPage = page('/rules', async ({ db, who, query }) => {
  const [all, limits, settings] = [await policies(db), await limitRules(db), await policySettings(db)]
  const state = (wanted: Policy['state']) => all.filter((one) => one.state === wanted && !one.limit)
  const awaiting = all.filter((one) => one.state === 'awaiting')
  const mine = awaiting.filter((one) => one.wait?.asked_id === who.id)
  const others = awaiting.filter((one) => one.wait?.asked_id !== who.id)
  const [kept, gone] = [state('defended'), state('scrapped')]
  const titles = titlesOf(all, limits)
  return {
    title: 'Red tape',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Rules that stopped somebody from being kind. Each has an owner, a day by which they decide, and a last day."
        >
          {titleSentence(awaiting.length, gone.length)}
        </PageTitle>
        <Columns
          aside={
            <>
              <Section title="A rule stopped me" level={3} id="report">
                <Disclosure summary="Name it: half a minute" open={all.length === 0}>
                  <ReportForm who={who} offered={await offered(db, who)} />
                </Disclosure>
              </Section>
              <Outside who={who} settings={settings} kept={query('kept') !== undefined} />
            </>
          }
        >
          {all.length === 0 && (
            <Empty begin="Report the first: on a case, beside “Put it right”, or here.">
              Here will be every rule that stopped somebody, what it hurt and what it earned, and what became
              of it.
            </Empty>
          )}
          {mine.map((one) => (
            <WordCard one={one} title={titles.get(one.id) ?? one.name} who={who} link />
          ))}
          {others.length > 0 && (
            <Section title="Awaits a word" id="awaiting">
              <Rows label="Awaits a word">
                {others.map((one) => (
                  <Awaiting one={one} title={titles.get(one.id) ?? one.name} who={who} />
                ))}
              </Rows>
            </Section>
          )}
          {kept.length > 0 && (
            <Section title="Kept, because…" id="kept">
              <Rows label="Kept">
                {kept.map((one) => (
                  <Row
                    title={<span dir="auto">{one.name}</span>}
                    href={`/rules/${one.id}`}
                    end={<span class="num">until {one.word?.until_on && longDay(one.word.until_on)}</span>}
                  >
                    <p dir="auto">“{one.word?.because}”</p>
                    <p class="faint">
                      {one.word?.by} · {stoppedSentence(one)}; {hurtSentence(one)}
                    </p>
                  </Row>
                ))}
              </Rows>
            </Section>
          )}
          {gone.length > 0 && (
            <Section title="Gone" id="gone">
              <Rows label="Gone">
                {await Promise.all(gone.slice(0, MOST_GONE).map((one) => goneRow(db, who, one)))}
              </Rows>
            </Section>
          )}
          <Limits who={who} limits={limits} all={all} />
        </Columns>
      </>
    ),
  }
})

/** Limits by what they allow now; all others by their names. */
function titlesOf(all: Policy[], limits: LimitRule[]): Map<string, string> {
  return new Map(all.map((one) => [one.id, limits.find((rule) => rule.policy === one.id)?.title ?? one.name]))
}

function titleSentence(awaiting: number, gone: number): string {
  if (awaiting === 0 && gone === 0) return 'Rules that stop us'
  if (awaiting === 0)
    return gone === 1
      ? 'One rule is gone; none awaits a word'
      : `${capital(inWords(gone))} rules are gone; none awaits a word`
  return `${awaiting === 1 ? 'One rule awaits' : `${capital(inWords(awaiting))} rules await`} a word`
}

const Awaiting = ({ one, title, who }: { one: Policy; title: string; who: Staff }) => (
  <Row
    title={<span dir="auto">{title}</span>}
    href={`/rules/${one.id}`}
    end={
      <span class={one.wait && one.wait.decide_by < who.at ? 'due late' : 'due'}>
        {decideSentence(one, who.at, who.house.zone)}
      </span>
    }
  >
    <p class="soft">
      {firstName(one.wait?.asked ?? '')}’s word is awaited. {stoppedSentence(one)}; {hurtSentence(one)}.
    </p>
  </Row>
)

async function goneRow(db: Db, who: Staff, one: Policy) {
  return (
    <Row
      title={
        <s dir="auto" class="soft">
          {one.name}
        </s>
      }
      href={`/rules/${one.id}`}
      end={one.word && onDay(one.word.at, who.at, who.house.zone)}
    >
      <p class="soft">{wordSentence(one, who.at, who.house.zone)}</p>
      <p class="faint">
        {toldSentence(await told(db, one), one.hurt.nameless)}{' '}
        <a href={`/rules/${one.id}/tell`}>Who has been told</a>
      </p>
    </Row>
  )
}

type Told = Awaited<ReturnType<typeof told>>

/** "Eleven were hurt: nine told, two still to be told; four came back." */
export function toldSentence(all: Told, nameless: number): string {
  if (all.length === 0)
    return nameless > 0
      ? `${capital(customersInWords(nameless))} hurt, whose names nobody knows.`
      : 'No customer was named whom it hurt.'
  const heard = all.filter((one) => one.told && one.told.how !== 'not').length
  const not = all.filter((one) => one.told?.how === 'not').length
  const still = all.length - heard - not
  const back = all.filter((one) => one.back_at).length
  const parts = [
    still === 0 && not === 0
      ? all.length === 1
        ? 'has been told'
        : 'all have been told'
      : heard > 0
        ? `${inWords(heard)} told`
        : '',
    still > 0 ? `${inWords(still)} still to be told` : '',
    not > 0 ? `${inWords(not)} who cannot be` : '',
  ].filter(Boolean)
  const came =
    heard > 0
      ? `; ${back === 0 ? 'nobody has' : back === 1 ? 'one has' : `${inWords(back)} have`} come back since`
      : ''
  return `${capital(customersInWords(all.length))} hurt: ${parts.join(', ')}${came}.`
}

const Limits = ({ who, limits, all }: { who: Staff; limits: LimitRule[]; all: Policy[] }) => (
  <Section title="Limits are rules, too" id="limits">
    <Rows label="Limits">
      {limits.map((rule) => {
        const known = all.find((one) => one.id === rule.policy)
        const last = known?.state === 'defended' ? known.last_on : rule.last_on
        const over = last !== '' && last < dayOf(who.at, who.house.zone)
        return (
          <Row title={rule.title} href={known ? `/rules/${known.id}` : '/company/limits'}>
            <p class="soft">{rule.sentence}.</p>
            <p class="faint">
              {rule.owner ? `${rule.owner}’s; ` : ''}
              {over ? 'was to be looked at by ' : 'to be looked at by '}
              {longDay(last)}
              {known && known.stopped.length > 0 && `. ${stoppedSentence(known)}; ${hurtSentence(known)}`}
            </p>
            {over && known?.state !== 'awaiting' && rank(who.level) >= rank('manager') && (
              <Deed
                action="/rules/limits"
                hidden={{
                  of: rule.limit.of,
                  level: rule.limit.of === 'ladder' ? rule.limit.level : undefined,
                  currency: rule.limit.of === 'silence' ? undefined : rule.limit.currency,
                }}
                id={`look-${rule.limit.of}${rule.limit.of === 'ladder' ? rule.limit.level : ''}`}
                label={`Decide on it anew: ${rule.title}`}
              >
                Decide on it anew
              </Deed>
            )}
          </Row>
        )
      })}
    </Rows>
  </Section>
)

/** Whether the world may read which rules are gone, and how long one has to decide. */
const Outside = ({ who, settings, kept }: { who: Staff; settings: PolicySettings; kept: boolean }) => (
  <Section title="How we decide" level={3} id="how">
    {kept && <Sentence size="soft">Kept.</Sentence>}
    <Sentence size="soft">
      {who.house.small ? 'Its owner' : 'Whoever is asked'} decides within {inWords(settings.decide_days)}{' '}
      {settings.decide_days === 1 ? 'day' : 'days'}
      {who.house.small ? '' : '; then it goes one level up'}. A rule that was kept comes back when it has hurt{' '}
      {inWords(settings.again)} more.
    </Sentence>
    {settings.public ? (
      <>
        <Sentence size="soft">Everybody outside may read which rules are gone:</Sentence>
        <Copy text={`${baseUrl()}/${who.house.slug}/rules`} label="the address of the public page" />
      </>
    ) : (
      <Sentence size="soft">Outside nobody reads of it: the public page is off.</Sentence>
    )}
    {who.admin && (
      <Disclosure summary="Change it">
        <Form action="/rules/settings" id="rules-settings">
          <Field
            type="number"
            name="decide_days"
            label="Days to decide"
            value={settings.decide_days}
            min={1}
            max={90}
            size={5}
            required
          />
          <Field
            type="number"
            name="again"
            label="A kept rule comes back when it has hurt so many more"
            value={settings.again}
            min={1}
            max={1000}
            size={5}
            required
          />
          <Button>Let it hold from now on</Button>
        </Form>
        <Deed action="/rules/public" hidden={{ on: settings.public ? 'no' : 'yes' }} kind="link" id="public">
          {settings.public ? 'Switch the public page off' : 'Show everybody outside which rules are gone'}
        </Deed>
      </Disclosure>
    )}
  </Section>
)

const changed = form(
  '/rules/settings',
  z.object({
    decide_days: z.coerce.number('Say a whole number of days.').int().min(1).max(90),
    again: z.coerce.number('Say a whole number.').int().min(1).max(1000),
  }),
  async ({ db, who }, { decide_days, again }) => {
    await setPolicySettings(db, who, { decide_days, again })
    return '/rules?kept=yes#how'
  },
  '/rules',
)

const shownOutside = form(
  '/rules/public',
  z.object({ on: z.enum(['yes', 'no']) }),
  async ({ db, who }, { on }) => {
    await setPolicySettings(db, who, { public: on === 'yes' })
    return '/rules?kept=yes#how'
  },
  '/rules',
)

const looked = form(
  '/rules/limits',
  z.object({
    of: z.enum(['ladder', 'ceiling', 'silence']),
    level: z.string().max(20).default(''),
    currency: z.string().max(3).default(''),
  }),
  async ({ db, who }, { of, level, currency }) => {
    const limit = of === 'silence' ? { of } : of === 'ceiling' ? { of, currency } : { of, level, currency }
    return `/rules/${await lookAgain(db, who, limit)}`
  },
  '/rules',
)

export const listLeaves: Leaf[] = [listPage, changed, shownOutside, looked]
