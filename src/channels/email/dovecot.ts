// For tests: a real IMAP server of its own on a loopback port, with its Maildir in a temporary folder.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Dovecot = {
  port: number
  /** Puts a mail into the inbox as a mail server would, without the IMAP server's help. */
  deliver: (raw: string | Uint8Array) => void
  /** Makes the server forget its UIDs: the same mails under another UIDVALIDITY. */
  forgetUids: () => void
  /** Ends the server's processes and waits for the port to close; `start` brings it back. */
  stop: () => Promise<void>
  start: () => Promise<void>
  remove: () => Promise<void>
}

/** A sentence where it cannot run here. */
export async function startDovecot(): Promise<Dovecot | string> {
  if (process.getuid?.() !== 0) return 'Dovecot is only started as root'
  const program = ['/usr/sbin/dovecot', '/usr/bin/dovecot'].find((path) => existsSync(path)) ?? install()
  if (!program) return 'Dovecot is not installed and could not be'
  const folder = mkdtempSync(join(tmpdir(), 'makegood-imap-'))
  const port = await freePort()
  const [user, group] = [
    Number(execFileSync('id', ['-u', 'nobody'])),
    Number(execFileSync('id', ['-g', 'nobody'])),
  ]
  const maildir = join(folder, 'mail')
  const own = (path: string) => {
    mkdirSync(path, { recursive: true })
    chownSync(path, user, group)
  }
  execFileSync('chmod', ['755', folder])
  for (const name of ['', 'new', 'cur', 'tmp']) own(join(maildir, name))
  writeFileSync(join(folder, 'users'), 'support:{PLAIN}secret\n')
  writeFileSync(join(folder, 'dovecot.conf'), config(folder, port, user, group))
  // A process group of its own, so that its sessions end with it.
  const run = () =>
    spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', detached: true })
  let server = run()
  const running = () => server.exitCode === null && server.signalCode === null
  const start = async () => {
    if (!running()) server = run()
    await until(() => reaches(port))
  }
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    process.kill(-server.pid!, 'SIGKILL')
    await ended
    await until(async () => !(await reaches(port)))
  }
  await start()
  let n = 0
  return {
    port,
    start,
    stop,
    deliver(raw) {
      const name = join(maildir, 'new', `${1_700_000_000 + ++n}.M${n}.makegood`)
      writeFileSync(`${name}.part`, raw)
      chownSync(`${name}.part`, user, group)
      execFileSync('mv', [`${name}.part`, name])
    },
    forgetUids() {
      for (const name of ['dovecot-uidlist', 'dovecot-uidvalidity'])
        rmSync(join(maildir, name), { force: true })
      execFileSync('find', [maildir, '-maxdepth', '1', '-name', 'dovecot*', '-delete'])
    },
    async remove() {
      if (running()) await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function install(): string | undefined {
  const command = 'apt-get update -qq; apt-get install -y --no-install-recommends dovecot-imapd'
  spawnSync('sh', ['-c', `export DEBIAN_FRONTEND=noninteractive; ${command}`], {
    stdio: 'ignore',
    timeout: 120_000,
  })
  return existsSync('/usr/sbin/dovecot') ? '/usr/sbin/dovecot' : undefined
}

const config = (folder: string, port: number, user: number, group: number) => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0 secs
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
mail_privileged_group =
maildir_very_dirty_syncs = no
mailbox_idle_check_interval = 1 secs
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function reaches(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(socket.destroy() && true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

/** Tries every 50 ms for ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not come about in ten seconds.')
}
