// The words in their order, and all that happens after a deed: read this file and nothing is hidden.
import { aboutStaff } from './about-staff.ts'
import { casesApi } from './cases/api.ts'
import { caseBeside } from './cases/became.tsx'
import {
  briefLines,
  caseConfirmed,
  casePanels,
  openWhereWrong,
  ownPage,
  releaseOnLeaving,
  stillPromised,
  waitingLines,
  whatWeChanged,
} from './cases/cases.ts'
import { casesPages, casesPanel } from './cases/pages.tsx'
import { casesSentences } from './cases/sentences.ts'
import { tellCases } from './cases/story.tsx'
import { referenceLeaf } from './channels/api/reference.tsx'
import { calendarApi } from './channels/calendar/api.ts'
import { calendarLink } from './channels/calendar/company-link.ts'
import { calendarPages } from './channels/calendar/pages.tsx'
import { calendarSentences } from './channels/calendar/sentences.ts'
import { emailApi } from './channels/email/api.ts'
import { byEmail, readers } from './channels/email/email.ts'
import { emailPages } from './channels/email/pages.ts'
import { mailBeside, mailLink, mailOfCase, tellDeliveries } from './channels/email/panels.tsx'
import { emailSentences } from './channels/email/sentences.ts'
import { importApi } from './channels/import/api.ts'
import { importLink } from './channels/import/company-link.ts'
import { importPages } from './channels/import/pages.tsx'
import { publicPages } from './channels/page/pages.ts'
import { callPanel } from './channels/phone/call-panel.tsx'
import { telephoneLink } from './channels/phone/company-link.ts'
import { phonePages } from './channels/phone/pages.ts'
import { phoneSentences } from './channels/phone/sentences.ts'
import { reviewBeside } from './channels/reviews/beside.tsx'
import { reviewsLink, reviewsPages, reviewsSentences } from './channels/reviews/pages.tsx'
import { hearReview } from './channels/reviews/reviews.ts'
import { churnApi } from './churn/api.ts'
import { lostLine, lostLink } from './churn/company-line.tsx'
import { churnPages } from './churn/pages.tsx'
import { churnPanel } from './churn/panel.tsx'
import { churnSentences } from './churn/sentences.ts'
import { tellLosses } from './churn/story.tsx'
import { customersApi } from './customers/api.ts'
import {
  besideExpected,
  customerPanels,
  expectedToday,
  factLines,
  lastContacts,
  searchers,
  storyTellers,
  tellExpected,
  tellPurchases,
} from './customers/customers.ts'
import { customersPages } from './customers/pages.tsx'
import { customersSentences } from './customers/sentences.ts'
import { figuresApi } from './figures/api.ts'
import { foldRound } from './figures/figures.ts'
import { figuresLink, figuresPages } from './figures/pages.tsx'
import { formsSentences } from './forms/sentences.ts'
import { sentences } from './history/history.ts'
import { interactionsApi } from './interactions/api.ts'
import { carriers, heard, interactionPanels, judged } from './interactions/interactions.ts'
import { kindnessBeside } from './interactions/kindness.tsx'
import { lastContact } from './interactions/last-contact.ts'
import { interactionsPages } from './interactions/pages.tsx'
import { interactionsSentences } from './interactions/sentences.ts'
import { searchSayings, tellInteractions } from './interactions/story.tsx'
import { writeDownPanel } from './interactions/write-down.tsx'
import { roundReleased } from './kit/anonymous/anonymous.ts'
import type { Database } from './kit/db.ts'
import type { Leaf } from './kit/doors.ts'
import type { Route } from './kit/endpoint.ts'
import type { Round } from './kit/rounds.ts'
import { limitsApi } from './limits/api.ts'
import { limitsChanged } from './limits/changed.ts'
import { beginLadder } from './limits/founding.ts'
import { limitsSentences } from './limits/history.ts'
import { limitsLink, limitsPages } from './limits/pages.tsx'
import { endShiftsOnLeaving } from './limits/shift.ts'
import { shiftStrip } from './limits/strip.tsx'
import { accountPanels } from './people/account-panels.ts'
import { peopleApi } from './people/api.ts'
import { companyLinks } from './people/company-links.ts'
import { navigation, strips, way } from './people/frame.tsx'
import { keptAboutStaff, keptByPeople } from './people/kept.ts'
import { neverBuilt } from './people/never-built.ts'
import { peoplePages } from './people/pages.tsx'
import { switchNotices } from './people/pages-switches.tsx'
import { foundingSteps, leavingSteps, type Staff } from './people/people.ts'
import { peopleSentences } from './people/sentences.ts'
import { switches } from './people/switches.ts'
import { pledgesApi } from './pledges/api.ts'
import { pledgesLink, pledgesPages, shiftsLink } from './pledges/pages.tsx'
import { besidePledge, noteLimitMet, noteRuleMet } from './pledges/pledges.ts'
import { seenReleased } from './pledges/seen.ts'
import { seenApi } from './pledges/seen-api.ts'
import { didYouSee, seenBeside, seenPages } from './pledges/seen-pages.tsx'
import { pledgesSentences } from './pledges/sentences.ts'
import { callsToday, shiftToday, toldToday } from './pledges/today.tsx'
import { policiesApi } from './policies/api.ts'
import { whatWentFor } from './policies/changed-for.ts'
import { lastScrappedLine, rulesLink } from './policies/company-line.tsx'
import { limitSetAnew } from './policies/leaving.ts'
import { policiesPages } from './policies/pages.tsx'
import {
  rulesAt,
  rulesOnJourney,
  stoppedForCustomer,
  stoppedPanel,
  tellPolicies,
} from './policies/panels.tsx'
import { passOnRules, ruleReported } from './policies/policies.ts'
import { policiesSentences } from './policies/sentences.ts'
import { rulesAwaiting } from './policies/today.tsx'
import { remediesApi } from './remedies/api.ts'
import { remediesSentences } from './remedies/history.ts'
import { beginKinds } from './remedies/kinds.ts'
import { passOnAsks } from './remedies/leaving.ts'
import { kindsLink, remediesPages, todosLink } from './remedies/pages.tsx'
import { putItRight } from './remedies/panel.tsx'
import { limitMet } from './remedies/remedies.ts'
import { remediesInBrief, tellRemedies } from './remedies/story.tsx'
import { requestsApi } from './requests/api.ts'
import { requestsLink, requestsPages } from './requests/pages.tsx'
import { waitingForTeams } from './requests/panel.tsx'
import { freeTaken } from './requests/requests.ts'
import { requestsSentences } from './requests/sentences.ts'
import { requestsInBrief, tellRequests } from './requests/story.tsx'
import { answersForMe, waitingForMyTeam, waitingInLists } from './requests/today.tsx'
import { resultsApi } from './results/api.ts'
import { resultsByEmployee } from './results/by-employee.ts'
import { fivesLine, resultsLink } from './results/company-line.tsx'
import { countHeard, countJudged } from './results/figures.ts'
import { journeyPanel } from './results/journey-board.tsx'
import { resultsPages } from './results/pages.tsx'
import { thanksApi } from './thanks/api.ts'
import { thanksBeside } from './thanks/beside.tsx'
import { thankPanel, thanksPages } from './thanks/pages.tsx'
import { thanksSentences } from './thanks/sentences.ts'
import { freeOnLeaving, passOnFive, passOnPraise } from './thanks/thanks.ts'
import { digestPanel } from './today/digest-page.tsx'
import { todaySentences } from './today/history.ts'
import { mornings } from './today/mornings.ts'
import { companyLines, todayParts } from './today/offers.ts'
import { todayPages } from './today/pages.tsx'
import { touchpointsApi } from './touchpoints/api.ts'
import { touchpointsPages } from './touchpoints/pages.tsx'
import { touchpointsSentences } from './touchpoints/sentences.ts'
import { journeyPanels, touchpointPanels } from './touchpoints/touchpoints.ts'

