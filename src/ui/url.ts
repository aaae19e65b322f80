const SAFE = /^(https?:|mailto:|tel:|sms:|[/?#]|[^:/?#]*(?:[/?#]|$))/i

/** JSX prints `javascript:` links as they are. Every href that came out of the database goes through here. */
export function url(href: string): string {
  // Browsers skip control characters and blanks in a scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that hide a scheme
  const bare = href.replace(/[\u0000-\u0020]/g, '')
  return SAFE.test(bare) ? href : '#'
}
