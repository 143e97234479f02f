import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { cutText } from '../../lib/cut.ts'
import { boundedFacts } from '../../lib/facts.ts'
import { Fault } from '../../lib/fault.ts'
import type { WireDict, WireInput, WireValue } from './rencode.ts'

/** An exception of a daemon, whatever dialect told it. Texts are cut to a sane length. */
export interface RemoteError {
  /** Class name, e.g. "BadLoginError". Python's own exceptions come as "WrappedException" from 2.x. */
  exception: string
  /** One sentence of the daemon; may be empty. */
  message: string
  /** Arguments of the exception, e.g. [have, need] of NotAuthorizedError. Empty for 1.3 except for its message. */
  args: WireValue[]
  kwargs: WireDict
  traceback: string
  /** Python's class inside a WrappedException, e.g. "KeyError". */
  pythonType: string | undefined
}

/** An exception that a server of ours sends. */
export interface OutgoingError {
  exception: string
  args: readonly WireInput[]
  kwargs?: { readonly [key: string]: WireInput }
  traceback?: string
}

/** What the failed call was about, for the message. */
export interface CallContext {
  /** The daemon's name as the person knows it. */
  daemon?: string
  /** RPC method, e.g. "core.pause_torrents". */
  method?: string
  /** Name or info-hash of the torrent the call was about. */
  torrent?: string
}

const infoHash = /\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b/i

/** Names of auth levels (observed: core.get_auth_levels_mappings of 2.0.3, 2.1.1 and 2.2.0). */
const levelNames: Readonly<Record<number, Says>> = {
  0: say('level.none'),
  1: say('level.read-only'),
  5: say('level.normal'),
  10: say('level.admin'),
}

/** Any wire value as text: what is not UTF-8 is shown with replacement characters, what is no string is ''. */
export function textOf(value: WireValue | undefined, limit: number = longest.message): string {
  const text = typeof value === 'string' ? value : value instanceof Uint8Array ? utf8(value, limit) : ''
  return text.length > limit ? `${cutText(text, limit)}…` : text
}

/** Enough of it for so many units of text, whatever it holds. */
function utf8(bytes: Uint8Array, units: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, units * 4)).toString('utf8')
}

/** Builds a RemoteError from the 2.x fields. */
export function remoteError(
  exception: string,
  args: WireValue[],
  kwargs: WireDict,
  traceback: WireValue | undefined,
): RemoteError {
  const wrapped = exception === 'WrappedException'
  return {
    exception: textOf(exception, 100),
    message: textOf(args[0]) || lastLineMessage(textOf(traceback, longest.traceback)),
    args,
    kwargs,
    traceback: textOf(wrapped && args[2] ? args[2] : traceback, longest.traceback),
    pythonType: wrapped ? textOf(args[1], 100) || undefined : undefined,
  }
}

/** Exception name and text from a traceback's last line ("deluge.error.BadLoginError: Password does not match"). */
export function readTraceback(traceback: string): { exception: string; message: string } {
  const last = traceback.trimEnd().split('\n').at(-1) ?? ''
  const found = /^(?:\w+\.)*(\w+)(?::\s*(.*))?$/.exec(last)
  return found ? { exception: found[1]!, message: found[2] ?? '' } : { exception: 'Exception', message: last }
}

/** The lines of 1.3's tracebacks are all indented: they end before the exception itself [src 1.3.15]. */
function lastLineMessage(traceback: string): string {
  const { message } = readTraceback(traceback)
  return /^\s/.test(message) ? '' : message
}

/**
 * A daemon's exception as the Fault that crosses to the window. Details keep what the daemon said:
 * {exception, message, args, pythonType?, traceback, method?, field?} and per kind {have, need} · {kind: 'duplicate', hash}.
 */
export function toFault(error: RemoteError, context: CallContext = {}): Fault {
  const daemon = context.daemon ?? say('daemon.some')
  const details = detailsOf(error, context)
  switch (error.exception) {
    case 'BadLoginError':
      return new Fault('bad-login', say('daemon.login', { daemon, why: loginReason(error) }), { details })
    case 'AuthenticationRequired':
      return new Fault('bad-login', say('daemon.login.wanted', { daemon }), { details })
    case 'NotAuthorizedError':
      return levelFault(error, daemon, details)
    case 'IncompatibleClient':
      return new Fault('incompatible', say('daemon.client', { daemon, client: clientWanted(error) }), { details })
    case 'InvalidTorrentError':
      return missingTorrent(error, daemon, context, details)
    case 'AddTorrentError':
      return addFault(error, daemon, details)
  }
  // 2.x wraps Python's own exceptions, 1.3 sends them by their names.
  if ((error.pythonType ?? error.exception) === 'KeyError' && isTorrentKey(error, context)) {
    return missingTorrent(error, daemon, context, details)
  }
  const name = error.pythonType ?? (error.exception || say('error.nameless'))
  const text = withoutDot(error.message)
  const says = text ? say('daemon.reported.text', { daemon, name, text }) : say('daemon.reported', { daemon, name })
  return new Fault('remote', says, { details })
}

