import { rank, type Staff } from '../people/people.ts'
import { Deed, Row, Rows, Section } from '../ui/index.ts'
import type { LimitRule } from './as-rules.ts'
import { hurtSentence, stoppedSentence } from './in-words.ts'
import type { Policy } from './policy.ts'
import { dayOf } from './rules.ts'
import { longDay } from './word-card.tsx'

export const Limits = ({ who, limits, all }: { who: Staff; limits: LimitRule[]; all: Policy[] }) => (
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
