import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'

/** Makes the answer to a call; what it throws is answered as an exception. */
export type OwnAnswer = (args: readonly WireValue[]) => WireInput

/** How a connection to the port is met. */
export type Face =
  /** A daemon behind TLS. */
  | 'deluge'
  /** A web server without TLS, as Deluge's web UI on its port 8112. */
  | 'http'
  /** A web server behind TLS. */
  | 'https'
  /** Takes the connection and says nothing, not even TLS. */
  | 'mute'
  /** Nothing listens. */
  | 'closed'

/** What the bytes of an answer look like instead of a good frame. */
export type BadBytes =
  /** Random bytes without any frame. */
  | 'garbage'
  /** A good header over a body that does not inflate. */
  | 'broken-zlib'
  /** A good frame whose inflated body is not rencode. */
  | 'broken-rencode'
  /** A header that announces 4 GiB. */
  | 'oversize'
  /** A small frame that inflates to 512 MiB of zeros. */
  | 'bomb'
  /** A list in a list in a list …, 100,000 deep. */
  | 'deep'
  /** The first half of the frame, and nothing behind it. */
  | 'half'

/** Everything that a simulated daemon can do wrong. All of it can be changed while it runs. */
export interface Misbehaviour {
  face: Face
  /** Waits before each answer; a table gives it by method, others are not slowed. */
  delayMs: number | Readonly<Record<string, number>>
  /** Neither does nor answers what it is asked: anything at all, or the methods named. */
  silent: boolean | readonly string[]
  /** Does what it is asked, but the answers to the methods named get lost. */
  losesAnswers: readonly string[]
  /** Answers the login and nothing after it. */
  hangAfterLogin: boolean
  /** Neither reads nor writes any more, and keeps the connection. What came meanwhile is served when this ends. */
  halfOpen: boolean
  /** So many calls of each connection stay unanswered, from its first. */
  unansweredFirst: number
  refuseLogin: null | 'password' | 'user' | 'level' | 'version' | 'exception'
  /** Each answer (only those to the methods in badBytesFor, if any are named) goes out like this. */
  badBytes: null | BadBytes
  badBytesFor: readonly string[]
  /** Status answers have texts where numbers belong, numbers where texts belong, lists, null and nested dicts. */
  wrongTypes: boolean
  /** Torrents are called by names that do harm where they are not treated as text. */
  hostileNames: boolean
  /** Every answer comes twice. */
  answersTwice: boolean
  /**
   * Ids of torrents whose names are not UTF-8: asked for one, the daemon fails; a 2.0.3 that has one never answers a
   * list's call again, later ones fail where it is in the list.
   */
  unspellable: readonly string[]
  /** Before each answer comes one with an id that nobody asked with. */
  strayAnswers: boolean
  /** Answers about several torrents have one more, that nobody asked for and nobody has. */
  foreignRows: boolean
  /** Each answer carries the wrong id. */
  wrongIds: boolean
  /** What these methods answer instead of the truth, to those who are logged in. */
  answers: Readonly<Record<string, OwnAnswer>>
  /** State events per second, about random torrents, from nowhere. */
  floodPerSecond: number
  /** Holds everybody up for as long as a real daemon would compute, times this. 0 = answers at once. */
  holds: number
}

export const wellBehaved: Readonly<Misbehaviour> = Object.freeze({
  face: 'deluge',
  delayMs: 0,
  silent: false,
  losesAnswers: [],
  hangAfterLogin: false,
  halfOpen: false,
  unansweredFirst: 0,
  refuseLogin: null,
  badBytes: null,
  badBytesFor: [],
  wrongTypes: false,
  hostileNames: false,
  answersTwice: false,
  unspellable: [],
  strayAnswers: false,
  foreignRows: false,
  wrongIds: false,
  answers: {},
  floodPerSecond: 0,
  holds: 0,
})

export function delayFor({ delayMs }: Misbehaviour, method: string): number {
  return typeof delayMs === 'number' ? delayMs : (delayMs[method] ?? 0)
}

export function isSilent({ silent }: Misbehaviour, method: string): boolean {
  return typeof silent === 'boolean' ? silent : silent.includes(method)
}

export function spoils({ badBytes, badBytesFor }: Misbehaviour, method: string): BadBytes | null {
  return badBytesFor.length === 0 || badBytesFor.includes(method) ? badBytes : null
}
