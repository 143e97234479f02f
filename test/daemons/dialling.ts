import type { Notice, Session, Target } from '../../main/backend/backend.ts'
import { backends } from '../../main/backend/registry.ts'
import { silentLog } from '../../main/lib/log.ts'
import type { Account } from './config.ts'
import type { MadeTorrent } from './torrents.ts'

/** An info-hash that no daemon has. */
export const gone = 'f'.repeat(40)
/** Added like this, a torrent stays where it is told and does nothing. */
export const quiet = { folder: null, paused: true }
/** For expect.poll: a status is up to 1.5 s old, and 2.0.3 looks at its alerts every 0.3 s. */
export const patience = { timeout: 30_000 }

const open: Session[] = []

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
): Promise<Session> {
  const { host, port } = daemon
  const { username, password } = as
  const target = { host, port, username, password, fingerprint: null, name: 'Attic', ...more }
  const session = await backends.deluge.dial(target, { log: silentLog, signal: new AbortController().signal })
  open.push(session)
  return session
}

/** Ends what dial() opened. */
export function closeAll(): void {
  for (const session of open.splice(0)) session.close()
}

/** What a session tells from now on. */
export function listen(session: Session): Notice[] {
  const notices: Notice[] = []
  session.onNotice((notice) => notices.push(notice))
  return notices
}

export function fileOf(torrent: MadeTorrent): { kind: 'file'; name: string; content: string } {
  return { kind: 'file', name: `${torrent.name}.torrent`, content: torrent.base64 }
}
