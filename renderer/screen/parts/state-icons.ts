import ArrowDown from '@lucide/svelte/icons/arrow-down'
import ArrowUp from '@lucide/svelte/icons/arrow-up'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import Clock from '@lucide/svelte/icons/clock'
import FolderInput from '@lucide/svelte/icons/folder-input'
import HardDrive from '@lucide/svelte/icons/hard-drive'
import Pause from '@lucide/svelte/icons/pause'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Zap from '@lucide/svelte/icons/zap'
import type { TorrentState } from '../../../preload/contract/torrents.ts'
import { active } from '../../../preload/listing/filter.ts'
import type { Icon } from '../../ui/menu.ts'

/** The sign of what a torrent does, in the list as in the sidebar, which has one more: what moves bytes. */
export const stateIcons: Readonly<Record<TorrentState | typeof active, Icon>> = {
  downloading: ArrowDown,
  seeding: ArrowUp,
  [active]: Zap,
  paused: Pause,
  queued: Clock,
  checking: RefreshCw,
  allocating: HardDrive,
  moving: FolderInput,
  error: CircleAlert,
  unknown: CircleQuestionMark,
}
