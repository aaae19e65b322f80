// The thread in which strangers' calendars are read. It can be killed at any moment; nothing depends on its end.
import { parentPort, workerData } from 'node:worker_threads'
import { readCalendar } from './reading/read.ts'
import type { Task } from './reading/told.ts'

// What a library prints about a stranger's calendar is not our log.
for (const say of ['log', 'info', 'warn', 'error', 'debug'] as const) console[say] = () => {}

parentPort?.postMessage(readCalendar(workerData as Task))
