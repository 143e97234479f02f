import type { Hash } from '../../../preload/contract/keys.ts'
import { isDict, type WireDict } from '../../wire/deluge/rencode.ts'
import type { Requests } from './requests.ts'
import { malformed } from './shapes.ts'
import { goneFault } from './verbs.ts'

/** Behind other work, and for a torrent of very many files. */
const deadlineMs = 40_000

/**
 * Some status keys of one torrent, in the words of 2.x. core.get_torrent_status, not the list's call, because it asks
 * libtorrent afresh.
 * @throws Fault as every call, 'not-found', 'protocol' when the answer is no dict
 */
export async function readStatusOf(requests: Requests, hash: Hash, keys: readonly string[]): Promise<WireDict> {
  const { generation } = requests
  const args = [hash, generation.keysFor(keys)]
  const answer = await requests.call({ method: 'core.get_torrent_status', args, deadlineMs, torrent: hash })
  if (!isDict(answer)) throw malformed('status')
  // An unknown hash is answered with an empty dict.
  if (Object.keys(answer).length === 0) throw goneFault(requests, hash)
  return generation.translate(answer)
}
