import type { Child } from 'hono/jsx'
import { mailGoesOut } from '../../kit/mail.ts'
import { formatWhen } from '../../kit/moments.ts'
import { baseUrl } from '../../people/pages-door.tsx'
import { Button, Card, Field, Form, PageTitle, Section, type Step, Steps, Voice } from '../../ui/index.ts'
import type { Following } from './following.ts'
import { ReviewLine } from './review.tsx'
import { RightQuestion } from './right-page.tsx'
import { LanguageLinks, type Shown } from './shown.tsx'
import { Speak } from './speak.tsx'
import { MOST } from './steps.ts'
import { inMegabytes, MOST_EACH, MOST_FILES } from './uploads.ts'
import { type Follower, type T, talk } from './visitor.tsx'

export type Moment = {
  path: string
  /** Of the next addition. */
  key: string
  /** What has just been done: 'yes', or 'mailed'. */
  sent: string | undefined
  added: boolean
  confirmed: boolean
  /** Where anybody may say publicly what they think. */
  review: string | null
}

/** The private page: where it is, what was said, what one may add, and whether it was put right. */
export function followPage(who: Follower, it: Following, moment: Moment): Shown {
  const t = talk(who.language)
  const title = t(moment.sent ? 'sent.title' : 'follow.title')
  const ask = it.followed?.putRight && !it.followed.confirmed
  return {
    title,
    language: who.language,
    company: who.house.name,
    over: (
      <>
        <span>{who.house.name}</span>
        <LanguageLinks path={moment.path} language={who.language} />
      </>
    ),
    foot: it.followed && <p>{t('follow.never')}</p>,
    body: (
      <>
        <PageTitle lead={lead(who, it, moment, t)}>{title}</PageTitle>
        {moment.sent && <Keep path={moment.path} mailed={moment.sent === 'mailed' && mailGoesOut()} t={t} />}
        <Done who={who} it={it} moment={moment} t={t} />
        {ask && <RightQuestion path={`${moment.path}/right?lang=${who.language}`} t={t} />}
        <Steps label={t('follow.title')} steps={stepsOf(who, it, t)} />
        {it.followed?.confirmed && <p>{t('confirm.yours', { n: it.followed.confirmed.score })}</p>}
        <Said who={who} it={it} t={t} />
        <Add who={who} it={it} moment={moment} t={t} />
        <ReviewLine link={moment.review} t={t} />
        <Speak who={who} />
      </>
    ),
  }
}

/** Who has it, and by when one hears of it. */
function lead(who: Follower, it: Following, { sent }: Moment, t: T): string | undefined {
  if (!sent) return undefined
  const has = it.with
    ? t(it.followed ? 'sent.holder' : 'sent.person', { name: it.with })
    : t('start.readers', { company: who.house.name })
  const promise = it.followed?.promise
  if (it.call && promise) return t('call.promised', { when: whenOf(who, promise.dueAt) })
  const when = promise && !promise.what ? whenOf(who, promise.dueAt) : undefined
  return when ? `${has} ${t('sent.answerBy', { when })}` : has
}

const Keep = ({ path, mailed, t }: { path: string; mailed: boolean; t: T }) => (
  <Card title={t('sent.link')} id="link">
    <p>
      <a href={path} dir="ltr">
        {baseUrl() + path}
      </a>
    </p>
    <p class="faint">{t('sent.keep')}</p>
    {mailed && <p class="faint">{t('sent.mailed')}</p>}
  </Card>
)

type Part = { who: Follower; it: Following; moment: Moment; t: T }

/** A sentence about what was just done. */
function Done({ who, it, moment, t }: Part) {
  const name = it.with ?? who.house.name
  const due = it.followed?.promise?.dueAt
  const low = it.followed && !it.followed.putRight && due
  const sentence = moment.added
    ? t('follow.added', { name })
    : moment.confirmed &&
      (low ? t('confirm.again', { name, when: whenOf(who, due) }) : t('confirm.thanks', { name }))
  return sentence ? (
    <p class="card" role="status">
      {sentence}
    </p>
  ) : null
}

const whenOf = ({ at, language, house }: Follower, moment: Date): string =>
  formatWhen(moment, at, language, house.zone)

function stepsOf(who: Follower, it: Following, t: T): Step[] {
  const { followed } = it
  const heard: Step = {
    label: t('follow.heard'),
    note: noted(t, 'done', whenOf(who, it.heardAt)),
    state: 'done',
  }
  const label = it.with ? t('follow.with', { name: it.with }) : t('follow.withNobodyYet')
  if (!followed) return [heard, { label, note: noted(t, 'now'), state: 'now' }]
  const { promise, putRight, changed } = followed
  return [
    heard,
    {
      label,
      note: noted(t, putRight ? 'done' : 'now', promised(who, it, t)),
      state: putRight ? 'done' : 'now',
    },
    {
      label: t('follow.righted'),
      note: noted(
        t,
        putRight ? 'done' : 'ahead',
        putRight && `${putRight.how} · ${whenOf(who, putRight.at)}`,
      ),
      state: putRight ? 'done' : 'ahead',
    },
    {
      label: t('follow.changed'),
      note: noted(t, changed.length > 0 ? 'done' : 'ahead', changed.join(' ') || t('follow.changedNothing')),
      state: changed.length > 0 ? 'done' : 'ahead',
    },
  ]
  function promised({ house }: Follower, { with: name }: Following, t: T): string | undefined {
    if (!promise) return undefined
    const when = whenOf(who, promise.dueAt)
    if (it.call) return t('call.follow', { name: name ?? house.name, when })
    if (!promise.what) return t('sent.answerBy', { when })
    return `${t('follow.promise', { name: name ?? house.name, what: promise.what })} · ${t('follow.by', { when })}`
  }
}

/** The state is seen by colour and place, and said to who does not see. */
const noted = (t: T, state: Step['state'], note?: Child): Child => (
  <>
    <i class="unseen">
      {t(state === 'done' ? 'follow.done' : state === 'now' ? 'follow.now' : 'follow.notYet')}{' '}
    </i>
    {note}
  </>
)

const Said = ({ who, it, t }: Omit<Part, 'moment'>) => (
  <>
    {it.said.map(({ at, by, text, files }) => (
      <>
        <Voice by={`${by ? t('follow.ours', { name: by }) : t('follow.yours')} · ${whenOf(who, at)}`}>
          {text}
        </Voice>
        {files.length > 0 && (
          <p class="faint">
            {t('follow.files')}{' '}
            {files.map((name, place) => (
              <>
                {place > 0 && ', '}
                <bdi>{name}</bdi>
              </>
            ))}
          </p>
        )}
      </>
    ))}
  </>
)

const Add = ({ who, it, moment, t }: Part) => (
  <Section title={t('follow.add')} id="add">
    <Form id="more" action={`${moment.path}/add?lang=${who.language}`} hidden={{ key: moment.key }} files>
      <Field
        type="textarea"
        name="text"
        label={t('follow.add')}
        hint={t('follow.addHint', { name: it.with ?? who.house.name })}
        hideLabel
        required
        rows={3}
        maxlength={MOST.story}
      />
      <Field
        type="file"
        name="files"
        label={t('files.title')}
        hint={t('files.hint', { n: MOST_FILES, size: inMegabytes(MOST_EACH) })}
        accept="image/*,application/pdf"
        multiple
      />
      <Button kind="go">{t('button.send')}</Button>
    </Form>
  </Section>
)
