// For tests: a notice of each site, in our own words and in the shape that the site's notices have.
export type Specimen = {
  from: string
  subject: string
  text: string
  html?: string
  is: { site: string; rating: number | null; by: string; text: string; link: string | null; kind: string }
}

export const SPECIMENS: readonly Specimen[] = [
  {
    from: 'Google Business Profile <businessprofile-noreply@google.com>',
    subject: 'Hanna Krause left a review for Halden Cycles Harbour',
    text: 'Hanna Krause left a review\n★★★★★\nBoth children rang the bell until we had chosen.\nWe have never had ten minutes so quiet.\n\nReply to review\nhttps://business.google.com/reviews/l/0871/r/AbZ31\n\nYou receive this because you look after this profile.',
    is: {
      site: 'google',
      rating: 5,
      by: 'Hanna Krause',
      text: 'Both children rang the bell until we had chosen.\nWe have never had ten minutes so quiet.',
      link: 'https://business.google.com/reviews/l/0871/r/AbZ31',
      kind: 'compliment',
    },
  },
  {
    from: 'Trustpilot <noreply@business.trustpilot.com>',
    subject: 'New 1-star review from Otto Hinz on Trustpilot',
    text: 'Hi Halden Cycles,\n\nOtto Hinz wrote:\n\n“It rattles since the inspection, and nobody rang back.”\n\nReply to the review: https://www.trustpilot.com/reviews/66f0a1b2',
    is: {
      site: 'trustpilot',
      rating: 1,
      by: 'Otto Hinz',
      text: 'It rattles since the inspection, and nobody rang back.',
      link: 'https://www.trustpilot.com/reviews/66f0a1b2',
      kind: 'complaint',
    },
  },
  {
    from: 'Tripadvisor <reviews@e.tripadvisor.com>',
    subject: 'You have a new review on Tripadvisor',
    text: 'Good news: a traveller shared an experience.\n\nRating: 4 of 5 bubbles\n\n"A guided ride along the harbour, with a bell for everybody. Start earlier."\n\nRespond now [https://www.tripadvisor.com/ShowUserReviews-g1-d2-r300.html]',
    is: {
      site: 'tripadvisor',
      rating: 4,
      by: '',
      text: 'A guided ride along the harbour, with a bell for everybody. Start earlier.',
      link: 'https://www.tripadvisor.com/ShowUserReviews-g1-d2-r300.html',
      kind: 'answer',
    },
  },
  {
    from: 'Yelp for Business <no-reply@yelp.com>',
    subject: 'Selin K. left a two star review of Halden Cycles',
    text: 'Selin K. left a two star review\n\nThree shops, three prices for the same tube.\n\nRead the review\nhttps://biz.yelp.com/r/9dk?hrid=71',
    is: {
      site: 'yelp',
      rating: 2,
      by: 'Selin K.',
      text: 'Three shops, three prices for the same tube.',
      link: 'https://biz.yelp.com/r/9dk?hrid=71',
      kind: 'complaint',
    },
  },
  {
    from: 'Booking.com <noreply-reviews@booking.com>',
    subject: 'A guest left you a review',
    text: 'Review score: 8.5\n\nLuis from Spain wrote:\n\n"The rooms above the shop smell of new tyres, and I liked it."\n\nSee the review: https://admin.booking.com/hotel/reviews/5512',
    is: {
      site: 'booking',
      rating: 8.5,
      by: 'Luis from Spain',
      text: 'The rooms above the shop smell of new tyres, and I liked it.',
      link: 'https://admin.booking.com/hotel/reviews/5512',
      kind: 'answer',
    },
  },
  {
    from: 'OpenTable <member_services@opentable.com>',
    subject: 'New review: 5 stars from Ilse Thomsen',
    text: 'Overall 5 stars\n\n"Coffee while one waits. I stayed for a second."\n\nReply: https://restaurant.opentable.com/feedback/12',
    is: {
      site: 'opentable',
      rating: 5,
      by: 'Ilse Thomsen',
      text: 'Coffee while one waits. I stayed for a second.',
      link: 'https://restaurant.opentable.com/feedback/12',
      kind: 'compliment',
    },
  },
  {
    from: 'ProvenExpert <no-reply@provenexpert.com>',
    subject: 'Neue Bewertung von Emil Berger',
    text: 'Guten Tag,\n\nSie haben eine neue Bewertung: 4,5 von 5 Sterne\n\n„Gesagt, was es kostet, und dass es bis zum Frühjahr warten kann.“\n\nZur Bewertung: https://www.provenexpert.com/halden/b/77',
    is: {
      site: 'provenexpert',
      rating: 4.5,
      by: 'Emil Berger',
      text: 'Gesagt, was es kostet, und dass es bis zum Frühjahr warten kann.',
      link: 'https://www.provenexpert.com/halden/b/77',
      kind: 'compliment',
    },
  },
  {
    from: 'Facebook <notification@facebookmail.com>',
    subject: "Karim Haddad doesn't recommend Halden Cycles",
    text: 'Karim Haddad doesn’t recommend Halden Cycles.\n\n"The saddle was put right three times."\n\nView on Facebook: https://www.facebook.com/haldencycles/reviews/?id=9',
    is: {
      site: 'facebook',
      rating: 0,
      by: 'Karim Haddad',
      text: 'The saddle was put right three times.',
      link: 'https://www.facebook.com/haldencycles/reviews/?id=9',
      kind: 'complaint',
    },
  },
]

/** Mails of the same sites that tell of no review. */
export const OTHERS: readonly Omit<Specimen, 'is'>[] = [
  {
    from: 'Google Business Profile <businessprofile-noreply@google.com>',
    subject: 'Your performance report for October',
    text: '1,204 people saw you. https://business.google.com/performance',
  },
  {
    from: 'Yelp for Business <no-reply@yelp.com>',
    subject: 'Five reasons to answer reviews',
    text: 'Owners who answer do better. https://blog.yelp.com/tips',
  },
  {
    from: 'Tom Baker <tom@customer.example>',
    subject: 'My review: 5 stars',
    text: 'I wrote on https://www.google.com/maps/reviews/1 that I like it here.',
  },
]
