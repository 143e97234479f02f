import type { Desk } from '../../data/desk.svelte.ts'
import { type CommandId, t } from '../../text/words.ts'
import type { MenuItem } from '../../ui/menu.ts'
import { commandIcons } from './command-icons.ts'

/** A command as a line of a menu, with its key and what stops it. */
export function commandItem({ commands }: Desk, id: CommandId, more: Partial<MenuItem> = {}): MenuItem {
  const reason = commands.why(id)
  const [key] = commands.keysOf(id)
  return {
    label: commands.name(id),
    icon: commandIcons[id],
    ...(key === undefined ? {} : { shortcut: key }),
    disabled: reason !== null,
    reason,
    onSelect: () => commands.run(id),
    ...more,
  }
}

/** What can be copied of the selected torrents, in a menu of its own. */
export function copyItem(desk: Desk): MenuItem {
  const reason = desk.commands.why('copyName')
  return {
    label: t.menu.copy,
    icon: commandIcons.copyName,
    disabled: reason !== null,
    reason,
    items: [
      commandItem(desk, 'copyName', { label: t.menu.copyName }),
      commandItem(desk, 'copyMagnet', { label: t.menu.copyMagnet }),
      commandItem(desk, 'copyHash', { label: t.menu.copyHash }),
      commandItem(desk, 'copyPath', { label: t.menu.copyPath }),
    ],
  }
}
