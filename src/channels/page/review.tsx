import { url } from '../../ui/index.ts'
import type { T } from './visitor.tsx'

/** The way to a public review: the same for everybody, whatever they said, or for nobody. */
export const ReviewLine = ({ link, t }: { link: string | null; t: T }) =>
  link ? (
    <p class="faint" id="review">
      {t('review.everybody')} <a href={url(link)}>{t('review.link')}</a>
    </p>
  ) : null
