import { firstName } from '../people/people.ts'
import { Ago, Deed, Facts, url } from '../ui/index.ts'
import { linkOf } from './addresses.ts'
import type { Acquaintance, Address, Customer, Noted } from './customer.ts'
import { SHOWN } from './facts.ts'

type KnownProps = { one: Customer; addresses: Address[]; facts: Noted[]; friends: Acquaintance[]; me: string }

/** What one knows at a glance before saying hello: the kind things first. */
export const Known = ({ one, addresses, facts, friends, me }: KnownProps) => (
  <Facts
    facts={[
      {
        name: 'Good to know',
        value:
          facts.length === 0 ? (
            <span class="soft">Nothing yet: what makes a kindness easy?</span>
          ) : (
            facts.slice(0, SHOWN).map((fact) => (
              <p>
                <bdi>{fact.fact}</bdi>{' '}
                <span class="faint">
                  {fact.by ? `${fact.by_id === me ? 'you' : firstName(fact.by)}, ` : ''}
                  <Ago at={fact.at} />
                </span>
              </p>
            ))
          ),
      },
      {
        name: 'Who knows them',
        value: (
          <>
            <p>
              {friends.length === 0 ? (
                <span class="soft">Nobody has said so yet.</span>
              ) : (
                <Names friends={friends} me={me} />
              )}
            </p>
            {!friends.some((friend) => friend.id === me) && (
              <Deed
                action={`/customers/${one.id}/acquaintance`}
                hidden={{ know: 'yes' }}
                kind="link"
                id="know"
              >
                I know them
              </Deed>
            )}
          </>
        ),
      },
      {
        name: 'How to reach them',
        value:
          addresses.length === 0 ? (
            <span class="soft">No address yet.</span>
          ) : (
            addresses.map((address) => (
              <p>
                <Reach address={address} />
              </p>
            ))
          ),
      },
    ]}
  />
)

const Names = ({ friends, me }: { friends: Acquaintance[]; me: string }) => (
  <>
    {friends
      .slice(0, 4)
      .map((friend) => (friend.id === me ? 'you' : friend.name))
      .join(', ')}
    {friends.length > 4 && ` and ${friends.length - 4} more`}
  </>
)

export function Reach({ address }: { address: Address }) {
  const href = linkOf(address)
  const text = <bdi>{address.written}</bdi>
  if (href) return <a href={url(href)}>{text}</a>
  return <>{address.kind === 'number' ? <>Customer number {text}</> : text}</>
}
