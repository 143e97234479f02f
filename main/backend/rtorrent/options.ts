import type { Problem } from '../../../preload/contract/errors.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import {
  type OptionName,
  optionNames,
  type OptionValue,
  type TorrentOptions,
} from '../../../preload/contract/options.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { OptionOutcome } from '../backend.ts'
import { options as ownOptions, type OwnOption } from './cannot.ts'
import { readLabel, writeLabel } from './labels.ts'
import { asCount, asText } from './shapes.ts'
import { inPlainWords, person } from './verbs.ts'

/** What the daemon makes of "unlimited" (0.9.8: 0 becomes 2³²−1). */
const unlimited = 2 ** 32 - 1

/** Options by torrent, or why they are not known. Never fails itself. */
export async function readOptions(
  rtorrent: Rtorrent,
  hashes: readonly Hash[],
): Promise<Map<Hash, TorrentOptions | Fault>> {
  try {
    const told = await rtorrent.torrents(hashes).label().peersMax().uploadsMax().each(person)
    return new Map(
      hashes.map((hash, at): [Hash, TorrentOptions | Fault] => {
        const one = told[at] ?? new Fault('protocol', say('answer.odd', { what: say('answer.torrents') }))
        if (one instanceof Fault) return [hash, inPlainWords(rtorrent, hash, one)]
        const label = asText(readLabel(asText(one.label, longest.path)), longest.word)
        return [hash, { label, connections: mostOf(one.peersMax), uploadSlots: mostOf(one.uploadsMax) }]
      }),
    )
  } catch (error) {
    const fault = asFault(error)
    return new Map(hashes.map((hash) => [hash, fault]))
  }
}

function mostOf(told: unknown): number | null {
  const most = asCount(told)
  return most === 0 || most >= unlimited ? null : most
}

/** Sets what is changed, and reads it back. @param cannot options that are not even asked for */
export async function setOptions(
  rtorrent: Rtorrent,
  hashes: readonly Hash[],
  change: TorrentOptions,
  cannot: ReadonlyMap<OptionName, Problem>,
): Promise<OptionOutcome[]> {
  const refused = optionNames.flatMap((option) => {
    const problem = change[option] === undefined ? undefined : cannot.get(option)
    return problem ? [{ option, problem }] : []
  })
  const wanted = ownOptions.filter((option) => change[option] !== undefined)
  const answers = wanted.length > 0 ? await send(rtorrent, hashes, change) : []
  const now = wanted.length > 0 ? await readOptions(rtorrent, hashes) : new Map<Hash, TorrentOptions | Fault>()
  return hashes.map((hash, at) => {
    const found = now.get(hash)
    const failed = wanted.flatMap((option) => {
      if (found && !(found instanceof Fault) && isSame(option, found[option], change[option])) return []
      const answer = answers[at]
      const fault = found instanceof Fault ? found : answer instanceof Fault ? answer : notTaken(rtorrent)
      return [{ option, problem: toProblem(inPlainWords(rtorrent, hash, fault)) }]
    })
    return { hash, failed: [...refused, ...failed] }
  })
}

/** The answer of each torrent: what is not a Fault says nothing. */
async function send(rtorrent: Rtorrent, hashes: readonly Hash[], change: TorrentOptions): Promise<unknown[]> {
  const { label, connections, uploadSlots } = change
  const calls = rtorrent.torrents(hashes)
  if (label !== undefined) calls.setLabel(writeLabel(label))
  if (connections !== undefined) calls.setPeersMax(connections ?? 0)
  if (uploadSlots !== undefined) calls.setUploadsMax(uploadSlots ?? 0)
  try {
    return await calls.each(person)
  } catch (error) {
    const fault = asFault(error)
    return hashes.map(() => fault)
  }
}

function isSame(option: OwnOption, found: OptionValue | undefined, wanted: OptionValue | undefined): boolean {
  return option === 'label' ? found === wanted : (found ?? null) === (wanted ?? null)
}

function notTaken({ client }: Rtorrent): Fault {
  return new Fault('remote', say('options.notTaken', { daemon: client.daemon }))
}
