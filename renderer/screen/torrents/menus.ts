import ListOrdered from '@lucide/svelte/icons/list-ordered'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import { columnIds, type ColumnId } from '../../../preload/contract/settings.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { t, type CommandId, type Verb } from '../../text/words.ts'
import type { MenuEntry, MenuItem } from '../../ui/menu.ts'
import { setVisible } from '../../view/columns.ts'
import { commandItem, copyItem } from '../parts/command-items.ts'

/** What can be done to the selected torrents; what cannot says why. */
export function torrentMenu(desk: Desk, keys: readonly TorrentKey[]): MenuEntry[] {
  const { actions, commands, torrents } = desk
  const reasons = new Set(Object.keys(t.verbs).map((verb) => actions.why(verb as Verb, keys)))
  // What stops every verb is said once, at the top.
  const common = reasons.size === 1 ? ([...reasons][0] ?? null) : null
  const quiet = common === null ? {} : { reason: null }
  const item = (id: CommandId, more: Partial<MenuItem> = {}): MenuItem => commandItem(desk, id, { ...quiet, ...more })
  // The key of both stands at the one that it does now.
  const [toggle] = commands.keysOf('toggle')
  const key = toggle === undefined ? {} : { shortcut: toggle }
  const paused = keys.every((each) => torrents.rows.get(each)?.state === 'paused')
  const why = actions.why('queue', keys)
  return [
    ...(common === null ? [] : [{ heading: common }]),
    item('resume', paused ? key : {}),
    item('pause', paused ? {} : key),
    'line',
    item('recheck'),
    item('reannounce'),
    item('move'),
    item('label'),
    item('limits'),
    item('sharing'),
    {
      label: t.menu.queue,
      icon: ListOrdered,
      disabled: why !== null,
      reason: common === null ? why : null,
      items: [
        item('queueTop', { label: t.menu.queueTop }),
        item('queueUp', { label: t.menu.queueUp }),
        item('queueDown', { label: t.menu.queueDown }),
        item('queueBottom', { label: t.menu.queueBottom }),
      ],
    },
    'line',
    item('showFolder'),
    copyItem(desk),
    item('saveFile', keys.length > 1 ? { label: t.menu.saveFiles } : {}),
    item('rename'),
    'line',
    item('remove'),
    item('removeFiles', { danger: true }),
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
