import { isolated } from '../../text/shown.ts'
import { figures } from './numbers.ts'

interface Peer {
  peer: string
}
interface Named {
  daemon: string
}

/** What goes wrong with daemons that are called over SCGI or a web server, in XML-RPC. */
export const callFaults = {
  'peer.no-socket': ({ peer }: Peer) =>
    `There is no socket at ${isolated(peer)}. Is the daemon running, and does it listen there?`,
  'peer.socket-denied': ({ peer }: Peer) =>
    `The socket ${isolated(peer)} may not be opened. Run this program as the user of the daemon, or let its group write to the socket.`,
  'peer.socket-not': ({ peer }: Peer) => `${isolated(peer)} is not a socket. Give the path that the daemon listens at.`,

  'scgi.daemon': 'a daemon that speaks SCGI',
  'scgi.refused.hint': 'Is the daemon running there, and is its SCGI port open?',
  'scgi.web.hint': 'Give it as a web address instead.',
  'scgi.web': ({ peer }: Peer) => `${isolated(peer)} answers as a web server. Give it as a web address instead.`,
  'scgi.not': ({ peer }: Peer) => `${isolated(peer)} does not answer as a daemon of this kind. Check the address.`,
  'scgi.no-tls': 'Such a daemon does not speak TLS itself. Use a socket, a port, or a web address.',
  'scgi.nothing': ({ peer }: Peer) => `${isolated(peer)} closed the connection without an answer.`,
  'scgi.shorter': ({ peer }: Peer) => `${isolated(peer)} broke off in the middle of an answer.`,
  'scgi.longer': ({ peer }: Peer) => `${isolated(peer)} sent more than it had said.`,
  'scgi.request': 'What came is no request over SCGI.',
  'answer.too-long': ({ peer, need }: Peer & { need: number }) =>
    `${isolated(peer)} sends an answer of ${figures.format(need)}\u00a0MiB or more, which is too much.`,
  'answer.misfit': ({ daemon, method }: Named & { method: string }) =>
    `${isolated(daemon)} answers ${isolated(method)} with something that was not asked for.`,

  'web.not': ({ peer }: Peer) => `${isolated(peer)} does not answer as a web server. Check the address.`,
  'web.login': ({ peer }: Peer) => `${isolated(peer)} refuses the login. Check user name and password.`,
  'web.login-within': 'Leave user name and password out of the address; they have fields of their own.',
  'web.name-colon': 'A user name for a web server has no colon.',
  'web.too-large': ({ peer }: Peer) => `The web server ${isolated(peer)} does not take a request of this size.`,
  'web.behind': ({ peer, number }: Peer & { number: number }) =>
    `The web server ${isolated(peer)} does not reach the daemon behind it (status ${number}). Is the daemon running?`,
  'web.status': ({ peer, number }: Peer & { number: number }) =>
    `The web server ${isolated(peer)} answers with status ${number}. Is the path of the address right? It often ends with /RPC2.`,

  'request.too-long': ({ daemon, need, known }: Named & { need: number; known: number }) =>
    `This is too large for ${isolated(daemon)}: ${figures.format(need)}\u00a0KiB, and it takes ${figures.format(known)}\u00a0KiB at once.`,
  'call.too-many': ({ daemon, number }: Named & { number: number }) =>
    `More than ${figures.format(number)} questions wait for ${isolated(daemon)}. Try again when it has answered some.`,
  'call.refused': ({ daemon, text }: Named & { text: string }) => `${isolated(daemon)} refused this: ${isolated(text)}`,
  'call.lacking': ({ daemon, method }: Named & { method: string }) =>
    `${isolated(daemon)} runs a version that cannot do this (it has no ${isolated(method)}).`,
  'call.stranger': ({ daemon }: Named) =>
    `${isolated(daemon)} answers, but not as a daemon of this kind. Check the address.`,
  'call.no-name': ({ name }: { name: string }) => `There is nothing called ${isolated(name)} that could be asked.`,
  'call.no-argument': ({ name }: { name: string }) => `What was given to ${isolated(name)} does not fit it.`,
  'call.no-fields': 'A list was asked for without saying what of it.',
  'call.no-hash': 'A torrent is named by its info-hash of 40 hexadecimal digits.',
  'call.no-place': 'There is no such place in a torrent.',
  'call.no-integer': 'A number has a fraction, or is too large to be sent.',
  'call.no-text': 'A text has control characters, which this daemon cannot take.',

  /** why: a sentence. */
  'xml.malformed': ({ why }: { why: string }) => `The answer cannot be read. ${why}`,
  'xml.no-end': 'It ends before its end.',
  'xml.no-value': 'There is nothing in it.',
  'xml.no-tag': 'It is no XML-RPC.',
  'xml.no-number': 'A number in it is none.',
  'xml.too-many.values': ({ number }: { number: number }) =>
    `The answer holds more than ${figures.format(number)} values.`,
  'xml.too-many.bytes': ({ number }: { number: number }) =>
    `The answer holds more than ${figures.format(number)} bytes in one text.`,
  'xml.too-many.levels': ({ number }: { number: number }) =>
    `The answer holds more than ${figures.format(number)} levels of nesting.`,
} as const
