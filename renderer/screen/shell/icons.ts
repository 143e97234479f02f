import RadioTower from '@lucide/svelte/icons/radio-tower'
import Tag from '@lucide/svelte/icons/tag'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import UserRound from '@lucide/svelte/icons/user-round'
import type { Icon } from '../../ui/menu.ts'
import { notAnswering } from '../../../preload/listing/filter.ts'
import { stateIcons } from '../parts/state-icons.ts'
import type { Section } from './buckets.ts'

/** The icon of a line in the sidebar. */
export function bucketIcon(section: Section, value: string): Icon {
  if (section === 'state') return (stateIcons as Readonly<Record<string, Icon>>)[value] ?? stateIcons.unknown
  if (section === 'tracker') return value === notAnswering ? TriangleAlert : RadioTower
  return section === 'label' ? Tag : UserRound
}
