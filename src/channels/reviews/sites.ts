/** A site on which anybody may say something about the company, and whose notices are mailed to it. */
export type Site = {
  key: string
  name: string
  /** The last parts of the addresses that its notices come from, and of the hosts that its links lead to. */
  domains: readonly string[]
  /** The best that one may give there: stars of five, marks of ten. Recommending is yes or no: one of one. */
  best: 1 | 5 | 10
  /** What the path of a link to one review holds, where the site's links can be told apart. */
  path?: RegExp
}

/** The common ones. Each has a mail of ours in the tests; what a site changes in its wording is mended here. */
export const SITES: readonly Site[] = [
  { key: 'google', name: 'Google', domains: ['google.com'], best: 5, path: /review|maps|\/local/i },
  {
    key: 'trustpilot',
    name: 'Trustpilot',
    domains: ['trustpilot.com', 'trustpilotmail.com'],
    best: 5,
    path: /review/i,
  },
  {
    key: 'tripadvisor',
    name: 'Tripadvisor',
    domains: ['tripadvisor.com', 'tripadvisor.de', 'tripadvisor.co.uk', 'tripadvisor.fr', 'tripadvisor.es'],
    best: 5,
    path: /review/i,
  },
  {
    key: 'yelp',
    name: 'Yelp',
    domains: ['yelp.com', 'yelp.de', 'yelp.co.uk'],
    best: 5,
    path: /biz|review|^\/r\//i,
  },
  { key: 'booking', name: 'Booking.com', domains: ['booking.com'], best: 10, path: /review/i },
  {
    key: 'opentable',
    name: 'OpenTable',
    domains: ['opentable.com', 'opentable.de', 'opentable.co.uk'],
    best: 5,
    path: /review|feedback/i,
  },
  { key: 'provenexpert', name: 'ProvenExpert', domains: ['provenexpert.com'], best: 5 },
  {
    key: 'facebook',
    name: 'Facebook',
    domains: ['facebook.com', 'facebookmail.com'],
    best: 1,
    path: /review|recommend|posts/i,
  },
]

const within = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)

/** The site that an address or a host belongs to. */
export const siteAt = (host: string): Site | undefined =>
  SITES.find((site) => site.domains.some((domain) => within(host.toLowerCase(), domain)))
