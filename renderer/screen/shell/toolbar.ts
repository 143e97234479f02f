import Moon from '@lucide/svelte/icons/moon'
import Sun from '@lucide/svelte/icons/sun'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import { languages, type Settings } from '../../../preload/contract/settings.ts'
import { languageNames } from '../../../preload/words/language.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { shellWords, t, type CommandId } from '../../text/words.ts'
import type { Icon, MenuEntry, MenuItem } from '../../ui/menu.ts'
import { commandItem, copyItem } from '../parts/command-items.ts'
import { columnEntries } from '../torrents/menus.ts'

const words = shellWords.toolbar

export const themeIcons: Record<Settings['theme'], Icon> = { system: SunMoon, light: Sun, dark: Moon }

/** Theme, height of rows, and language. */
export function lookEntries({ settings }: Desk): MenuEntry[] {
  const { theme, density, language } = settings.value
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
    'line',
    { heading: words.language },
    ...(['system', ...languages] as const).map((value) => ({
      label: value === 'system' ? words.languageOfSystem : languageNames[value],
      radio: true,
      checked: language === value,
      onSelect: () => settings.set({ language: value }),
    })),
  ]
}

/** What the toolbar has no room for. */
export function moreEntries(desk: Desk): MenuEntry[] {
  const { frame, listing } = desk
  // Without a selection nearly all of it cannot be done, which the first line's reason would only repeat.
  const quiet = listing.selected.length > 0 ? {} : { reason: null }
  const item = (id: CommandId, more: Partial<MenuItem> = {}): MenuItem => commandItem(desk, id, { ...quiet, ...more })
  const isFolded = frame.parts.toolbar !== 'whole'
  const upwards: CommandId[] = ['queueTop', 'queueUp', 'queueDown']
  return [
    ...(isFolded ? upwards.map((id) => item(id)) : []),
    item('queueBottom'),
    item('recheck'),
    item('reannounce'),
    'line',
    { ...copyItem(desk), ...quiet },
    item('selectAll'),
    'line',
    commandItem(desk, 'details', { label: words.details, checked: frame.detailsOpen }),
    ...(isFolded
      ? [
          { label: words.look, items: lookEntries(desk) },
          { label: t.table.chooseColumns, items: columnEntries(desk) },
        ]
      : []),
    commandItem(desk, 'daemons'),
    commandItem(desk, 'settings'),
    commandItem(desk, 'palette'),
    commandItem(desk, 'shortcuts'),
    'line',
    item('removeFiles', { danger: true }),
  ]
}
