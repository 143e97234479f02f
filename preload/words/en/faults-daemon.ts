import { isolated } from '../../text/shown.ts'
import { bytes, figures, seconds } from './numbers.ts'

interface Peer {
  peer: string
}
interface Named {
  daemon: string
}

/** What goes wrong on the way to a daemon, and between it and us, whatever its kind. */
export const daemonFaults = {
  'peer.daemon': 'a daemon',
  'peer.refused.hint': 'Is the daemon running there, and does it accept connections from other machines?',
  'peer.web.hint': 'Use the daemon’s own port.',
  'peer.address': ({ peer }: Peer) => `${isolated(peer)} is no address to connect to.`,
  'peer.given-up': ({ peer }: Peer) => `Connecting to ${isolated(peer)} was given up.`,
  'peer.bare': ({ peer }: Peer) => `${isolated(peer)} set up TLS without showing a certificate.`,
  'peer.silent': ({ peer, number }: Peer & { number: number }) =>
    `${isolated(peer)} did not answer within ${seconds(number)}. Check the address, and that no firewall drops the ` +
    'connection.',
  /** what: who is expected there. */
  'peer.silent.taken': ({ peer, number, what }: Peer & { number: number; what: string }) =>
    `${isolated(peer)} took the connection but did not answer within ${seconds(number)}. Is it the port of ${what}?`,
  'peer.silent.system': ({ peer }: Peer) => `${isolated(peer)} did not answer. Check the address and firewalls.`,
  'peer.unresolved': ({ peer }: Peer) => `No address was found for ${isolated(peer)}. Check the host name.`,
  'peer.refused': ({ peer, hint }: Peer & { hint: string }) => `${isolated(peer)} refused the connection. ${hint}`,
  'peer.unreachable': ({ peer }: Peer) => `There is no way to ${isolated(peer)} from here. Check the network or VPN.`,
  'peer.tls': ({ peer, reason }: Peer & { reason: string }) =>
    `${isolated(peer)} and this program could not agree on TLS (${isolated(reason)}).`,
  'peer.web': ({ peer, hint }: Peer & { hint: string }) => `${isolated(peer)} answers as a web server. ${hint}`,
  'peer.not-tls': ({ peer, what }: Peer & { what: string }) =>
    `${isolated(peer)} does not speak TLS, so it is not ${what}. Check the port.`,
  'peer.closed': ({ peer }: Peer) =>
    `${isolated(peer)} took the connection and closed it before TLS was set up. Is a tunnel’s far end down?`,
  'peer.broken': ({ peer }: Peer) => `The connection to ${isolated(peer)} broke off.`,

  'certificate.first': ({ daemon }: Named) =>
    `${isolated(daemon)} is met for the first time. Review its certificate to connect; nothing was sent.`,
  'certificate.changed': ({ daemon }: Named) =>
    `The certificate of ${isolated(daemon)} is not the one that was trusted. If the daemon was installed anew, trust ` +
    'the new one; otherwise somebody may be listening in. Nothing was sent.',

  'daemon.some': 'The daemon',
  'daemon.ended': ({ daemon }: Named) => `${isolated(daemon)} ended the connection.`,
  'daemon.closed': ({ daemon }: Named) => `The connection to ${isolated(daemon)} was closed.`,
  'daemon.late': ({ daemon, number }: Named & { number: number }) =>
    `${isolated(daemon)} did not answer within ${seconds(number)}.`,
  'daemon.late.changing': ({ daemon, number }: Named & { number: number }) =>
    `${isolated(daemon)} did not answer within ${seconds(number)}, so it is not known whether this was done. The list ` +
    'will show it.',
  'daemon.ended.changing': ({ daemon }: Named) =>
    `The connection to ${isolated(daemon)} ended before the answer, so it is not known whether this was done. The ` +
    'list will show it.',
  'daemon.unasked': ({ daemon }: Named) => `${isolated(daemon)} does not answer, so this was not asked of it.`,
  'daemon.silent-about': ({ daemon }: Named) =>
    `${isolated(daemon)} does not answer this, though it answers other questions.`,
  /** why: a sentence. */
  'daemon.too-much': ({ daemon, why }: Named & { why: string }) =>
    `${isolated(daemon)} sends more than anybody asked for. ${why}`,
  'daemon.nonsense': ({ daemon }: Named) =>
    `${isolated(daemon)} sends what nobody can read. Is it a daemon of this kind, and is the way to it sound?`,
  'daemon.no-level': ({ daemon }: Named) => `${isolated(daemon)} answered the login with something that is no level.`,
  'daemon.login': ({ daemon, why }: Named & { why: string }) => `${isolated(daemon)} refused the login: ${why}.`,
  'login.username': 'it knows no such user name',
  'login.password': 'the password is wrong',
  'login.either': 'user name or password is wrong',
  'daemon.login.wanted': ({ daemon }: Named) => `${isolated(daemon)} asks for a user name and a password.`,
  'daemon.client': ({ daemon, client }: Named & { client: string }) =>
    `${isolated(daemon)} refuses this client: it wants ${client}.`,
  'daemon.level': ({ daemon, have, need }: Named & { have: string; need: string }) =>
    `${isolated(daemon)} does not allow this: it needs ${need} and this account has ${have}.`,
  'level.named': ({ level, name }: { level: number; name: string }) => `level ${level} (${name})`,
  'level.plain': ({ level }: { level: number }) => `level ${level}`,
  'level.other': 'another level',
  'level.none': 'none',
  'level.read-only': 'read-only',
  'level.normal': 'normal',
  'level.admin': 'admin',
  'account.no-rights': ({ account, daemon, level }: Named & { account: string; level: number }) =>
    `The account ${isolated(account)} on ${isolated(daemon)} has no rights (level ${level}).`,
  'account.level': ({ daemon, level, need }: Named & { level: number; need: number }) =>
    `The account on ${isolated(daemon)} has level ${level}; this needs level ${need}.`,
  'daemon.reported': ({ daemon, name }: Named & { name: string }) => `${isolated(daemon)} reported ${isolated(name)}.`,
  'daemon.reported.text': ({ daemon, name, text }: Named & { name: string; text: string }) =>
    `${isolated(daemon)} reported ${isolated(name)}: ${isolated(text)}.`,
  'error.nameless': 'an error',

  /** what: one of the answers below. */
  'answer.odd': ({ what }: { what: string }) => `The daemon answered ${what} in a form that cannot be understood.`,
  'answer.details': 'the details of a torrent',
  'answer.torrents': 'torrents',
  'answer.settings': 'its settings',
  'answer.accounts': 'its accounts',
  'answer.status': 'the status of a torrent',
  'answer.files': 'the files of a torrent',
  'answer.peers': 'the peers of a torrent',
  'answer.trackers': 'the trackers of a torrent',
  'answer.plugins': 'its plugins',
  'answer.labels': 'its labels',
  'answer.folders': 'its folders',
  'answer.list': 'its list of torrents',

  'torrent.gone': ({ daemon }: Named) => `${isolated(daemon)} does not have this torrent (any more).`,
  'torrent.gone.named': ({ daemon, torrent }: Named & { torrent: string }) =>
    `${isolated(daemon)} does not have the torrent ${isolated(torrent)} (any more).`,
  'limits.notTaken': ({ daemon }: Named) =>
    `${isolated(daemon)} has other speed limits than were asked for. Try again.`,
  'torrent.not-removed': ({ daemon }: Named) => `${isolated(daemon)} could not remove the torrent: it did not say why.`,
  'torrent.not-removed.text': ({ daemon, text }: Named & { text: string }) =>
    `${isolated(daemon)} could not remove the torrent: ${isolated(text)}`,
  /** These two stand in rows, where they are found by their English. */
  'torrent.misspelt':
    'The daemon cannot tell about this torrent: its name is not UTF-8. Remove it, restart the daemon, and add it ' +
    'again from here, where such links are spelt anew.',
  'torrent.untold':
    'The daemon cannot tell about this torrent: it fails or says nothing. Remove it, restart the daemon, and add it ' +
    'again from here, where such links are spelt anew.',

  'add.magnet': 'the magnet link',
  'add.already': ({ daemon }: Named) => `${isolated(daemon)} already has this torrent.`,
  'add.failed': ({ daemon }: Named) => `${isolated(daemon)} could not add the torrent.`,
  'add.failed.text': ({ daemon, text }: Named & { text: string }) =>
    `${isolated(daemon)} could not add the torrent: ${isolated(text)}.`,
  'add.no-reason': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(daemon)} did not add ${isolated(what)} and gave no reason.`,
  'add.not-there': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(daemon)} did not add ${isolated(what)} because what is there is not a torrent file, or a torrent that ` +
    'it already has.',
  'add.unreadable': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(daemon)} could not read ${isolated(what)}.`,
  'add.unreadable.file': ({ daemon, what }: Named & { what: string }) =>
    `${isolated(daemon)} could not read ${isolated(what)}: it is not a torrent file.`,
  'add.only-v2': ({ daemon }: Named) =>
    `${isolated(daemon)} takes no magnet links that have only a hash of version 2. Add the torrent file instead.`,
  'add.only-v2.file': ({ daemon }: Named) =>
    `${isolated(daemon)} is too old for this torrent: it has only a hash of version 2.`,
  'add.other-files': 'The files that were chosen are not those of this torrent: open it again and choose anew.',
  'add.files-unlike': 'The daemon names the files of this torrent otherwise: choose them there, in its details.',
  'metadata.too-old': ({ daemon }: Named) =>
    `${isolated(daemon)} is too old to tell what is in a magnet link before it is added.`,
  'metadata.no-hash': 'This magnet link names no torrent: it has no info-hash.',
  'metadata.other': ({ daemon }: Named) =>
    `${isolated(daemon)} told what is in another torrent than the one asked about. Add it without choosing files.`,
  'add.not-fetched': ({ daemon, what, why }: Named & { what: string; why: string }) =>
    `${isolated(daemon)} could not add ${isolated(what)}: ${why}.`,
  'fetch.certificate': 'it does not accept the server’s certificate',
  'fetch.redirects': 'the server redirects without end',
  'fetch.host': 'it finds no address for the host',
  'fetch.refused': 'the server refused the connection',
  'fetch.late': 'the server did not answer in time',
  'fetch.error': 'the server answered with an error',
  'fetch.status': ({ status }: { status: string }) => `the server answered ${isolated(status)}`,
  'fetch.no-torrent': 'what is there is not a torrent file',
  'fetch.broken': 'the server broke off the connection',
  'fetch.no-reason': 'it gave no reason',

  'send.type': ({ type }: { type: string }) => `A value of type ${type} cannot be sent to a daemon.`,
  'send.deep': ({ number }: { number: number }) =>
    `The value nests deeper than ${figures.format(number)} levels or contains itself.`,
  'send.object': 'Only plain objects can be sent to a daemon.',
  'send.integer': ({ number }: { number: number }) => `An integer of ${figures.format(number)} characters is too long.`,
  'send.surrogate': 'A text holds half of a surrogate pair and has no UTF-8 form.',

  'sent.too-much': ({ what, number }: { what: string; number: number }) =>
    `The other side sent ${what}; at most ${bytes(number)} are taken.`,
  'sent.message': 'a message',
  'sent.endless': 'a message without end',
  'sent.frame': ({ number }: { number: number }) => `a frame of ${bytes(number)}`,
  'sent.uninflatable': 'A message came that cannot be inflated.',
} as const
