import { Worker } from 'node:worker_threads'
import type { MailEnvelope } from './parsed.ts'

/** Starts a reading thread. It never keeps the program alive by itself and cannot take its memory. */
export function startThread(kind: 'read' | 'prove'): Worker {
  const thread = new Worker(new URL('./email-worker.js', import.meta.url), {
    workerData: kind,
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  })
  thread.unref()
  return thread
}

/** One piece of work for one thread: told of each message, of the time being up, and of the thread's death. */
export type Work = {
  task: { id: number; raw: Uint8Array<ArrayBuffer>; envelope: MailEnvelope }
  milliseconds: number
  /** True when this message was the last one. */
  heard: (message: unknown) => boolean
  failed: (why: 'too-slow' | 'out-of-memory' | 'broken' | 'stopped') => void
}

type Seat = { thread: Worker; ready: boolean; work?: Work; timer?: NodeJS.Timeout; rest?: NodeJS.Timeout }

/**
 * A few threads that are started when there is work and ended when there is none for a while. A piece of work that
 * takes longer than its time ends its thread, whatever that is doing; the time begins when a ready thread takes it.
 */
export function pool(size: number, restMilliseconds = 30_000) {
  const seats = new Set<Seat>()
  const queue: Work[] = []

  function take(seat: Seat) {
    clearTimeout(seat.rest)
    const work = seat.work ?? queue.shift()
    if (!seat.ready) return
    if (!work) {
      seat.thread.unref()
      seat.rest = setTimeout(() => end(seat), restMilliseconds).unref()
      return
    }
    seat.work = work
    seat.thread.ref()
    seat.thread.postMessage(work.task, [work.task.raw.buffer])
    // A message that has come already counts, even if the program was too busy to hear it.
    seat.timer = setTimeout(
      () => setImmediate(() => seat.work === work && end(seat, 'too-slow')),
      work.milliseconds,
    )
  }

  function open(): Seat {
    const seat: Seat = { thread: startThread('read'), ready: false }
    seats.add(seat)
    seat.thread.ref()
    seat.thread.on('message', (message: unknown) => {
      if (!seats.has(seat)) return
      if (message === 'ready') seat.ready = true
      else if (seat.work?.heard(message)) {
        clearTimeout(seat.timer)
        delete seat.work
      } else return
      take(seat)
    })
    seat.thread.on('error', (error: Error & { code?: string }) => {
      end(seat, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'broken')
    })
    seat.thread.on('exit', () => end(seat, 'broken'))
    return seat
  }

  function end(seat: Seat, why: 'too-slow' | 'out-of-memory' | 'broken' | 'stopped' = 'stopped') {
    if (!seats.delete(seat)) return
    clearTimeout(seat.timer)
    clearTimeout(seat.rest)
    void seat.thread.terminate()
    // A thread that died before its first work would die again: then whoever waits is told.
    const work = seat.work ?? (seat.ready ? undefined : queue.shift())
    work?.failed(why)
    if (queue.length > 0) fill()
  }

  function fill() {
    const idle = [...seats].find((seat) => seat.ready && !seat.work)
    if (idle) take(idle)
    else if (seats.size < size) open()
  }

  return {
    run(work: Work) {
      queue.push(work)
      fill()
    },
    async close() {
      const waiting = queue.splice(0)
      const threads = [...seats].map((seat) => seat.thread)
      for (const seat of [...seats]) end(seat)
      for (const work of waiting) work.failed('stopped')
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}