function detailsOf(error: RemoteError, context: CallContext): Record<string, unknown> {
  const { exception, message, args, kwargs, pythonType, traceback } = error
  return boundedFacts({
    exception,
    message,
    args,
    ...(Object.keys(kwargs).length > 0 ? { kwargs } : {}),
    ...(pythonType ? { pythonType } : {}),
    traceback,
    ...(context.method ? { method: context.method } : {}),
    ...(context.torrent ? { torrent: context.torrent } : {}),
    ...loginField(error),
  })
}

/** Which half of a refused account is wrong; nothing where the daemon does not tell them apart. */
function loginField({ message }: RemoteError): { field?: 'username' | 'password' } {
  // Observed on 2.0.3: "Username does not exist", "Username and Password are required.", "Password is required".
  if (/^username (does not exist|and password are required)/i.test(message)) return { field: 'username' }
  return /^password (does not match|is required)/i.test(message) ? { field: 'password' } : {}
}

function withoutDot(text: string): string {
  return text.trimEnd().replace(/\.+$/, '')
}

function loginReason(error: RemoteError): Says {
  if (/username does not exist/i.test(error.message)) return say('login.username')
  if (/password does not match/i.test(error.message)) return say('login.password')
  const text = withoutDot(error.message)
  return text ? say('said', { text }) : say('login.either')
}

function clientWanted(error: RemoteError): Says {
  const version = textOf(error.args[0], 40)
  return /^\d/.test(version) ? say('deluge.client', { version }) : say('deluge.client.other')
}

function levelName(level: number | undefined): Says {
  if (level === undefined) return say('level.other')
  const name = levelNames[level]
  return name ? say('level.named', { level, name }) : say('level.plain', { level })
}

/** Args are [have, need] on 2.x; 1.3 only tells them in its text ("Auth level too low: 1 < 5"). */
function levelFault(error: RemoteError, daemon: string | Says, details: Record<string, unknown>): Fault {
  const told = /(\d+)\s*<\s*(\d+)/.exec(error.message)
  const have = typeof error.args[0] === 'number' ? error.args[0] : told ? Number(told[1]) : undefined
  const need = typeof error.args[1] === 'number' ? error.args[1] : told ? Number(told[2]) : undefined
  const says = say('daemon.level', { daemon, need: levelName(need), have: levelName(have) })
  return new Fault('level', says, { details: { ...details, have, need } })
}

function missingTorrent(
  error: RemoteError,
  daemon: string | Says,
  context: CallContext,
  details: Record<string, unknown>,
): Fault {
  const hash = infoHash.exec(error.message)?.[0]
  const torrent = context.torrent ?? hash
  const says = torrent ? say('torrent.gone.named', { daemon, torrent }) : say('torrent.gone', { daemon })
  return new Fault('not-found', says, {
    details: hash ? { ...details, hash } : details,
  })
}

/**
 * Calls on an unknown id end in Python's KeyError whose text is the quoted id (observed: pause, queue, options, move);
 * 1.3 sends the id without quotes [src 1.3.15].
 */
function isTorrentKey(error: RemoteError, context: CallContext): boolean {
  const key = error.message.trim().replace(/^['"]|['"]$/g, '')
  if (key === '') return false
  return key === context.torrent || infoHash.exec(key)?.[0].length === key.length
}

/** Observed: "Torrent already in session (<id>)." */
function addFault(error: RemoteError, daemon: string | Says, details: Record<string, unknown>): Fault {
  if (/already (in|being added|exists)/i.test(error.message)) {
    const hash = infoHash.exec(error.message)?.[0]
    return new Fault('remote', say('add.already', { daemon }), {
      retry: 'never',
      details: { ...details, kind: 'duplicate', ...(hash ? { hash } : {}) },
    })
  }
  const text = withoutDot(error.message)
  return new Fault('remote', text ? say('add.failed.text', { daemon, text }) : say('add.failed', { daemon }), {
    details,
  })
}
