import { HonoRequest } from 'hono/request'

/** Runs something and tells which queries were asked for meanwhile: pages do not declare theirs. */
export async function queriesAskedIn(work: () => Promise<unknown>): Promise<string[]> {
  const asked = new Set<string>()
  const { query } = HonoRequest.prototype
  const spy = function (this: HonoRequest, name?: string) {
    if (name) asked.add(name)
    return (query as (name?: string) => unknown).call(this, name)
  }
  HonoRequest.prototype.query = spy as typeof query
  try {
    await work()
  } finally {
    HonoRequest.prototype.query = query
  }
  return [...asked]
}
