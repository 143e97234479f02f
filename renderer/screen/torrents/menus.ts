import Copy from '@lucide/svelte/icons/copy'
import FileX from '@lucide/svelte/icons/file-x'
import ListOrdered from '@lucide/svelte/icons/list-ordered'
import Pause from '@lucide/svelte/icons/pause'
import Play from '@lucide/svelte/icons/play'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Trash from '@lucide/svelte/icons/trash'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import { columnIds, type ColumnId } from '../../../preload/contract/settings.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { t, type Verb } from '../../text/words.ts'
import type { MenuEntry, MenuItem } from '../../ui/menu.ts'
import { setVisible } from '../../view/columns.ts'

/** The key that does whichever of the two makes sense. */
const space = { shortcut: 'Space' }

/** What can be done to the selected torrents; what cannot says why. */
export function torrentMenu(desk: Desk, keys: readonly TorrentKey[]): MenuEntry[] {
  const { actions, dialogs, torrents } = desk
  const reasons = new Set(Object.keys(t.verbs).map((verb) => actions.why(verb as Verb, keys)))
  // What stops every verb is said once, at the top.
  const common = reasons.size === 1 ? ([...reasons][0] ?? null) : null
  const why = (verb: Verb): Pick<MenuItem, 'disabled' | 'reason'> => {
    const reason = actions.why(verb, keys)
    return { disabled: reason !== null, reason: common === null ? reason : null }
  }
  const item = (verb: Verb, label: string, act: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
    label,
    ...why(verb),
    onSelect: act,
    ...more,
  })
  const paused = keys.every((key) => torrents.rows.get(key)?.state === 'paused')
  const move = (to: 'top' | 'up' | 'down' | 'bottom', label: string, shortcut: string): MenuItem =>
    item('queue', label, () => void actions.queue(keys, to), { shortcut })
  return [
    ...(common === null ? [] : [{ heading: common }]),
    item('resume', t.menu.resume, () => void actions.resume(keys), { icon: Play, ...(paused && space) }),
    item('pause', t.menu.pause, () => void actions.pause(keys), { icon: Pause, ...(!paused && space) }),
    'line',
    item('recheck', t.menu.recheck, () => void actions.recheck(keys), { icon: RefreshCw }),
    item('reannounce', t.menu.reannounce, () => void actions.reannounce(keys), { icon: RadioTower }),
    {
      label: t.menu.queue,
      icon: ListOrdered,
      ...why('queue'),
      items: [
        move('top', t.menu.queueTop, 'Alt+Home'),
        move('up', t.menu.queueUp, 'Alt+↑'),
        move('down', t.menu.queueDown, 'Alt+↓'),
        move('bottom', t.menu.queueBottom, 'Alt+End'),
      ],
    },
    'line',
    {
      label: t.menu.copy,
      icon: Copy,
      items: [
        { label: t.menu.copyName, shortcut: 'Ctrl+C', onSelect: () => void actions.copy('name', keys) },
        { label: t.menu.copyMagnet, onSelect: () => void actions.copy('magnet', keys) },
        { label: t.menu.copyHash, onSelect: () => void actions.copy('hash', keys) },
      ],
    },
    'line',
    item('remove', t.menu.remove, () => dialogs.show({ kind: 'remove', keys, withFiles: false }), {
      icon: Trash,
      shortcut: 'Del',
    }),
    item('removeFiles', t.menu.removeFiles, () => dialogs.show({ kind: 'remove', keys, withFiles: true }), {
      icon: FileX,
      shortcut: 'Shift+Del',
      danger: true,
    }),
  ]
}

/** The columns that can be shown. The ticks are read anew each time: the menu stays open while it is used. */
export function columnEntries(desk: Desk): MenuEntry[] {
  const { settings } = desk
  const isVisible = (id: ColumnId): boolean => desk.columns.value.some((column) => column.id === id && column.visible)
  const lines = columnIds.map((id) => ({
    label: t.columnNames[id],
    get checked() {
      return isVisible(id)
    },
    disabled: id === 'name',
    onSelect: () => settings.set({ columns: setVisible(desk.columns.value, id, !isVisible(id)) }),
  }))
  return [...lines, 'line', { label: t.table.resetColumns, onSelect: () => settings.set({ columns: [] }) }]
}

/** The menu of a column's head. */
export function headerMenu(desk: Desk, id: ColumnId): MenuEntry[] {
  const { listing, settings } = desk
  const columns = desk.columns.value
  return [
    { label: t.table.sortUp, onSelect: () => listing.setSort([{ column: id, down: false }]) },
    { label: t.table.sortDown, onSelect: () => listing.setSort([{ column: id, down: true }]) },
    {
      label: t.table.sortSecond,
      shortcut: 'Shift+click',
      disabled: listing.sort[0]?.column === id,
      onSelect: () => listing.sortBy(id, true),
    },
    'line',
    {
      label: t.table.hideColumn(t.columnNames[id]),
      disabled: id === 'name',
      onSelect: () => settings.set({ columns: setVisible(columns, id, false) }),
    },
    { label: t.table.chooseColumns, items: columnEntries(desk) },
  ]
}
