import type { Fault } from '../../lib/fault.ts'

/**
 * Whether a daemon failed because a text of the torrent is not UTF-8. 2.0.3 does so whenever it needs the torrent's
 * name, also to remove it; one that is given in its options is used instead (observed).
 */
export function isSpellingFault({ code, details }: Fault): boolean {
  return code === 'remote' && /^Unicode/.test(String(details?.['pythonType'] ?? details?.['exception']))
}
