import { z } from 'zod'
import { addressesOf, allIdsOf, searchCustomers } from '../../customers/customers.ts'
import { interactionsOf } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import { type Ask, form, type Leaf, page } from '../../kit/doors.ts'
import type { Id } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { Button, Field, Form, FormState, PageTitle } from '../../ui/index.ts'
import { confirmByMail } from './confirmation.ts'
import { privateLink } from './send.ts'
import { sending } from './sending.ts'
import { LanguageLinks, shown } from './shown.tsx'
import { Speak } from './speak.tsx'
import { newVisit, readVisit, wrongWith } from './steps.ts'
import { sameAddress, talk, type Visitor, visitor } from './visitor.tsx'

const PATH = '/:company/already'

/** For whoever lost the private link. */
const show = async (ask: Ask<Visitor>): Promise<Response> => {
  const { who, refused } = ask
  const t = talk(who.language)
  const path = `/${who.house.slug}/already`
  const said = refused && { values: refused.values, sentence: refused.sentence, field: refused.field }
  return shown({
    title: t('already.title'),
    language: who.language,
    company: who.house.name,
    status: refused?.status ?? 200,
    keep: 'step',
    over: (
      <>
        <span>{who.house.name}</span>
        <LanguageLinks path={path} language={who.language} />
      </>
    ),
    body: (
      <>
        <PageTitle lead={t('already.hint')}>{t('already.title')}</PageTitle>
        {ask.query('sent') ? (
          <p class="card" role="status">
            {t('already.sent')}
          </p>
        ) : (
          <FormState.Provider value={said}>
            <Form id="already" action={`${path}?lang=${who.language}`}>
              <Field type="email" name="email" label={t('contact.email')} required autocomplete="email" />
              <Button kind="go">{t('button.send')}</Button>
            </Form>
          </FormState.Provider>
        )}
        <Speak who={who} />
      </>
    ),
  })
}

/** The answer is the same whether we know the address or not. */
const sendAgain = async (ask: Ask<Visitor>, sent: Record<string, unknown>): Promise<string> => {
  const { db, who } = ask
  const t = talk(who.language)
  const { email } = readVisit({ email: sent.email })
  const wrong =
    email === '' ? { word: 'error.email' as const } : wrongWith({ ...newVisit('question'), email }, 'contact')
  if (wrong) throw new Refusal('invalid', 'page.email', t(wrong.word), { field: 'email' })
  await sending(ask, [], async () => {
    const last = await lastOf(db, email)
    if (last) await confirmByMail(db, who, email, await privateLink(db, who, last))
  })
  return `/${who.house.slug}/already?sent=yes&lang=${who.language}`
}

/** What the customer with this very address told us last, on these pages. */
async function lastOf(db: Db, email: string): Promise<Id | undefined> {
  for (const customer of await searchCustomers(db, email, 5)) {
    const theirs = await addressesOf(db, customer.id)
    if (!theirs.some((one) => one.kind === 'email' && one.written.toLowerCase() === email.toLowerCase()))
      continue
    const said = await interactionsOf(db, await allIdsOf(db, customer.id), { most: 100 })
    const last = said.filter(
      (one) => one.channel === 'page' && one.direction === 'in' && one.kind !== 'answer',
    )
    return last.reduce<(typeof last)[number] | undefined>((a, b) => (a && a.at >= b.at ? a : b), undefined)
      ?.id
  }
  return undefined
}

export const alreadyPages: Leaf[] = [
  page(visitor, PATH, show),
  form(visitor, PATH, z.looseObject({}), sendAgain, sameAddress),
]
