import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { form } from '../people/staff.tsx'
import { ADDRESS_KINDS } from './addresses.ts'
import {
  acquaint,
  addAddress,
  correct,
  forgetFact,
  noteFact,
  removeAddress,
  unacquaint,
} from './customers.ts'

const back = '/customers/:id'
export const home = (id: string): string => `/customers/${id}`

const note = form(
  '/customers/:id/facts',
  z.object({ fact: z.string().max(1000) }),
  async ({ db, who, param }, { fact }) => {
    await noteFact(db, who, param('id'), fact)
    return home(param('id'))
  },
  back,
)

const forget = form(
  '/customers/:id/facts/:fact/forget',
  z.object({}),
  async ({ db, who, param }) => {
    await forgetFact(db, who, param('id'), param('fact'))
    return home(param('id'))
  },
  back,
)

const know = form(
  '/customers/:id/acquaintance',
  z.object({ know: z.enum(['yes', 'no']) }),
  async ({ db, who, param }, { know: do_ }) => {
    await (do_ === 'yes' ? acquaint : unacquaint)(db, who, param('id'), who.id)
    return home(param('id'))
  },
  back,
)

const change = form(
  '/customers/:id',
  z.object({
    name: z.string().trim().max(200),
    language: z.string().trim().max(35).optional(),
    since: dayIn('Write the day as a date.'),
    organisation: z.string().optional(),
  }),
  async ({ db, who, param }, { name, language, since, organisation }) => {
    await correct(db, who, param('id'), {
      name: name || null,
      language: language || null,
      since,
      kind: organisation ? 'organisation' : 'person',
    })
    return home(param('id'))
  },
  back,
)

const addOne = form(
  '/customers/:id/addresses',
  z.object({ kind: z.enum(ADDRESS_KINDS), written: z.string().max(300) }),
  async ({ db, who, param }, written) => {
    await addAddress(db, who, param('id'), written)
    return home(param('id'))
  },
  back,
)

const removeOne = form(
  '/customers/:id/addresses/:address/remove',
  z.object({}),
  async ({ db, who, param }) => {
    await removeAddress(db, who, param('id'), param('address'))
    return home(param('id'))
  },
  back,
)

export const customerForms: Leaf[] = [note, forget, know, change, addOne, removeOne]
