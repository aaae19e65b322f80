import { hearOnce, type Interaction, type Kind } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Who } from '../../kit/who.ts'
import type { Letter } from '../email/email.ts'
import { type Review, reviewIn } from './review-in.ts'
import { insertReview } from './store.ts'

/**
 * A notice of a site becomes what it tells of: praise or a complaint, with the source, its own number and the link.
 * Nobody is met by it, as a site gives no address; its number is on its own scale, and none of them is a five.
 */
export async function hearReview(
  db: Db,
  who: Who,
  letter: Letter,
): Promise<{ interaction: Interaction; made: boolean } | undefined> {
  const review = reviewIn({
    senders: [letter.forwardedFrom, letter.from].filter((one) => one !== undefined),
    subject: letter.subject,
    text: letter.text,
    html: letter.html ?? '',
  })
  if (!review) return undefined
  const { site, rating, by, link } = review
  const heard = await hearOnce(db, who, {
    kind: kindOf(review),
    channel: 'review',
    customer: null,
    ...(letter.touchpoint ? { touchpoint: letter.touchpoint } : {}),
    ...(letter.team ? { team: letter.team } : {}),
    ...(rating === null ? {} : { own: { score: rating, scale: site.best === 1 ? '0-1' : `1-${site.best}` } }),
    title: titleOf(review),
    text: review.text,
    at: letter.at,
    // The same review, forwarded and sent directly, is one; a notice without a link is known by its mail.
    key: link ?? letter.key,
  })
  if (heard.made)
    await insertReview(db, {
      interaction_id: heard.interaction.id,
      site: site.key,
      rating,
      best: site.best,
      by,
      link,
    })
  return heard
}

/** Two fifths of the best and less went wrong; nine tenths and more is praise; what lies between is an answer. */
function kindOf({ rating, site }: Review): Kind {
  if (rating === null) return 'answer'
  const share = rating / site.best
  return share <= 0.4 ? 'complaint' : share >= 0.9 ? 'compliment' : 'answer'
}

function titleOf({ site, rating, by }: Review): string {
  const name = by ? `${by} at ${site.name}` : `A review at ${site.name}`
  if (rating === null) return name
  return site.best === 1
    ? `${name} ${rating === 1 ? 'recommends us' : 'does not recommend us'}`
    : `${name}: ${String(rating).replace(/\.0$/, '')} of ${site.best}`
}
