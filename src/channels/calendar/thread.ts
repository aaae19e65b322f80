import { Worker } from 'node:worker_threads'
import type { Answer, Task } from './reading/told.ts'

const WITHIN_MS = 15_000

/** One at a time: a calendar can wait, and whoever is being served cannot. */
let last: Promise<unknown> = Promise.resolve()

/** Reads a calendar in a thread of its own, which is ended where it takes too long: a rule may never come to an end. */
export function readApart(task: Task, within = WITHIN_MS): Promise<Answer> {
  const answer = last.then(() => readNow(task, within))
  last = answer.catch(() => {})
  return answer
}

function readNow(task: Task, within: number): Promise<Answer> {
  return new Promise((done) => {
    const thread = new Worker(new URL('./calendar-worker.js', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    })
    const end = (answer: Answer) => {
      clearTimeout(timer)
      void thread.terminate()
      done(answer)
    }
    const timer = setTimeout(
      () => end({ trouble: 'It takes too long to read: one of its rules has no end.' }),
      within,
    )
    thread.on('message', end)
    thread.on('error', () =>
      end({ trouble: 'It cannot be read, and takes more than is given to a calendar.' }),
    )
    thread.on('exit', () => end({ trouble: 'It cannot be read.' }))
  })
}
