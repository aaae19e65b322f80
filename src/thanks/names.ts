const BETWEEN = /\s*(?:[,;&+/،]|\s(?:and|und|et|y|e|و)\s)\s*/iu

/** The names in what a customer wrote: "Ben and Priya" are two, "Mr. Ben Okafor" is one without his title. */
export function namesIn(text: string): string[] {
  const names = text
    .split(BETWEEN)
    .map((name) =>
      name
        .replace(/^(?:mrs?|ms|dr|herr|frau|mme|m|sra?|sr)\.?\s+/iu, '')
        .replace(/[.!?]+$/, '')
        .trim(),
    )
    .filter((name) => /\p{L}/u.test(name))
  return names.length > 0 ? [...new Set(names)].slice(0, 5) : [text.trim()]
}
