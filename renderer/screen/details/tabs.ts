import type { DetailsTabId } from '../../../preload/contract/settings.ts'
import { isConnected } from '../../../preload/listing/row.ts'
import FilesTab from './FilesTab.svelte'
import HistoryTab from './HistoryTab.svelte'
import OptionsTab from './OptionsTab.svelte'
import PeersTab from './PeersTab.svelte'
import Status from './Status.svelte'
import Summary from './Summary.svelte'
import type { DetailsTab, Known } from './tab.ts'
import TrackersMany from './TrackersMany.svelte'
import TrackersTab from './TrackersTab.svelte'

/** Every tab of the details, in the order of its contract; the words are those of tabWords.tabs. */
export const tabTable: Readonly<Record<DetailsTabId, DetailsTab>> = {
  status: { one: Status, many: Summary, changes: null },
  files: { one: FilesTab, many: null, changes: 'files.prioritize', count: ({ details }) => details?.fileCount ?? null },
  peers: { one: PeersTab, many: null, changes: 'peers.connect', count: connectedPeers },
  trackers: { one: TrackersTab, many: TrackersMany, changes: 'trackers.set' },
  options: { one: OptionsTab, many: OptionsTab, changes: 'options.set' },
  history: { one: HistoryTab, many: null, changes: null },
}

function connectedPeers({ row, stale }: Known): number | null {
  return isConnected(row) && !stale ? row.seeds + row.peers : null
}
