import type { Daemon } from '../../../preload/contract/daemons.ts'
import { eventWords as words } from '../../text/words.ts'
import type { MenuEntry } from '../../ui/menu.ts'
import type { Choice } from './choice.svelte.ts'
import { groupIcons, kindGroups, originIcons, origins } from './kinds.ts'

/** The filters as a menu, where there is no room for them beside the list. */
export function filterEntries(choice: Choice, daemons: readonly Daemon[]): MenuEntry[] {
  return [
    ...(['events', 'deeds'] as const).map((id) => ({
      label: words.lists[id],
      radio: true,
      checked: choice.list === id,
      onSelect: () => {
        choice.list = id
      },
    })),
    ...(choice.list === 'events' ? [{ heading: words.kind }] : []),
    ...(choice.list === 'events' ? kindGroups : []).map((group) => ({
      label: words.kinds[group],
      icon: groupIcons[group],
      checked: choice.groups.has(group),
      onSelect: () => choice.pressGroup(group, true),
    })),
    ...(choice.list === 'events' ? [{ heading: words.origin }] : []),
    ...(choice.list === 'events' ? origins : []).map((origin) => ({
      label: words.origins[origin],
      icon: originIcons[origin],
      checked: choice.origin === origin,
      onSelect: () => choice.pressOrigin(origin),
    })),
    ...(daemons.length > 1 ? [{ heading: words.daemon }] : []),
    ...(daemons.length > 1 ? daemons : []).map(({ id, name }) => ({
      label: name,
      checked: choice.daemons.has(id),
      onSelect: () => choice.pressDaemon(id, true),
    })),
    'line',
    {
      label: words.onlyFailures,
      checked: choice.onlyFailures,
      onSelect: () => {
        choice.onlyFailures = !choice.onlyFailures
      },
    },
    { label: words.clearFilters, disabled: !choice.isNarrowed, onSelect: () => choice.clear() },
  ]
}
