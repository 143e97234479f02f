import Bell from '@lucide/svelte/icons/bell'
import ChevronDown from '@lucide/svelte/icons/chevron-down'
import ChevronUp from '@lucide/svelte/icons/chevron-up'
import ChevronsDown from '@lucide/svelte/icons/chevrons-down'
import ChevronsUp from '@lucide/svelte/icons/chevrons-up'
import Columns3 from '@lucide/svelte/icons/columns-3'
import Copy from '@lucide/svelte/icons/copy'
import Download from '@lucide/svelte/icons/download'
import FileDown from '@lucide/svelte/icons/file-down'
import FilePlus from '@lucide/svelte/icons/file-plus'
import FileX from '@lucide/svelte/icons/file-x'
import FolderInput from '@lucide/svelte/icons/folder-input'
import FolderOpen from '@lucide/svelte/icons/folder-open'
import FunnelX from '@lucide/svelte/icons/funnel-x'
import Gauge from '@lucide/svelte/icons/gauge'
import Keyboard from '@lucide/svelte/icons/keyboard'
import Layers from '@lucide/svelte/icons/layers'
import LayoutList from '@lucide/svelte/icons/layout-list'
import Link from '@lucide/svelte/icons/link'
import ListChecks from '@lucide/svelte/icons/list-checks'
import Moon from '@lucide/svelte/icons/moon'
import PanelBottom from '@lucide/svelte/icons/panel-bottom'
import Pause from '@lucide/svelte/icons/pause'
import PenLine from '@lucide/svelte/icons/pen-line'
import Play from '@lucide/svelte/icons/play'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Rows3 from '@lucide/svelte/icons/rows-3'
import ScrollText from '@lucide/svelte/icons/scroll-text'
import Search from '@lucide/svelte/icons/search'
import Server from '@lucide/svelte/icons/server'
import Settings from '@lucide/svelte/icons/settings'
import Sun from '@lucide/svelte/icons/sun'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import Tag from '@lucide/svelte/icons/tag'
import Terminal from '@lucide/svelte/icons/terminal'
import Trash2 from '@lucide/svelte/icons/trash-2'
import Undo2 from '@lucide/svelte/icons/undo-2'
import Upload from '@lucide/svelte/icons/upload'
import UserRound from '@lucide/svelte/icons/user-round'
import Users from '@lucide/svelte/icons/users'
import type { CommandId } from '../../text/words.ts'
import type { Icon } from '../../ui/menu.ts'

export const commandIcons: Readonly<Record<CommandId, Icon>> = {
  find: Search,
  palette: Terminal,
  shortcuts: Keyboard,
  addFile: FilePlus,
  addLink: Link,
  details: PanelBottom,
  settings: Settings,
  daemons: Server,
  accounts: Users,
  events: Bell,
  addDaemon: Server,
  showAll: Layers,
  clearFilters: FunnelX,
  toggle: Pause,
  resume: Play,
  pause: Pause,
  recheck: RefreshCw,
  reannounce: RadioTower,
  move: FolderInput,
  label: Tag,
  limits: Gauge,
  sharing: UserRound,
  queueTop: ChevronsUp,
  queueUp: ChevronUp,
  queueDown: ChevronDown,
  queueBottom: ChevronsDown,
  copyName: Copy,
  copyMagnet: Copy,
  copyHash: Copy,
  copyPath: Copy,
  showFolder: FolderOpen,
  saveFile: FileDown,
  rename: PenLine,
  undoRemoval: Undo2,
  remove: Trash2,
  removeFiles: FileX,
  selectAll: ListChecks,
  themeSystem: SunMoon,
  themeLight: Sun,
  themeDark: Moon,
  compact: LayoutList,
  comfortable: Rows3,
  resetColumns: Columns3,
  log: ScrollText,
  exportSettings: Upload,
  importSettings: Download,
}
