/** No round may tell apart fewer answers than these, whatever a company chooses. */
export const FEWEST = 5
/** Free words are shown from so many answers on. */
export const FEWEST_FOR_WORDS = 10
