import { isolatedPath } from '../../text/shown.ts'
import { figures, moment } from './numbers.ts'

/** doing: one of those below. */
interface Done {
  doing: string
}
interface Place {
  path: string
}

/** What goes wrong at the disk, with the data folder, and with kept passwords. */
export const storeFaults = {
  /** Each completes "Estuary could …": the word for "not" stands where a language has it. */
  'doing.open': 'not open the database',
  'doing.daemons.list': 'not read the list of daemons',
  'doing.daemons.insert': 'not save the new daemon',
  'doing.daemons.update': 'not save the daemon',
  'doing.daemons.remove': 'not forget the daemon',
  'doing.torrents.load': 'not read the kept torrents',
  'doing.torrents.write': 'not save the torrents',
  'doing.events.append': 'not save the history',
  'doing.events.part': 'not read the history',
  'doing.events.of': 'not read the history of a torrent',
  'doing.events.tally': 'not count the history',
  'doing.events.unread': 'not count the new lines of the history',
  'doing.events.absences': 'not read what happened meanwhile',
  'doing.audit.begin': 'not write down what is to be done',
  'doing.audit.end': 'not write down how it ended',
  'doing.audit.lose': 'not look through what was done',
  'doing.audit.part': 'not read what was done',
  'doing.settings.read': 'not read the settings',
  'doing.settings.write': 'not save the settings',
  'doing.removals.list': 'not read the removals that waited',
  'doing.removals.put': 'not save the removal',
  'doing.removals.drop': 'not forget the removal',
  'doing.notices.list': 'not read what was told',
  'doing.notices.write': 'not write down what is told',
  'doing.torrentFiles.keep': 'not keep a torrent file',
  'doing.torrentFiles.find': 'not look for a kept torrent file',
  'doing.file.save': 'not save the file',
  'doing.look': 'not look at the database',
  'doing.probe': 'not write to the database',
  'doing.attach': 'not open the database again',
  'doing.close': 'not close the database',
  'doing.find': 'not find its database',
  'doing.copy': 'not copy the database',
  'doing.folder.use': 'not use the data folder',
  'doing.folder.take': 'not take the data folder',
  'doing.holder': 'not read who uses the data folder',
  'doing.running': 'not find the running Estuary',
  'doing.password.read': 'not read a kept password',
  'doing.password.keep': 'not keep a password',
  'doing.password.forget': 'not forget a password',
  'doing.password.key': 'not read the key of kept passwords',
  'doing.passwords.read': 'not read the kept passwords',
  'doing.window.read': 'not read where the window was',
  'doing.window.keep': 'not write down where the window was',

  'store.trouble': ({ doing, path, advice }: Done & Place & { advice: string }) =>
    `Estuary could ${doing} (${isolatedPath(path)}). ${advice}`,
  'store.damaged': ({ doing, path }: Done & Place) =>
    `Estuary could ${doing}: ${isolatedPath(path)} is damaged. Start Estuary again; it then sets that file aside and ` +
    'begins a new one.',
  'store.gone': ({ doing, path }: Done & Place) =>
    `Estuary could ${doing}: ${isolatedPath(path)} is gone, or another file is in its place. Put the data folder back; ` +
    'if its disk was taken out, put that back.',
  'store.odd': ({ doing, path, what }: Done & Place & { what: string }) =>
    `Estuary could ${doing}: ${isolatedPath(path)} is ${what}. Move that away.`,
  'odd.folder': 'a folder and no plain file',
  'odd.pipe': 'a pipe and no plain file',
  'odd.link': 'a link and no plain file',
  'odd.device': 'a device and no plain file',
  'odd.other-user': 'another user’s',
  'store.too-large': ({ doing, path, number }: Done & Place & { number: number }) =>
    `Estuary could ${doing}: ${isolatedPath(path)} has more than ${figures.format(number)}\u00a0KiB. Move it away.`,
  'store.closing': ({ doing }: Done) => `Estuary could ${doing}: it is closing.`,
  /** reason: the system's word for it. */
  'store.ended': ({ doing, reason }: Done & { reason: string }) =>
    `Estuary could ${doing}: the part of it that keeps the database has ended (${reason}). Try again in a moment; if ` +
    'that does not help, start Estuary again.',
  'store.future': ({ path, number, known }: Place & { number: number; known: number }) =>
    `The database ${isolatedPath(path)} was written by a newer Estuary: it has schema ${number}, this one knows ` +
    `schemas up to ${known}. Start the newer Estuary, or move that file away to begin a new one.`,
  'store.loose-ends': ({ path, number }: Place & { number: number }) =>
    `Moving ${isolatedPath(path)} to schema ${number} left loose ends; it stays as it was.`,
  'store.tables': ({ path, reason }: Place & { reason: string }) =>
    `The tables in ${isolatedPath(path)} are not Estuary’s: ${reason}`,
  'store.unwritten': ({ folder, advice }: { folder: string; advice: string }) =>
    `Estuary could not write everything down before it ended (${isolatedPath(folder)}). ${advice}${advice && ' '}What ` +
    'it knew of torrents is read again from the daemons at the next start.',

  'advice.full': 'The disk is full. Free some space and try again.',
  'advice.gone': 'It is gone. Put it back; if its disk was taken out, put that back.',
  'advice.read-only': 'It cannot be written to. Make it writable or choose another data folder.',
  'advice.permission': 'Your user account may not use it. Correct its permissions or choose another data folder.',
  'advice.busy': 'Another program is using it. Close that program and try again.',
  'advice.kind': 'Something else is in its place. Move that away or choose another data folder.',
  'advice.io': 'The disk does not work as it should. Check it and its connection.',
  'advice.other': ({ reason }: { reason: string }) => `The system said: ${reason}`,

  'remark.set-aside': ({ path }: Place) =>
    `The database was damaged. It is kept as ${isolatedPath(path)}, and Estuary began a new one: add your daemons ` +
    'again. Nothing changed on the daemons themselves.',
  'remark.open-to-others': ({ folder }: { folder: string }) =>
    `Other users of this computer may write to the data folder ${isolatedPath(folder)}. Close it to them (mode 700).`,

  'folder.used': ({ folder }: { folder: string }) =>
    `Another Estuary is using the data folder ${isolatedPath(folder)}. Use that one, or quit it first.`,
  /** host: null = this computer; since: ms since 1970; address: null = it answers at none. */
  'folder.used.by': (given: {
    folder: string
    process: string
    host: string | null
    since: number
    address: string | null
  }) =>
    `Another Estuary (process ${given.process}${given.host === null ? '' : ` on ${given.host}`}) has been using the ` +
    `data folder ${isolatedPath(given.folder)} since ${moment(given.since)}.` +
    `${given.address === null ? '' : ` It answers at ${given.address}.`} Use that one, or quit it first.`,

  'password.damaged': ({ path }: Place) =>
    `A kept password cannot be read: ${isolatedPath(path)} is damaged. Type the password again.`,
  'password.missing': ({ path }: Place) =>
    `A kept password cannot be read: ${isolatedPath(path)} is missing. Type the password again.`,
  'password.changed': ({ path }: Place) =>
    `A kept password cannot be read: ${isolatedPath(path)} was changed or damaged. Type the password again.`,
  'passwords.damaged': ({ path }: Place) => `The kept passwords in ${isolatedPath(path)} are damaged: type them again.`,
  'safe.locked': 'The system’s password safe does not answer: unlock it.',
  'safe.unreadable': 'The system’s password safe cannot read a kept password: type it again.',

  'file.unreadable': ({ path, why }: Place & { why: string }) => `${isolatedPath(path)} cannot be read: ${why}.`,
  'file.too-large': ({ path, number }: Place & { number: number }) =>
    `${isolatedPath(path)} is not read: it has more than ${figures.format(number)}\u00a0KiB.`,
  'file.forbidden': 'your user account may not read it',
  'file.folder': 'it is a folder',
  'file.circle': 'its links lead in a circle',
  'file.odd': 'it is no plain file',
} as const
