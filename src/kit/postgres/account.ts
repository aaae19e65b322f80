import { spawn } from 'node:child_process'
import { lstat, readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'

/** The user of the operating system under which PostgreSQL runs. `steppingDown`: we are root and PostgreSQL
 * refuses to be, so its programs are started as that user. */
export type Account = { name: string; uid: number; gid: number; steppingDown: boolean }

/**
 * Root steps down to the owner of a cluster that is there already, else to `postgres`, else to `nobody`;
 * anybody else stays themselves. Throws a sentence when there is no such user.
 */
export async function accountFor(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return ourselves()
  const users = await passwd()
  const owner = await lstat(cluster).then(
    (made) => made.uid,
    () => 0,
  )
  const user =
    owner === 0
      ? (users.find((one) => one.name === 'postgres') ?? users.find((one) => one.name === 'nobody'))
      : users.find((one) => one.uid === owner)
  if (user) return { ...user, steppingDown: true }
  throw new Error(
    owner === 0
      ? 'PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody. ' +
          'Start Makegood as an ordinary user, or set DATABASE_URL to a PostgreSQL server.'
      : `The database in ${cluster} belongs to user ${owner}, who has no line in /etc/passwd. ` +
          'Give the user that line, or give the folder to the user postgres.',
  )
}

/** The options of `spawn` that make a program run under the account, wherever we stand ourselves. */
export function as(account: Account): { uid?: number; gid?: number; cwd: string } {
  return account.steppingDown ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' }
}

/** Whether the account may enter or run this path, asked of the system itself: it knows every parent. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  if (!account.steppingDown) return true
  const test = spawn('/bin/sh', ['-c', 'test -x "$0"', path], { ...as(account), stdio: 'ignore' })
  return new Promise((resolve, reject) => test.on('error', reject).on('exit', (code) => resolve(code === 0)))
}

function ourselves(): Account {
  try {
    const { username, uid, gid } = userInfo()
    return { name: username, uid, gid, steppingDown: false }
  } catch {
    throw new Error(
      `User ${process.getuid?.()} has no line in /etc/passwd, and PostgreSQL does not start without one. ` +
        'Add the line, start Makegood as another user, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
}

async function passwd(): Promise<{ name: string; uid: number; gid: number }[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n')
  return lines.map((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return { name, uid: Number(uid), gid: Number(gid) }
  })
}
