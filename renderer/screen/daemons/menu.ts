import Copy from '@lucide/svelte/icons/copy'
import FolderTree from '@lucide/svelte/icons/folder-tree'
import Pencil from '@lucide/svelte/icons/pencil'
import Plug from '@lucide/svelte/icons/plug'
import ShieldAlert from '@lucide/svelte/icons/shield-alert'
import Trash2 from '@lucide/svelte/icons/trash-2'
import Unplug from '@lucide/svelte/icons/unplug'
import Users from '@lucide/svelte/icons/users'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { accountWords, daemonWords as words, folderWords } from '../../text/words.ts'
import type { MenuEntry } from '../../ui/menu.ts'
import { certificateWaits, type Remedy } from '../../view/link.ts'

/** What can be done to a daemon, in its menu. */
export function daemonMenu(
  daemon: Daemon,
  act: (remedy: Remedy) => void,
  accounts: () => void,
  folders: () => void,
  remove: () => void,
): MenuEntry[] {
  const { state } = daemon.link
  const entries: MenuEntry[] = [{ label: words.edit, icon: Pencil, onSelect: () => act('edit') }]
  if (certificateWaits(daemon)) {
    entries.push({ label: words.reviewCertificate, icon: ShieldAlert, onSelect: () => act('review') })
  }
  if (daemon.twin !== null) entries.push({ label: words.decide, icon: Copy, onSelect: () => act('decide') })
  // A link between two tries can be hurried on as well as given up.
  if (state === 'off' || state === 'waiting' || state === 'refused') {
    entries.push({ label: words.connectNow, icon: Plug, onSelect: () => act('connect') })
  }
  if (state !== 'off') entries.push({ label: words.disconnect, icon: Unplug, onSelect: () => act('disconnect') })
  entries.push({ label: accountWords.open, icon: Users, onSelect: accounts })
  entries.push({ label: folderWords.map.open, icon: FolderTree, onSelect: folders })
  return [...entries, 'line', { label: words.remove, icon: Trash2, danger: true, onSelect: remove }]
}
