import { isolated, isolatedPath } from '../../text/shown.ts'
import { counted } from './numbers.ts'

/** Words of fields for folders of a daemon's machine. */
export const folderWords = {
  list: 'Folders there',
  asking: (daemon: string) => `Asking ${isolated(daemon)}`,
  none: 'New folder, made when it is needed',
  more: (number: number) => `and ${counted(number, 'more folder', 'more folders')}: type on`,
  /** Read aloud when the list has changed. */
  found: (number: number) => (number === 0 ? 'No folder found' : `${counted(number, 'folder', 'folders')} found`),

  /** The dialog that says where the person has which folders. */
  map: {
    open: 'Folders on this machine…',
    title: (daemon: string) => `Folders of ${isolated(daemon)}`,
    text: 'Where this machine has what lies on the daemon’s: as a mounted folder, or at an address of the network.',
    remote: (daemon: string) => `Folder on ${isolated(daemon)}`,
    local: 'Here',
    localPlaceholder: '/mnt/nas or smb://nas/films',
    add: 'Add a folder',
    remove: (folder: string) => `Take ${isolatedPath(folder)} out`,
    none: 'None yet. Without one, folders can only be shown of a daemon on this machine.',
    save: 'Save',
    cancel: 'Cancel',
    saved: (daemon: string) => `Saved where the folders of ${isolated(daemon)} are.`,
    twice: 'This folder is there twice.',
  },
} as const

/** What is said of folders of a daemon's machine. Their form is that of faults. */
export const folderSays = {
  'folders.tooOld': ({ daemon, program }: { daemon: string; program: string }) =>
    `${isolated(daemon)} runs ${program}, which cannot list folders: type the whole path.`,
  'folders.noDesktop': 'A browser cannot show folders of a machine. Copy the path instead.',
  'folders.unmapped': ({ daemon }: { daemon: string }) =>
    `Where this folder of ${isolated(daemon)} is on this machine, nobody has said yet: “Folders on this machine” in the menu of ${isolated(daemon)}.`,
  'folders.unfit': ({ path }: { path: string }) =>
    `${isolatedPath(path)} has names in it that cannot be names on this machine.`,
  'folders.otherSystem': ({ path }: { path: string }) =>
    `${isolatedPath(path)} is no path of this machine’s system: change where the folder is here.`,
  'folders.notThere': ({ path }: { path: string }) =>
    `There is no folder ${isolatedPath(path)} on this machine. It may not be mounted.`,
  'folders.late': ({ path }: { path: string }) =>
    `${isolatedPath(path)} does not answer: the machine that has it may be off.`,
} as const
