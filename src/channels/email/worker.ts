// The thread in which strangers' bytes are read. It can be killed at any moment; nothing depends on its end.
import { parentPort, workerData } from 'node:worker_threads'
import type { MailEnvelope, Parsed } from './parsed.ts'
import type { ProofTask } from './reading/prove.ts'
import { readMail } from './reading/read.ts'

export type ReadTask = { id: number; raw: Uint8Array; envelope: MailEnvelope }

// What a library prints about a stranger's mail is not our log.
for (const say of ['log', 'info', 'warn', 'error', 'debug'] as const) console[say] = () => {}

const port = parentPort
if (port) {
  if (workerData === 'prove') {
    const { answerDns, prove } = await import('./reading/prove.ts')
    port.on('message', async (task: ProofTask) => {
      if (task.is === 'ping') port.postMessage({ is: 'pong' })
      else if (task.is === 'dns') answerDns(task)
      else
        port.postMessage({
          is: 'proof',
          id: task.id,
          proof: await prove(task, (ask) => port.postMessage(ask)),
        })
    })
  } else {
    port.on('message', async ({ id, raw, envelope }: ReadTask) => {
      const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
      const sooner = (mail: Parsed) => {
        const own = mail.attachments
          .map((each) => each.bytes.buffer)
          .filter((each) => each instanceof ArrayBuffer)
        port.postMessage({ id, sooner: mail }, own)
      }
      port.postMessage({ id, done: await readMail(bytes, envelope, sooner) })
    })
  }
  port.postMessage('ready')
}
