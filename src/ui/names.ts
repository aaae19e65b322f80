/** Joins the class names that hold: `names('row', late && 'late')`. */
export const names = (...all: (string | false | undefined)[]): string => all.filter(Boolean).join(' ')

/** A word that may stand in an id: letters, digits, hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'x'
