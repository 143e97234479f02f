import Moon from '@lucide/svelte/icons/moon'
import Sun from '@lucide/svelte/icons/sun'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import type { Settings } from '../../../preload/contract/settings.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { shellWords } from '../../text/shell.ts'
import { t } from '../../text/messages.ts'
import type { Icon, MenuEntry } from '../../ui/menu.ts'
import { columnEntries } from '../torrents/menus.ts'

const words = shellWords.toolbar

export const themeIcons: Record<Settings['theme'], Icon> = { system: SunMoon, light: Sun, dark: Moon }

/** Theme and height of rows. */
export function lookEntries({ settings }: Desk): MenuEntry[] {
  const { theme, density } = settings.value
  return [
    { heading: words.theme },
    ...(['system', 'light', 'dark'] as const).map((value) => ({
      label: words.themes[value],
      radio: true,
      checked: theme === value,
      onSelect: () => settings.set({ theme: value }),
    })),
    'line',
    { heading: words.rows },
    ...(['compact', 'comfortable'] as const).map((value) => ({
      label: words.densities[value],
      radio: true,
      checked: density === value,
      onSelect: () => settings.set({ density: value }),
    })),
  ]
}

/** What the toolbar has no room for. */
export function moreEntries(desk: Desk): MenuEntry[] {
  const { actions, listing, dialogs, frame } = desk
  const keys = listing.selected
  const verb = (name: Parameters<typeof actions.why>[0]): { disabled: boolean; reason: string | null } => {
    const reason = actions.why(name, keys)
    return { disabled: reason !== null, reason: keys.length > 0 ? reason : null }
  }
  const nothing = keys.length === 0
  const open = frame.detailsOpen
  const folded = frame.parts.toolbar !== 'whole'
  const upwards = [
    { label: words.top, shortcut: 'Alt+Home', ...verb('queue'), onSelect: () => void actions.queue(keys, 'top') },
    { label: words.up, shortcut: 'Alt+ArrowUp', ...verb('queue'), onSelect: () => void actions.queue(keys, 'up') },
    {
      label: words.down,
      shortcut: 'Alt+ArrowDown',
      ...verb('queue'),
      onSelect: () => void actions.queue(keys, 'down'),
    },
  ]
  return [
    ...(folded ? upwards : []),
    { label: words.bottom, shortcut: 'Alt+End', ...verb('queue'), onSelect: () => void actions.queue(keys, 'bottom') },
    { label: t.menu.recheck, ...verb('recheck'), onSelect: () => void actions.recheck(keys) },
    { label: t.menu.reannounce, ...verb('reannounce'), onSelect: () => void actions.reannounce(keys) },
    'line',
    {
      label: t.menu.copy,
      disabled: nothing,
      items: [
        { label: t.menu.copyName, onSelect: () => void actions.copy('name', keys) },
        { label: t.menu.copyMagnet, onSelect: () => void actions.copy('magnet', keys) },
        { label: t.menu.copyHash, onSelect: () => void actions.copy('hash', keys) },
      ],
    },
    { label: t.menu.selectAll, shortcut: 'Ctrl+A', onSelect: () => listing.selectAll() },
    'line',
    {
      label: words.details,
      shortcut: 'Ctrl+D',
      checked: open,
      onSelect: () => frame.showDetails(!open),
    },
    ...(folded
      ? [
          { label: words.look, items: lookEntries(desk) },
          { label: t.table.chooseColumns, items: columnEntries(desk) },
        ]
      : []),
    { label: words.daemons, onSelect: () => dialogs.show({ kind: 'daemons' }) },
    'line',
    {
      label: t.menu.removeFiles,
      shortcut: 'Shift+Delete',
      danger: true,
      ...verb('removeFiles'),
      onSelect: () => dialogs.show({ kind: 'remove', keys, withFiles: true }),
    },
  ]
}