/** From the ground up: a word uses only words before it. ARCHITECTURE.md says the same, and a test compares. */
export const WORDS = [
  'history',
  'people',
  'figures',
  'forms',
  'customers',
  'touchpoints',
  'interactions',
  'cases',
  'limits',
  'remedies',
  'policies',
  'requests',
  'thanks',
  'churn',
  'pledges',
  'results',
  'today',
] as const

navigation.take(
  { on: 'today', label: 'Today', href: '/today', key: 't', icon: 'day' },
  { on: 'customers', label: 'Customers', href: '/customers', key: 'c', icon: 'people' },
  { on: 'journey', label: 'Journey', href: '/journey', key: 'j', icon: 'line' },
  { on: 'wall', label: 'Wall', href: '/wall', key: 'w', icon: 'frame' },
  { on: 'company', label: 'Company', href: '/company', key: 'o', icon: 'house' },
)

way.take({ label: 'Just heard', href: '/heard', key: 'h', icon: 'pen', worker: '/heard/worker.js' })

// -- what follows a deed, word by word -------------------------------------------------------------------------

// people: who works here
sentences.take(...peopleSentences)
switches.take(...neverBuilt)
keptAboutStaff.take(...keptByPeople, ...aboutStaff)

// figures: what is counted
companyLinks.take(figuresLink)

// customers: whom we serve
storyTellers.take(tellPurchases, tellExpected)
sentences.take(...customersSentences)

// touchpoints: where customers meet us
sentences.take(...touchpointsSentences)

// forms: what is asked
sentences.take(...formsSentences)

// interactions: everything a customer said, lived or was told
storyTellers.take(tellInteractions)
customerPanels.take(writeDownPanel)
besideExpected.take(kindnessBeside)
searchers.take(searchSayings)
lastContacts.take(lastContact)
sentences.take(...interactionsSentences)

// cases: what went wrong waits for somebody
heard.take(openWhereWrong)
carriers.take(ownPage)
storyTellers.take(tellCases)
customerPanels.take(casesPanel)
interactionPanels.take(caseBeside)
leavingSteps.take(releaseOnLeaving)
briefLines.take((db, _who, one) => factLines(db, one.customer_id))
sentences.take(...casesSentences)

