import { isolated, isolatedPath } from '../../text/shown.ts'
import { figures } from './numbers.ts'

interface Named {
  daemon: string
}

/**
 * What is said of kinds of daemons. The general sentences hold for every kind; a kind of which there is more to say has
 * that beside its id.
 */
export const kindTable = {
  /** By whether the kind wants an account. */
  needs: {
    required: 'You need its address, and the name and password of an account on it.',
    optional: 'You need its address, and the name and password of an account where it asks for one.',
    none: 'You need its address.',
  },
  usernameHint: {
    required: 'Of an account on the daemon.',
    optional: 'Only where the daemon asks for one.',
    none: '',
  },
  openToAll: 'Nobody is asked there who they are: whoever reaches this port can do anything with the daemon.',
  webPortHint: (kind: string, usual: number | null) =>
    `That is the port of ${kind}’s web page.${usual === null ? '' : ` Daemons usually listen at ${usual}.`}`,
  certificateAdvice: 'To be sure, compare it with the fingerprint of the certificate on the daemon’s machine.',
  importNoneHint: (kind: string) => `If ${kind} keeps its configuration elsewhere, name that folder.`,
  accountsNote: 'What a daemon tells of passwords is dropped at once.',
  /** The ways to a daemon, where a kind has several. */
  ways: {
    tls: 'Host and port, encrypted',
    tcp: 'Host and port',
    unix: 'Socket on this machine',
    url: 'Web address',
  },
  own: {
    deluge: {
      accountsNote: 'Deluge sends admins every password as plain text; Estuary drops them at once.',
      needs: 'You need its address, and the name and password of an account in the daemon’s auth file.',
      usernameHint: 'From the daemon’s auth file.',
      certificateAdvice:
        'To be sure, compare it with what this prints in Deluge’s configuration folder on the daemon’s machine:',
      importNoneHint:
        'If Deluge keeps its configuration elsewhere, name that folder. It is the one with hostlist.conf or auth in it.',
    },
    rtorrent: {
      needs: 'You need the path of its SCGI socket, its SCGI port, or the address of a web server before it (/RPC2).',
      usernameHint: 'Only where the web server asks for one.',
      openToAll:
        'SCGI asks nobody who they are: whoever reaches this port can run commands on that machine. Only use it ' +
        'through a tunnel or a VPN, or put a web server with https and a password before it.',
    },
  },
} as const

/** What a kind of daemon has to say that no other has; its form is that of faults. */
export const kindFaults = {
  'deluge.daemon': 'a Deluge daemon',
  'deluge.refused.hint': ({ port }: { port: string }) =>
    'Is deluged running there? It accepts connections from other machines only with "Allow remote connections" ' +
    `(allow_remote) switched on, and listens on port ${port} unless told otherwise.`,
  'deluge.web.hint': ({ port }: { port: string }) =>
    `Is it Deluge’s web page? Use the daemon’s port instead: usually ${port}.`,
  'deluge.web': ({ daemon, port }: Named & { port: string }) =>
    `${isolated(daemon)} answers as a web server (Deluge’s web UI?). Use the daemon’s own port: usually ${port}.`,
  'deluge.by-tls': 'A Deluge daemon is reached by TLS: give its host and port.',
  'deluge.not': ({ daemon }: Named) =>
    `${isolated(daemon)} takes connections but does not answer like a Deluge daemon. Check the port.`,
  'deluge.too-old': ({ daemon, version }: Named & { version: string }) =>
    `${isolated(daemon)} runs Deluge ${isolated(version)}; Deluge 1.3 or 2 is needed.`,
  'deluge.lacks': ({ daemon, version, method }: Named & { version: string; method: string }) =>
    `${isolated(daemon)} runs Deluge ${version}, which cannot do this (it has no ${method}).`,
  'deluge.client': ({ version }: { version: string }) => `a client of Deluge ${isolated(version)}`,
  'deluge.client.other': 'another version of Deluge',
  'deluge.own-only': ({ account, level }: { account: string; level: number }) =>
    `${isolated(account)} has level ${level}: Deluge lists only this account’s own torrents and shared ones.`,
  'deluge.no-content-type': 'the server’s answer has no Content-Type, which Deluge cannot handle',
  'deluge.speaks-1.3': 'The other side speaks the protocol of Deluge 1.3.',
  'deluge.speaks-http': 'A web server answered, not a Deluge daemon.',
  'deluge.speaks-else': 'The answer is not that of a Deluge daemon.',
  'deluge.frame': 'A frame does not begin with protocol version 1.',
  'deluge.too-many.values': ({ number }: { number: number }) =>
    `The message holds more than ${figures.format(number)} values.`,
  'deluge.too-many.keys': ({ number }: { number: number }) =>
    `The message holds more than ${figures.format(number)} keys in one dict.`,
  'deluge.too-many.bytes': ({ number }: { number: number }) =>
    `The message holds more than ${figures.format(number)} bytes in one string.`,
  'deluge.too-many.levels': ({ number }: { number: number }) =>
    `The message holds more than ${figures.format(number)} levels of nesting.`,

  'deluge.import.no-list': ({ path }: { path: string }) =>
    `${isolatedPath(path)} is no list of hosts of Deluge 1.3 or 2.`,

  'rtorrent.no-accounts': 'rTorrent knows no accounts: whoever reaches it may do anything.',
  'rtorrent.no-queue': 'rTorrent has no queue: all of its torrents run at once.',
  'rtorrent.no-metadata': 'rTorrent tells what is in a magnet link only once it is added.',
  'rtorrent.no-rename': 'rTorrent cannot give torrents or files other names.',
  'rtorrent.keeps-files': 'rTorrent removes torrents only: their files stay on its disk.',
  'rtorrent.no-low': 'rTorrent knows no low priority.',
  'rtorrent.no-move': 'rTorrent moves no files.',
  'rtorrent.no-folders': 'rTorrent does not tell which folders its machine has.',
  'rtorrent.no-option': 'rTorrent does not have this.',
  'rtorrent.no-headers': 'rTorrent sends no headers along when it fetches an address.',
  'rtorrent.keeps-trackers': 'rTorrent can add trackers behind those of a tier, but neither remove nor reorder them.',
  'rtorrent.last-tier': ({ number }: { number: number }) => `rTorrent has tiers up to ${figures.format(number)}.`,
  'rtorrent.not-taken': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(daemon)} did not take ${isolated(what)} and does not say why. A torrent without a tracker is taken only ` +
    'with DHT switched on there; it may also be damaged.',
  'rtorrent.not-fetched': ({ daemon, what }: Named & { what: string }) =>
    `Nothing came of ${isolated(what)} at ${isolated(daemon)}, which does not say why: it may not reach the address, ` +
    'find no torrent there, or have that torrent already.',
  'rtorrent.which': ({ daemon }: Named) =>
    `${isolated(daemon)} got several torrents at the same moment: which of them is this one shows in the list.`,
  'rtorrent.too-large': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(what)} is too large for ${isolated(daemon)}: rTorrent takes torrent files of up to 1.5 MB. A magnet link ` +
    'would do.',
} as const
