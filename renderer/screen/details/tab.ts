import type { Component } from 'svelte'
import type { CallName } from '../../../preload/contract/calls.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { Row } from '../../../preload/listing/row.ts'
import type { Late } from '../../data/late.svelte.ts'

/** What a tab is told where several torrents are selected. */
export interface ManyProps {
  /** Everything that is selected. */
  readonly keys: readonly TorrentKey[]
}

/** What a tab is told of the one selected torrent. It is made anew for another one. */
export interface OneProps extends ManyProps {
  readonly row: Row
  readonly daemon: Daemon | undefined
  /** Why nothing can be changed there now, in words for the person; null = it can. */
  readonly why: string | null
}

/** What is known of the one selected torrent before its tab has asked. */
export interface Known {
  readonly row: Row
  readonly details: TorrentDetails | null
  /** Its daemon does not tell now. */
  readonly stale: boolean
}

export interface DetailsTab {
  readonly one: Late<Component<OneProps>>
  /** null = it tells of one torrent only. */
  readonly many: Late<Component<ManyProps>> | null
  /** The call that changes something there; what it needs and the daemon cannot, the tab is told in words (`why`). */
  readonly changes: CallName | null
  /** The figure behind its word; null = not known. */
  readonly count?: (known: Known) => number | null
}
