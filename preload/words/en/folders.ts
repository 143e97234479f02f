import { isolated } from '../../text/shown.ts'
import { counted } from './numbers.ts'

/** Words of fields for folders of a daemon's machine. */
export const folderWords = {
  list: 'Folders there',
  asking: (daemon: string) => `Asking ${isolated(daemon)}`,
  none: 'New folder, made when it is needed',
  more: (number: number) => `and ${counted(number, 'more folder', 'more folders')}: type on`,
  /** Read aloud when the list has changed. */
  found: (number: number) => (number === 0 ? 'No folder found' : `${counted(number, 'folder', 'folders')} found`),
} as const

/** What is said of folders of a daemon's machine. Their form is that of faults. */
export const folderSays = {
  'folders.tooOld': ({ daemon, program }: { daemon: string; program: string }) =>
    `${isolated(daemon)} runs ${program}, which cannot list folders: type the whole path.`,
} as const
