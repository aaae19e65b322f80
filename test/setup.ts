// Imported before every test: what is printed as an error, or rejected and never caught, fails the run.
import { after } from 'node:test'
import { closeGround } from './ground.ts'

const complaints: string[] = []
console.error = (...words: unknown[]) => {
  const said = words.map(String).join(' ')
  complaints.push(said)
  process.stderr.write(`${said}\n`)
}
process.on('unhandledRejection', (reason) => {
  complaints.push(String(reason))
  process.stderr.write(`Unhandled: ${reason instanceof Error ? reason.stack : String(reason)}\n`)
})

after(async () => {
  await closeGround()
  if (complaints.length > 0) process.exitCode = 1
})
