import type { Interaction } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Staff } from '../../people/people.ts'
import { Button, Buttons, Card, Sentence, url } from '../../ui/index.ts'
import { SITES } from './sites.ts'
import { selectReview } from './store.ts'

/** Beside a review: where it stands and what it gave there. It is answered there too, where others read it. */
export async function reviewBeside(db: Db, _who: Staff, one: Interaction) {
  if (one.channel !== 'review') return null
  const review = await selectReview(db, one.id)
  const site = SITES.find(({ key }) => key === review?.site)
  if (!review || !site) return null
  return (
    <Card title={`A review at ${site.name}`} id="review">
      <p>
        {review.rating === null
          ? 'The notice shows its stars as a picture only: look there.'
          : review.best === 1
            ? `It ${Number(review.rating) === 1 ? 'recommends' : 'does not recommend'} us.`
            : `${Number(review.rating)} of ${review.best}, on their own scale: it counts in no share of fives.`}
      </p>
      {review.link && (
        <Buttons>
          <Button href={url(review.link)}>Read and answer it at {site.name}</Button>
        </Buttons>
      )}
      <Sentence size="faint">
        A site gives no address, so nobody was met by it. If you know who it is, write it down on their page.
      </Sentence>
    </Card>
  )
}
