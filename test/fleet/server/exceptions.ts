import type { OutgoingError } from '../../../main/wire/deluge/errors.ts'
import type { WireInput } from '../../../main/wire/deluge/rencode.ts'
import { asText } from './words.ts'

/** One of Deluge's own exceptions: its arguments travel as they are. */
export class DelugeError extends Error {
  readonly exception: string
  readonly args: readonly WireInput[]

  constructor(exception: string, args: readonly WireInput[], text = asText(args[0])) {
    super(text)
    this.exception = exception
    this.args = args
  }
}

/** Any other exception of Python: it travels inside a WrappedException as [message, type, traceback]. */
export class PythonError extends Error {
  readonly pythonType: string

  constructor(pythonType: string, message: string) {
    super(message)
    this.pythonType = pythonType
  }
}

/** What a dict says of a key that it does not have: the key, quoted. */
export const keyError = (key: unknown): PythonError => new PythonError('KeyError', `'${asText(key)}'`)

const invalidTorrentText = (id: string): string => `torrent_id ${id} not in session.`
export const invalidTorrent = (id: string): DelugeError =>
  new DelugeError('InvalidTorrentError', [invalidTorrentText(id)])
export const addFailed = (message: string): DelugeError => new DelugeError('AddTorrentError', [message])
export const notAuthorized = (have: number, need: number): DelugeError =>
  new DelugeError('NotAuthorizedError', [have, need], `Auth level too low: ${have} < ${need}`)

function traceback(method: string, lastLine: string): string {
  return `Traceback (most recent call last):\n  File "fleet/rpcserver.py", line 1, in dispatch\n    ${method}\n${lastLine}\n`
}

/** The six-item error as 2.x sends it. A bug of the fleet's own is shown as such. */
export function outgoing(error: unknown, method: string): OutgoingError {
  if (error instanceof DelugeError) {
    const text = traceback(method, `deluge.error.${error.exception}: ${error.message}`)
    return { exception: error.exception, args: error.args, traceback: text }
  }
  const type = error instanceof PythonError ? error.pythonType : 'FleetBug'
  const message = error instanceof Error ? error.message : String(error)
  const inner = traceback(method, `${type}: ${message}`)
  return {
    exception: 'WrappedException',
    args: [message, type, inner],
    traceback: traceback(method, `deluge.error.WrappedException: ${message}\n${inner}`),
  }
}
