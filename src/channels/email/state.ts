/** How the followed mailbox stands, as this process knows it. */
export type MailboxState = { connected: boolean; since: Date; error?: string; lastMail?: Date }

let state: MailboxState | undefined

export const mailboxState = {
  get: (): MailboxState | undefined => state,
  is: (now: MailboxState): void => {
    // The first loss says since when; each attempt after it would hide that.
    const lasts = state && state.connected === now.connected
    state = {
      ...now,
      since: lasts ? state!.since : now.since,
      ...(state?.lastMail ? { lastMail: state.lastMail } : {}),
    }
  },
  took: (at: Date): void => {
    if (state) state.lastMail = at
  },
}
