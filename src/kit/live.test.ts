import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from '@hono/node-server'
import { aCompany } from '../../test/company.ts'
import { ground } from '../../test/ground.ts'
import { record } from '../history/history.ts'
import { clock } from './clock.ts'
import { newId } from './ids.ts'
import { beginSession } from './session.ts'

test('an open page hears of a deed within a second, of its own company only, and stops when its session ends', async () => {
  const { app, database } = await ground()
  const server = serve({
    fetch: app.hono.fetch,
    hostname: '127.0.0.1',
    port: 0,
    overrideGlobalObjects: false,
  })
  await new Promise((ready) => server.once('listening', ready))
  const port = (server.address() as { port: number }).port
  const [one, other] = [await aCompany('One'), await aCompany('Other')]
  const token = await one.run((db) => beginSession(db, one.ben.id, 'test', clock.now()))
  const stop = new AbortController()
  const stream = await fetch(`http://127.0.0.1:${port}/live`, {
    headers: { cookie: `makegood=${token}` },
    signal: stop.signal,
  })
  assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const heard: string[] = []
  const reading = (async () => {
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) heard.push(part)
  })().catch(() => {})
  await database.hints.ready()
  await other.run((db) => record(db, other.ben, 'test.elsewhere', newId(clock.now())))
  const told = performance.now()
  await one.run((db) => record(db, one.ben, 'test.here', newId(clock.now())))
  while (!heard.join('').includes('test.here') && performance.now() - told < 3000)
    await new Promise((go) => setTimeout(go, 5))
  const took = performance.now() - told
  stop.abort()
  await reading
  const stranger = await fetch(`http://127.0.0.1:${port}/live`)
  server.close()
  ;(server as { closeAllConnections?: () => void }).closeAllConnections?.()
  assert.match(heard.join(''), /event: happened\ndata: \{"kinds":\[.*"test\.here"/)
  assert.ok(!heard.join('').includes('elsewhere'))
  assert.ok(took < 1000, `${took} ms`)
  assert.equal(stranger.status, 401)
})
