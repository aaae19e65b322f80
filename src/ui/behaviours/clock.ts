/**
 * The server's time, by the reader's clock. The page says when it was made, so a laptop whose clock is wrong
 * still shows the right minutes; the wall clock (not performance.now) because it runs on while a laptop sleeps.
 */
const made = Date.parse(document.documentElement.dataset.now ?? '')
const ahead = Number.isNaN(made) ? 0 : made - Date.now()

export const now = (): Date => new Date(Date.now() + ahead)
