import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { idShape } from '../kit/endpoint.ts'
import { form, page } from '../people/staff.tsx'
import { Button, Buttons, Deed, Empty, Field, Form, PageTitle, Row, Rows, Section } from '../ui/index.ts'
import {
  type Address,
  addressesOf,
  type Customer,
  customer,
  merge,
  nameOf,
  searchCustomers,
  unmerge,
} from './customers.ts'

const MOST = 10

const choose = page('/customers/:id/merge', async ({ db, param, query }) => {
  const one = await customer(db, param('id'))
  const words = query('with') ?? ''
  const found = (await searchCustomers(db, words, MOST + 1))
    .filter((other) => other.id !== one.id)
    .slice(0, MOST)
  const others = []
  for (const other of found) others.push({ other, addresses: await addressesOf(db, other.id) })
  return {
    title: `Who else is ${nameOf(one)}?`,
    on: 'customers',
    body: (
      <>
        <PageTitle
          over={<a href={`/customers/${one.id}`}>{nameOf(one)}</a>}
          lead="Two stories become one. Nothing of either is lost, and it can be undone at any time."
        >
          Who else is {nameOf(one)}?
        </PageTitle>
        <Form action={`/customers/${one.id}/merge`} method="get" inline label="Look for the other one">
          <Field name="with" type="search" label="Look for the other one" hideLabel value={words} required />
          <Button>Find them</Button>
        </Form>
        <Section title="Is it one of these?">
          {others.length === 0 ? (
            <Empty>
              Nobody else is found by these letters. Try a telephone number or a part of an email address.
            </Empty>
          ) : (
            <Rows>
              {others.map(({ other, addresses }) => (
                <Candidate one={one} other={other} addresses={addresses} />
              ))}
            </Rows>
          )}
        </Section>
      </>
    ),
  }
})

/** One chooses whose name stays, where they differ. */
const Candidate = ({ one, other, addresses }: { one: Customer; other: Customer; addresses: Address[] }) => (
  <Row
    title={<bdi>{nameOf(other)}</bdi>}
    href={`/customers/${other.id}`}
    note={`customer since ${other.since.slice(0, 4)}`}
  >
    <p class="faint">{addresses.map((address) => address.written).join(' · ') || 'No address'}</p>
    <Buttons>
      {one.name === null && other.name !== null ? (
        <MergeAs gone={one} stays={other} />
      ) : (
        <>
          <MergeAs gone={other} stays={one} />
          {other.name !== null && other.name !== one.name && <MergeAs gone={one} stays={other} quiet />}
        </>
      )}
    </Buttons>
  </Row>
)

const MergeAs = ({ gone, stays, quiet }: { gone: Customer; stays: Customer; quiet?: boolean }) => (
  <Deed
    action={`/customers/${gone.id}/merge`}
    hidden={{ into: stays.id }}
    kind={quiet ? 'quiet' : 'go'}
    id={`merge-${gone.id.slice(-6)}-${stays.id.slice(-6)}`}
  >
    They are one, called {nameOf(stays, 'a customer')}
  </Deed>
)

const join = form(
  '/customers/:id/merge',
  z.object({ into: idShape }),
  async ({ db, who, param }, { into }) => {
    const gone = await customer(db, param('id'))
    const stays = await merge(db, who, gone.id, into)
    return `/customers/${stays.id}?merged=${gone.id}`
  },
  '/customers/:id/merge',
)

const part = form(
  '/customers/:id/unmerge',
  z.object({}),
  async ({ db, who, param }) => `/customers/${(await unmerge(db, who, param('id'))).id}`,
  '/customers/:id',
)

export const mergeLeaves: Leaf[] = [choose, join, part]
