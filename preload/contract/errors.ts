import * as v from 'valibot'
import { SaysSchema } from './says.ts'

/**
 * Every kind of failure that may cross a border (wire → core → door → window).
 * The code decides what the window offers; the message is for the person and says what to do.
 */
export const errorCodes = [
  /** The arguments of a call do not fit: the message names the field. */
  'invalid',
  /** The daemon, torrent or thing named does not exist (any more). */
  'not-found',
  /** The address has no such name. */
  'unresolved',
  /** Nothing listens at that port. */
  'refused',
  /** No route, host down, network down. */
  'unreachable',
  /** No answer within the deadline. */
  'timeout',
  /** A web page answered where a daemon was expected. */
  'web-ui',
  /** Something answered that does not speak as this kind of daemon does. */
  'not-a-daemon',
  /** TLS could not be set up. */
  'tls',
  /** The certificate is not the one that was trusted before. */
  'certificate-changed',
  /** A certificate that nobody has looked at, met while no window was open; details: seen. */
  'certificate-unknown',
  /** Another daemon of the list has this very certificate, so both are one daemon; details: twin (its id). */
  'twin',
  /** User name or password refused by the daemon. */
  'bad-login',
  /** The account's level does not allow it. */
  'level',
  /** The daemon does not speak a version of the protocol that we know. */
  'incompatible',
  /** An exception of the daemon that has no code of its own; details carry its name, message and traceback. */
  'remote',
  /** The bytes that came cannot be what the protocol says. */
  'protocol',
  /** More bytes, depth or items than a sane daemon sends. */
  'too-large',
  /** The connection ended before the answer. */
  'closed',
  /** The daemon is not connected, so nothing can be asked of it now. */
  'offline',
  /** A changing call was sent and no answer came: the next reading decides. */
  'outcome-unknown',
  /** The data directory is held by another Estuary. */
  'locked',
  /** The database was written by a newer Estuary. */
  'future',
  /** A file cannot be read or makes no sense. */
  'corrupt',
  /** The person's session with the web door is missing or over. */
  'unauthorized',
  /** A fault of ours. */
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Whether trying the same again may help: never, later on its own, or after the person changed something. */
export type Retry = 'never' | 'later' | 'after-change'

export const ProblemSchema = v.object({
  code: v.picklist(errorCodes),
  /** In English, for programs and for whoever does not know what `says` names. */
  message: v.string(),
  /** The same as a sentence of the catalogue; absent = whoever failed knows no catalogue. */
  says: v.optional(SaysSchema),
  retry: v.picklist(['never', 'later', 'after-change']),
  /** Further facts as plain data: exception name, both fingerprints, field name… */
  details: v.optional(v.record(v.string(), v.unknown())),
})

/** A failure as plain data. */
export type Problem = v.InferOutput<typeof ProblemSchema>

/** What a door answers: errors are data, never exceptions. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: Problem }
