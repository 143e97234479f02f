import type { CheckedArgs } from '../../preload/contract/calls.ts'
import type { Handed } from '../../preload/contract/app.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Store } from '../store/records.ts'
import type { History } from './history.ts'
import type { Host } from './host.ts'
import type { Inbox } from './inbox.ts'
import type { Roster } from './roster.ts'
import type { DaemonService } from './services/daemons.ts'
import type { ImportService } from './services/importing.ts'
import type { NoticeService } from './services/notices.ts'
import type { SettingsService } from './services/settings.ts'
import type { TorrentService } from './services/torrents.ts'
import type { Watch } from './watch.ts'

/** What the calls are carried out with. */
export interface Parts {
  host: Host
  log: Log
  clock: Clock
  store: Store
  history: History
  roster: Roster
  watch: Watch
  settings: SettingsService
  daemons: DaemonService
  importing: ImportService
  torrents: TorrentService
  notices: NoticeService
  /** What the system handed over and no window has taken yet. */
  inbox: Inbox<Handed>
}

/** What a call may do to the window that made it. */
export interface CallingWindow {
  readonly app: Parts
  watch(args: CheckedArgs<'view.watch'>): void
  /** Sends that daemon's rows again, from the beginning. */
  resend(daemon: DaemonId): void
}
