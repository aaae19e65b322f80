import { z } from 'zod'
import { baseUrl } from '../people/entrance.ts'
import type { Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { Button, Copy, Deed, Disclosure, Field, Form, Section, Sentence } from '../ui/index.ts'
import { inWords } from './in-words.ts'
import { lookAgain } from './look-again.ts'
import { type PolicySettings, setPolicySettings } from './settings.ts'

/** Whether the world may read which rules are gone, and how long one has to decide. */
export const Outside = ({ who, settings, kept }: { who: Staff; settings: PolicySettings; kept: boolean }) => (
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

export const changed = form(
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

export const shownOutside = form(
  '/rules/public',
  z.object({ on: z.enum(['yes', 'no']) }),
  async ({ db, who }, { on }) => {
    await setPolicySettings(db, who, { public: on === 'yes' })
    return '/rules?kept=yes#how'
  },
  '/rules',
)

export const looked = form(
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
