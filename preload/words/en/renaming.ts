import { isolated } from '../../text/shown.ts'

/** Words of the dialog that gives a torrent another name. */
export const renameWords = {
  title: 'Rename the torrent',
  name: 'Name',
  withFiles: (daemon: string) => `Rename its folder or file on ${isolated(daemon)}, too`,
  movesFiles: 'What is in it goes along, and the torrent goes on as before.',
  keepsFiles: 'Its files keep their names; only this list shows it by the new one.',
  act: 'Rename',
  cancel: 'Cancel',
  busy: (daemon: string) => `${isolated(daemon)} is renaming it…`,
  done: (name: string) => `Renamed to ${isolated(name)}.`,
} as const
