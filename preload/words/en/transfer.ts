import type { PortableSetting } from '../../contract/settings.ts'
import { isolated, isolatedPath } from '../../text/shown.ts'
import { counted, figures, form, listed } from './numbers.ts'

/** Words of taking daemons and settings over from a file. */
export const transferWords = {
  title: 'Import settings',
  choose: 'Choose a file that Estuary has exported. Nothing is changed before you have seen what would be.',
  chooseFile: 'Choose a file…',
  text: (name: string) => `What ${isolated(name)} would change here. Nothing is changed before you say so.`,
  exported: (name: string) => `Exported to ${isolated(name)}.`,
  written: (when: string) => `Exported ${when}.`,
  reading: 'Reading…',
  daemons: 'Daemons',
  settings: 'Settings',
  nameOf: (address: string) => `Name for ${isolated(address)}`,
  fresh: 'new; its password is asked for later',
  freshPinned: 'new, with its certificate; its password is asked for later',
  same: (name: string) => `already here as ${isolated(name)}`,
  differs: (name: string, changes: readonly string[]) => `here as ${isolated(name)}: ${listed(changes)}`,
  changes: {
    name: (name: string) => `is renamed ${isolated(name)}`,
    mark: (mark: string) => `its mark becomes ${mark}`,
    certificate: 'its certificate is trusted',
    folders: 'where its folders are is taken over',
  },
  otherCertificate: 'The file names another certificate; the one that is trusted here stays.',
  change: (from: string, to: string) => `${from} → ${to}`,
  nothing: 'Nothing in this file differs from what is here.',
  all: 'All',
  sameNumber: (number: number) =>
    `${counted(number, 'daemon is', 'daemons are')} here already, with nothing different.`,
  setting: {
    theme: 'Theme',
    language: 'Language',
    density: 'Rows',
    columns: 'Columns',
    sort: 'Order',
    sidebarPx: 'Width of the sidebar',
    detailsPx: 'Height of the details',
    detailsOpen: 'Details',
    rowsPerDaemon: 'Torrents of one daemon',
    keys: 'Keys',
    folded: 'Folded sections',
    notices: 'Notices',
    noticeRules: 'Rules of notices',
    noticeSound: 'Sound of notices',
    quietHours: 'Quiet hours',
    digestMinutes: 'Digest',
    lostAfterMinutes: 'Daemon lost after',
    lowFreeBytes: 'Little space',
  } satisfies Record<PortableSetting, string>,
  values: {
    none: 'none',
    usual: 'as usual',
    shown: 'shown',
    hidden: 'hidden',
    pixels: (px: number) => `${figures.format(px)}\u00a0px`,
    ordered: (columns: readonly string[]) => `by ${listed(columns)}`,
    downwards: (column: string) => `${column} (descending)`,
    columns: (columns: readonly string[]) => listed(columns),
    keys: (number: number) => counted(number, 'command changed', 'commands changed'),
    rules: (number: number) => counted(number, 'rule', 'rules'),
    span: (from: string, to: string, days: string) => `${from} to ${to}, ${days}`,
    on: 'on',
    off: 'off',
    sections: (number: number) => counted(number, 'section', 'sections'),
    width: (column: string, px: number) => `${column}\u00a0${figures.format(px)}`,
  },
  nameMissing: 'Give it a name.',
  nameTwice: (name: string) => `Two of these are named ${isolated(name)}.`,
  taken: 'Taken over',
  cancel: 'Cancel',
  close: 'Close',
  another: 'Another file…',
  act: 'Import',
  nothingChosen: 'Choose something first.',
  done: (daemons: number, settings: number) =>
    daemons === 0
      ? `${counted(settings, 'setting', 'settings')} changed.`
      : settings === 0
        ? `${counted(daemons, 'daemon', 'daemons')} taken over.`
        : `${counted(daemons, 'daemon', 'daemons')} and ${counted(settings, 'setting', 'settings')} taken over.`,
  undo: 'Undo the settings',
  undone: 'The settings are as they were.',
  tooLarge: 'That file is too large to be one of Estuary’s settings.',
  unreadable: 'That file cannot be read.',
} as const

/** What the core says of such files, and of the data folder. */
export const transferSays = {
  'transfer.noJson': 'That file cannot be read: it is no JSON, or only a part of it.',
  'transfer.foreign': 'That is no file of settings that Estuary has exported.',
  'transfer.future': ({ version }: { version: number }) =>
    `A newer Estuary has exported that file (format ${figures.format(version)}). Update this one first.`,
  'transfer.odd': 'That file says that it is Estuary’s, but what stands in it makes no sense.',
  'transfer.daemon': ({ number }: { number: number }) =>
    `Entry ${figures.format(number)} of its daemons is damaged and is left out.`,
  'transfer.settings': ({ number }: { number: number }) =>
    `${counted(number, 'setting', 'settings')} of the file ${form(number, 'makes', 'make')} no sense and ${form(number, 'is', 'are')} left out.`,
  'transfer.kind': ({ kind }: { kind: string }) =>
    `This Estuary does not know daemons of the kind “${isolated(kind)}”.`,
  'transfer.way': ({ kind }: { kind: string }) =>
    `Daemons of the kind ${isolated(kind)} cannot be reached in that way.`,
  'transfer.outdated': 'What was shown of that file is out of date. Choose the file again.',
  'history.trusted.file': ({ fingerprint }: { fingerprint: string }) =>
    `Certificate ${fingerprint} trusted: it is the one in the imported file.`,
  'folder.notOpened': 'Only the desktop program can open the folder. Copy its path instead.',
  'folder.refused': ({ path, problem }: { path: string; problem: string }) =>
    `${isolatedPath(path)} could not be opened. The system said: ${isolated(problem)}`,
} as const
