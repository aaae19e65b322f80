// What the app and other words may use of email.
export { homeAddress } from './addresses.ts'
export { byEmail } from './carrier.ts'
export { closeMailThreads, listenForMail, type MailDoors, openMailDoors } from './doors.ts'
export { mailStands } from './house.ts'
export { addInbox, hearAgain, keepQuiet, removeInbox } from './inbox.ts'
export { type Letter, readers } from './readers.ts'
export { type Arrival, keepMail, type Received, receiveMail } from './receive.ts'
export { howManyMailsWait, openOwnCase, putAside, retryMails, takeFromCase, waitingMails } from './waiting.ts'
