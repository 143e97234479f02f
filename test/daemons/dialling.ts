import type { Signal, Following, Target } from '../../main/backend/backend.ts'
import { registry } from '../../main/backend/registry.ts'
import { silentLog } from '../../main/lib/log.ts'
import type { Account } from './config.ts'
import type { MadeTorrent } from './torrents.ts'

/** An info-hash that no daemon has. */
export const gone = 'f'.repeat(40)
/** Added like this, a torrent stays where it is told and does nothing. */
export const quiet = { folder: null, paused: true }
/** For expect.poll: a status is up to 1.5 s old, and 2.0.3 looks at its alerts every 0.3 s. */
export const patience = { timeout: 30_000 }

const open: Following[] = []

/** Where a daemon is and who may log in there. */
interface Reachable {
  host: string
  port: number
  accounts: { admin: Account }
}

/** Our client's session with a daemon that the person calls "Attic". */
export async function dial(
  daemon: Reachable,
  as: Pick<Account, 'username' | 'password'> = daemon.accounts.admin,
  more: Partial<Target> = {},
): Promise<Following> {
  const { host, port } = daemon
  const { username, password } = as
  const target: Target = {
    name: 'Attic',
    address: { way: 'tls', host, port },
    username,
    password,
    identity: null,
    mayTrust: true,
    memo: null,
    ...more,
  }
  const session = await registry.get('deluge').dial(target, { log: silentLog, signal: new AbortController().signal })
  if (session.pace !== 'follow') throw new Error('Deluge is followed.')
  open.push(session)
  return session
}

/** Ends what dial() opened. */
export function closeAll(): void {
  for (const session of open.splice(0)) session.close()
}

/** What a session tells from now on. */
export function listen(session: Following): Signal[] {
  const notices: Signal[] = []
  session.onSignal((notice) => notices.push(notice))
  return notices
}

export function fileOf(torrent: MadeTorrent): { kind: 'file'; name: string; content: string } {
  return { kind: 'file', name: `${torrent.name}.torrent`, content: torrent.base64 }
}
