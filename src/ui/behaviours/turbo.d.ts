/** What we use of Turbo, which ships no types. */
declare module '@hotwired/turbo' {
  export const session: { refresh(url: string): void }
  export function visit(location: string, options?: { action?: 'advance' | 'replace' }): void
}
