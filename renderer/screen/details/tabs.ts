import type { DetailsTabId } from '../../../preload/contract/settings.ts'
import { isConnected } from '../../../preload/listing/row.ts'
import { Late } from '../../data/late.svelte.ts'
import type { DetailsTab, Known } from './tab.ts'

const options = new Late(async () => (await import('./OptionsTab.svelte')).default)

/** Every tab of the details, in the order of its contract; the words are those of tabWords.tabs. */
export const tabTable: Readonly<Record<DetailsTabId, DetailsTab>> = {
  status: {
    one: new Late(async () => (await import('./Status.svelte')).default),
    many: new Late(async () => (await import('./Summary.svelte')).default),
    changes: null,
  },
  files: {
    one: new Late(async () => (await import('./FilesTab.svelte')).default),
    many: null,
    changes: 'files.prioritize',
    count: ({ details }) => details?.fileCount ?? null,
  },
  peers: {
    one: new Late(async () => (await import('./PeersTab.svelte')).default),
    many: null,
    changes: 'peers.connect',
    count: connectedPeers,
  },
  trackers: {
    one: new Late(async () => (await import('./TrackersTab.svelte')).default),
    many: new Late(async () => (await import('./TrackersMany.svelte')).default),
    changes: 'trackers.set',
  },
  options: { one: options, many: options, changes: 'options.set' },
  history: {
    one: new Late(async () => (await import('./HistoryTab.svelte')).default),
    many: null,
    changes: null,
  },
}

function connectedPeers({ row, stale }: Known): number | null {
  return isConnected(row) && !stale ? row.seeds + row.peers : null
}
