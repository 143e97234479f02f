import { isolated, isolatedPath } from '../../text/shown.ts'
import { figures } from './numbers.ts'

/** field: where in the arguments of `call` it is; null = they are wrong as a whole. */
interface Argument {
  call: string
  field: string | null
}
const where = ({ call, field }: Argument): string =>
  field === null ? `The arguments of ${isolated(call)}` : `"${isolated(field)}" of ${isolated(call)}`
const amount = (number: number, isText: boolean): string =>
  `${figures.format(number)} ${isText ? 'characters' : 'entries'}`

/**
 * What went wrong, by names that say where. An entry is a sentence, or a function of what stands in it: one object, so
 * that it travels as data.
 */
export const faults = {
  /** Words that are not ours: a system's, a daemon's of another kind. They have the language they have. */
  said: ({ text }: { text: string }) => isolated(text),
  /** For whoever reads the log or writes a program: English, by decision. No person's window shows it. */
  'log.only': ({ text }: { text: string }) => text,
  /** A fault of ours; text: the error's own words. */
  'estuary.failed': ({ text }: { text: string }) => `Something in Estuary failed: ${isolated(text)}`,
  'estuary.feed': 'This part of Estuary failed again and again; its log says more.',
  'estuary.daemon': ({ daemon, text }: { daemon: string; text: string }) =>
    `Something in Estuary failed at ${isolated(daemon)} (${isolated(text)}). It connects anew; its log says more.`,
  'estuary.safe': 'Estuary is in safe mode: a person at its window decides what it connects to.',
  'estuary.person': 'Only a person at a window of Estuary may do this.',

  'door.lost': 'The connection to Estuary is lost; it is being made again.',
  'door.ended': 'This page’s session is over: start Estuary again and open the address that it prints.',

  'daemon.offline': ({ daemon }: { daemon: string }) => `${isolated(daemon)} is not connected. Try again when it is.`,
  'link.ended': 'The connection ended.',
  'link.silent': 'The daemon stopped answering.',

  'trust.persons': 'Only a person at a window of Estuary may trust a certificate.',
  'daemon.unlisted': 'That daemon is not in the list any more.',
  'daemon.twin': ({ daemon, other }: { daemon: string; other: string }) =>
    `${isolated(daemon)} shows the certificate of ${isolated(other)}, so both are the same daemon. Keep both, or ` +
    'remove one of them.',
  'daemon.again': ({ daemon }: { daemon: string }) => `${isolated(daemon)} is that account at that address already.`,
  'daemon.way': ({ kind }: { kind: string }) => `${isolated(kind)} cannot be reached in that way.`,
  'daemon.unknown-kind': ({ daemon, kind }: { daemon: string; kind: string }) =>
    `${isolated(daemon)} is a daemon of the kind “${isolated(kind)}”, which this Estuary does not know.`,
  'kind.unknown': ({ kind }: { kind: string }) => `This Estuary does not know daemons of the kind “${isolated(kind)}”.`,
  'daemon.no-password': ({ daemon }: { daemon: string }) =>
    `No password is kept for ${isolated(daemon)}. Edit the daemon and type it again.`,
  'daemon.test-password': 'Type the password to test this address.',
  'daemon.old-password': 'Type the password again: it is kept for the daemon at the old address.',
  'torrent.unlisted': 'That torrent is not there any more.',
  'settings.too-large': 'These settings are more than Estuary keeps; the ones from before stay.',

  'import.none': ({ kind }: { kind: string }) => `Nothing can be taken over from ${isolated(kind)}’s own programs.`,
  'import.old': 'That list is out of date. Look for the daemons again.',
  'import.path': 'Give the whole path of the folder.',
  'import.no-folder': ({ folder }: { folder: string }) =>
    `There is no folder ${isolatedPath(folder)} that can be read.`,
  'import.other': ({ folder }: { folder: string }) => `${isolatedPath(folder)} is no folder.`,
  /** number: the entry's place in the file. */
  'import.damaged': ({ number, path, why }: { number: number; path: string; why: string }) =>
    `Entry ${number} of ${isolatedPath(path)} is damaged: ${why}.`,
  'entry.host.odd': 'its host is neither a name nor an address',
  'entry.username.long': 'its user name is too long',
  'entry.password.long': 'its password is too long',
  'entry.short': 'it is not a host with its port and account',
  'entry.host.none': 'it names no host',
  'entry.port': 'its port is no number from 1 to 65535',
  'entry.account': 'its user name or password is no text',

  'call.unknown': ({ name }: { name: string }) => `There is no call "${isolated(name)}".`,
  'call.unnamed': 'A call is named by a text.',
  'feed.unknown': ({ name }: { name: string }) => `There is no feed "${isolated(name)}".`,
  'feed.unnamed': 'A feed is named by a text.',
  'feed.too-many': ({ number }: { number: number }) =>
    `A window listens to ${figures.format(number)} feeds at once, and no more: end one first.`,
  'call.too-much': ({ call }: { call: string }) =>
    `That is more than ${isolated(call)} takes, or no plain data: say it with less.`,
  'argument.text': (argument: Argument) => `${where(argument)} must be a text.`,
  'argument.number': (argument: Argument) => `${where(argument)} must be a number.`,
  'argument.integer': (argument: Argument) => `${where(argument)} must be a whole number.`,
  'argument.boolean': (argument: Argument) => `${where(argument)} must be true or false.`,
  'argument.list': (argument: Argument) => `${where(argument)} must be a list.`,
  'argument.object': (argument: Argument) => `${where(argument)} must be an object.`,
  'argument.missing': (argument: Argument) => `${where(argument)} is missing.`,
  'argument.unknown': (argument: Argument) => `${where(argument)} is not known: leave it out.`,
  'argument.odd': (argument: Argument) => `${where(argument)} is not what is taken here.`,
  'argument.choice': (argument: Argument & { choices: string }) =>
    `${where(argument)} must be one of ${argument.choices}.`,
  'argument.least': (argument: Argument & { number: number }) =>
    `${where(argument)} must be ${figures.format(argument.number)} or more.`,
  'argument.most': (argument: Argument & { number: number }) =>
    `${where(argument)} must be ${figures.format(argument.number)} or less.`,
  'argument.short': (argument: Argument & { number: number; isText: boolean }) =>
    `${where(argument)} must have ${amount(argument.number, argument.isText)} or more.`,
  'argument.long': (argument: Argument & { number: number; isText: boolean }) =>
    `${where(argument)} must have ${amount(argument.number, argument.isText)} or fewer.`,
} as const
