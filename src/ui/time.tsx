import { useLocale } from './locale.ts'
import { names } from './names.ts'
import { absolute, due, isLate, relative } from './relative.ts'

export interface TimeProps {
  at: Date
  /** The shell's where not given. */
  now?: Date | undefined
  lang?: string | undefined
  zone?: string | undefined
}

function resolve(props: TimeProps) {
  const locale = useLocale()
  return {
    at: props.at,
    now: props.now ?? locale.now,
    lang: props.lang ?? locale.lang,
    zone: props.zone ?? locale.zone,
    overdue: locale.wording.overdue,
  }
}

/** How long it is until something is due; amber-red in its last hour. Keeps itself right. */
export function Due(props: TimeProps) {
  const { at, now, lang, zone, overdue } = resolve(props)
  const full = absolute(at, lang, zone)
  return (
    <x-due class={names('due num', now && isLate(at, now) && 'late')} data-zone={zone} data-overdue={overdue}>
      <time datetime={at.toISOString()} title={full}>
        {now ? due(at, now, lang, zone, overdue) : full}
      </time>
    </x-due>
  )
}

/** When something was. Keeps itself right. */
export function Ago(props: TimeProps) {
  const { at, now, lang, zone } = resolve(props)
  const full = absolute(at, lang, zone)
  return (
    <x-ago class="num" data-zone={zone}>
      <time datetime={at.toISOString()} title={full}>
        {now ? relative(at, now, lang, zone) : full}
      </time>
    </x-ago>
  )
}
