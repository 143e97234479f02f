import ArrowDown from '@lucide/svelte/icons/arrow-down'
import ArrowUp from '@lucide/svelte/icons/arrow-up'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import Clock from '@lucide/svelte/icons/clock'
import FolderInput from '@lucide/svelte/icons/folder-input'
import HardDrive from '@lucide/svelte/icons/hard-drive'
import Pause from '@lucide/svelte/icons/pause'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Tag from '@lucide/svelte/icons/tag'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import UserRound from '@lucide/svelte/icons/user-round'
import Zap from '@lucide/svelte/icons/zap'
import type { Icon } from '../../ui/menu.ts'
import { active, notAnswering } from '../../../preload/listing/filter.ts'
import type { Section } from './buckets.ts'

const stateIcons: Readonly<Record<string, Icon>> = {
  downloading: ArrowDown,
  seeding: ArrowUp,
  [active]: Zap,
  paused: Pause,
  queued: Clock,
  checking: RefreshCw,
  allocating: HardDrive,
  moving: FolderInput,
  error: CircleAlert,
}

/** The icon of a line in the sidebar. */
export function bucketIcon(section: Section, value: string): Icon {
  if (section === 'state') return stateIcons[value] ?? CircleQuestionMark
  if (section === 'tracker') return value === notAnswering ? TriangleAlert : RadioTower
  return section === 'label' ? Tag : UserRound
}