// limits: what each level may give without asking
foundingSteps.take(beginLadder)
companyLinks.take(limitsLink)
leavingSteps.take(endShiftsOnLeaving)
strips.take(shiftStrip)
sentences.take(...limitsSentences)

// remedies: what was done
foundingSteps.take(beginKinds)
leavingSteps.take(passOnAsks)
storyTellers.take(tellRemedies)
// A call that was promised stands above what may be given: somebody waits by the telephone.
casePanels.take(callPanel)
casePanels.take(putItRight)
briefLines.take(remediesInBrief)
companyLinks.take(kindsLink, todosLink)
sentences.take(...remediesSentences)

// policies: rules that stop people
leavingSteps.take(passOnRules)
limitsChanged.take(limitSetAnew)
storyTellers.take(tellPolicies)
casePanels.take(stoppedPanel)
customerPanels.take(stoppedForCustomer)
whatWeChanged.take(whatWentFor)
touchpointPanels.take(rulesAt)
companyLinks.take(rulesLink)
sentences.take(...policiesSentences)

// requests: what one team owes another for a customer
leavingSteps.take(freeTaken)
storyTellers.take(tellRequests)
briefLines.take(requestsInBrief)
waitingLines.take(waitingInLists)
casePanels.take(waitingForTeams)
companyLinks.take(requestsLink)
sentences.take(...requestsSentences)

// thanks: praise reaches whom it is about
heard.take(passOnPraise)
caseConfirmed.take(passOnFive)
casePanels.take(thankPanel)
interactionPanels.take(thanksBeside)
leavingSteps.take(freeOnLeaving)
sentences.take(...thanksSentences)

// churn: who left, and why
storyTellers.take(tellLosses)
customerPanels.take(churnPanel)
companyLinks.take(lostLink)
sentences.take(...churnSentences)

// pledges: what those who lead say, do, and are seen doing
limitMet.take(noteLimitMet)
ruleReported.take(noteRuleMet)
companyLinks.take(pledgesLink, shiftsLink)
besidePledge.take(seenBeside)
roundReleased.take(seenReleased)
sentences.take(...pledgesSentences)

// results: what customers' numbers add up to
heard.take(countHeard)
judged.take(countJudged)
journeyPanels.take(journeyPanel, rulesOnJourney)
companyLinks.take(resultsLink)
switches.take(resultsByEmployee)

// today: what everybody here knows
todayParts.take(
  switchNotices,
  shiftToday,
  expectedToday,
  didYouSee,
  callsToday,
  rulesAwaiting,
  toldToday,
  stillPromised,
  answersForMe,
  waitingForMyTeam,
)
companyLines.take(fivesLine, lostLine, lastScrappedLine)
accountPanels.take(digestPanel)
sentences.take(...todaySentences)

// email: what comes and goes by mail
carriers.take(byEmail)
storyTellers.take(tellDeliveries)
interactionPanels.take(mailBeside)
casePanels.take(mailOfCase)
companyLinks.take(mailLink)
sentences.take(...emailSentences)

// phone: who rings, what they asked for, and a panel beside another program
companyLinks.take(telephoneLink)
sentences.take(...phoneSentences)

// reviews: what was said on other people's pages
readers.take(hearReview)
interactionPanels.take(reviewBeside)
companyLinks.take(reviewsLink)
sentences.take(...reviewsSentences)

// import: what a company brings along
companyLinks.take(importLink)

// calendar: who is expected, out of calendars
companyLinks.take(calendarLink)
sentences.take(...calendarSentences)

// -- what the API answers and which pages there are ------------------------------------------------------------

export const routes: readonly Route<Staff>[] = [
  peopleApi,
  figuresApi,
  customersApi,
  touchpointsApi,
  interactionsApi,
  casesApi,
  limitsApi,
  remediesApi,
  policiesApi,
  requestsApi,
  thanksApi,
  churnApi,
  pledgesApi,
  seenApi,
  resultsApi,
  importApi,
  calendarApi,
  emailApi,
].flat()

const reference = referenceLeaf(routes.map((route) => route.endpoint))

// Last of all the pages whose address begins with a company's own name: it would be any other word too.
export const leaves: readonly Leaf[] = [
  peoplePages,
  figuresPages,
  // Before the customers, whose page has any word in this place for one of them.
  churnPages,
  customersPages,
  touchpointsPages,
  interactionsPages,
  casesPages,
  limitsPages,
  remediesPages,
  policiesPages,
  requestsPages,
  thanksPages,
  pledgesPages,
  seenPages,
  resultsPages,
  todayPages,
  importPages,
  calendarPages,
  emailPages,
  reviewsPages,
  reference,
  phonePages,
  publicPages,
].flat()

/** What comes back by itself. */
export const rounds = (database: Database): Round[] => [foldRound(database)]

/** What only a program that stays begins for each of its companies; tests begin it for their own. */
export const dailyRounds = (database: Database): Round[] => [mornings(database)]
