import type { Handed } from '../../preload/contract/app.ts'
import type { CallName, CallResult, CheckedArgs } from '../../preload/contract/calls.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { CheckedFeedArgs, FeedItem, FeedName } from '../../preload/contract/feeds.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Registry } from '../backend/registry.ts'
import type { Clock } from '../lib/clock.ts'
import type { OnFault } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import type { LogBook } from '../lib/logbook.ts'
import type { Store } from '../store/records.ts'
import type { Role } from './core.ts'
import type { Lead } from '../../preload/contract/notices.ts'
import type { Attention } from './attention.ts'
import type { AccountService } from './accounts/service.ts'
import type { MetadataLanes } from './adding/feed.ts'
import type { AddingService } from './adding/service.ts'
import type { AuditService, Begun } from './audit/service.ts'
import type { Holding } from './daemons/holding.ts'
import type { Roster } from './daemons/roster.ts'
import type { DaemonService } from './daemons/service.ts'
import type { OptionsService } from './details/options.ts'
import type { DetailsService } from './details/service.ts'
import type { FolderService } from './folders/service.ts'
import type { History } from './events/history.ts'
import type { ImportService } from './importing/service.ts'
import type { Inbox } from './inbox.ts'
import type { Means } from './means.ts'
import type { LimitsService } from './limits/service.ts'
import type { MoveService } from './moves/service.ts'
import type { NewsService } from './news/service.ts'
import type { Permit } from './permit.ts'
import type { RemovalService } from './removals/service.ts'
import type { SettingsService } from './settings/service.ts'
import type { KeptFiles } from './torrents/kept.ts'
import type { TorrentService } from './torrents/service.ts'
import type { WholeService } from './torrents/whole.ts'
import type { TransferService } from './transfer/service.ts'
import type { Looked } from './watch.ts'

/** What calls and feeds are carried out with. */
export interface Parts {
  means: Means
  log: Log
  /** What the log said lately. */
  book: LogBook
  clock: Clock
  store: Store
  registry: Registry
  history: History
  /** What was done from here. */
  audit: AuditService
  roster: Roster
  settings: SettingsService
  holding: Holding
  daemons: DaemonService
  importing: ImportService
  transfer: TransferService
  accounts: AccountService
  torrents: TorrentService
  adding: AddingService
  metadata: MetadataLanes
  removals: RemovalService
  keptFiles: KeptFiles
  limits: LimitsService
  moves: MoveService
  /** All torrents together. */
  whole: WholeService
  details: DetailsService
  options: OptionsService
  folders: FolderService
  news: NewsService
  /** What the system handed over and no window has taken yet. */
  inbox: Inbox<Handed>
  /** Where notices of the system that a person followed lead to. */
  leads: Inbox<Lead>
  attention: Attention
}

/** Who calls, and what a call may do to them. */
export interface Self {
  readonly role: Role
  /** What this window looks at from now on. */
  watch(looked: Looked): void
  /** Whether the person has this window before them from now on. */
  attend(focused: boolean): void
  /** Called with what this window looks at, now and whenever that changes; the returned function ends it. */
  onWatch(listener: (looked: Looked) => void): () => void
  /** Called when somebody asks for a daemon's rows from the beginning; the returned function ends it. */
  onResend(listener: (daemon: DaemonId) => void): () => void
  resend(daemon: DaemonId): void
}

/** What one call or one feed is carried out with. */
export interface Context {
  readonly app: Parts
  readonly self: Self
}

/** For calls, also the way to the daemons that they touch. */
export interface CallContext extends Context {
  readonly permit: Permit
  /** Its line in the audit; null = it is no deed. */
  readonly deed: Begun | null
}

export type Handlers<N extends CallName> = {
  readonly [K in N]: (context: CallContext, args: CheckedArgs<K>) => CallResult<K> | Promise<CallResult<K>>
}

/** Takes what a feed brings, in the feed's own type. */
export interface Sink<N extends FeedName> {
  readonly item: (item: FeedItem<N>) => void
  readonly ended: (why: Problem) => void
  /** A fault in work that the feed began and nobody waits for: the feed begins anew. */
  readonly failed: OnFault
}

/** Begins a feed with its present state; the returned function ends it. */
export type FeedOpeners<N extends FeedName> = {
  readonly [K in N]: (context: Context, args: CheckedFeedArgs<K>, sink: Sink<K>) => () => void
}
