const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** "three", "13" */
export const numbersInWords = (n: number): string => WORDS[n] ?? String(n)
