/** What never changes once it is known, so that it is looked up once. The oldest are forgotten first. */
export class Known<T> {
  readonly #kept = new Map<string, T>()
  readonly #most: number
  constructor(most: number) {
    this.#most = most
  }

  /** What is known under this key, or what `lookUp` finds; that nothing was found is not kept. */
  async find(key: string, lookUp: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.#kept.get(key)
    if (known) return known
    const found = await lookUp()
    if (!found) return undefined
    for (const oldest of this.#kept.keys()) if (this.#kept.size >= this.#most) this.#kept.delete(oldest)
    this.#kept.set(key, found)
    return found
  }
}
