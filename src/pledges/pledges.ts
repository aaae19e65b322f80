// What those who lead say that they will do, do, and are seen doing.
export { noteCall, skipPlace } from './call.ts'
export { drawWeek } from './draw.ts'
export { type Kept, keptOf, leadersAndMe, type Said, youSaidYouDid } from './kept.ts'
export { type Listed, listOf, type MyList, openIn } from './list.ts'
export { changePledge, endPledge, makePledge, sayDone, takeDoneBack } from './make.ts'
export { noteLimitMet, noteRuleMet } from './met.ts'
export { besidePledge, type Pledge, pledge, pledgesOf } from './pledge.ts'
export { reportShift, sayChanged, toldTeam, type Visit, visit, visitsOf } from './shift-report.ts'
