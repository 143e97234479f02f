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
import { Fault } from '../../lib/fault.ts'
import { isDict, type WireDict, type WireInput, type WireValue } from '../../wire/deluge/rencode.ts'
import type { OptionOutcome } from '../backend.ts'
import type { Call, Requests } from './requests.ts'
import { asFraction, asNumber, asText, lookUp } from './shapes.ts'
import { prepareLabel } from './labels.ts'
import { briefProblem, goneFault, unaskedFault } from './verbs.ts'

/*
 * Options of torrents. Traps, observed on 2.0.3 and 2.2.0: names that a daemon does not know are taken in silence; one
 * unknown torrent in a list costs those behind it, so each has a call of its own; an owner who is no account makes the
 * whole call fail, and below level 10 an owner is passed over in silence; max_connections 1 becomes 2.
 */

/** Calls of one message: the daemon serves a message in one go, and must not be held for long. */
const perMessage = 50

type Plain = Exclude<OptionName, 'owner' | 'label'>

/** How an option is called: where it is read, where it is written (absent = the same), and in what form. */
interface Spelling {
  key: string
  write?: string
  read: (value: WireValue) => OptionValue | undefined
  wire: (value: OptionValue) => WireInput
  /** By how much a number may be off when it is read back. */
  slack?: number
}

const same = (value: OptionValue): WireInput => value
const flag = { read: (value: WireValue) => (typeof value === 'boolean' ? value : undefined), wire: same }
/** KiB/s, as an int or a float; -1 and 0 are no limit. */
const rate = {
  read: (value: WireValue): OptionValue | undefined => {
    const kib = asNumber(value)
    if (kib === undefined) return undefined
    return kib <= 0 ? null : Math.round(kib * 1024)
  },
  wire: (value: OptionValue): WireInput => (typeof value === 'number' ? value / 1024 : -1),
  slack: 1,
}
const number = {
  read: (value: WireValue): OptionValue | undefined => {
    const found = asNumber(value)
    if (found === undefined) return undefined
    return found <= 0 ? null : Math.trunc(found)
  },
  wire: (value: OptionValue): WireInput => value ?? -1,
}
const words = (most: number) => ({
  read: (value: WireValue) => (typeof value === 'string' ? asText(value, most) : undefined),
  wire: same,
})

const spellings: Record<OptionName, Spelling> = {
  downLimitBytesPerSecond: { key: 'max_download_speed', ...rate },
  upLimitBytesPerSecond: { key: 'max_upload_speed', ...rate },
  connections: { key: 'max_connections', ...number },
  uploadSlots: { key: 'max_upload_slots', ...number },
  stopAtRatio: { key: 'stop_at_ratio', ...flag },
  stopRatio: { key: 'stop_ratio', read: (value) => asFraction(value, 3) ?? undefined, wire: same, slack: 0.001 },
  removeAtRatio: { key: 'remove_at_ratio', ...flag },
  moveWhenDone: { key: 'move_completed', ...flag },
  moveFolder: { key: 'move_completed_path', ...words(longest.path) },
  sequential: { key: 'sequential_download', ...flag },
  // Under this name it is read in all generations, and under that one it is set in all.
  firstLast: { key: 'prioritize_first_last', write: 'prioritize_first_last_pieces', ...flag },
  superSeeding: { key: 'super_seeding', ...flag },
  autoManaged: { key: 'auto_managed', ...flag },
  shared: { key: 'shared', ...flag },
  owner: { key: 'owner', ...words(longest.word) },
  label: { key: 'label', ...words(longest.word) },
}

const keys = Object.values(spellings).map(({ key }) => key)

/** The options of which 1.3 knows nothing [src]: it would keep them, and do nothing about them. */
export const modernOptions: readonly OptionName[] = ['sequential', 'superSeeding', 'shared', 'owner']

/**
 * Options by torrent; what is absent is not known there. One by one, many in a message: that asks libtorrent afresh,
 * and a torrent of which a daemon cannot speak costs only itself.
 */
export async function readOptions(
  requests: Requests,
  hashes: readonly Hash[],
): Promise<Map<Hash, TorrentOptions | Fault>> {
  const { generation } = requests
  const found = new Map<Hash, TorrentOptions | Fault>()
  for (const part of slices(hashes)) {
    if (isSilent(found)) {
      for (const hash of part) found.set(hash, unaskedFault(requests))
      continue
    }
    const answers = await requests.ask(
      part.map((hash) => ({
        method: 'core.get_torrent_status',
        args: [hash, generation.keysFor(keys)],
        torrent: hash,
      })),
    )
    for (const [at, hash] of part.entries()) {
      const answer = answers[at]
      if (answer instanceof Fault) found.set(hash, answer)
      else if (!isDict(answer ?? null) || Object.keys(answer as WireDict).length === 0) {
        found.set(hash, goneFault(requests, hash))
      } else found.set(hash, toOptions(generation.translate(answer as WireDict)))
    }
  }
  return found
}

/** When nothing of what was asked is answered, the rest is not even asked. */
function isSilent(found: ReadonlyMap<Hash, TorrentOptions | Fault>): boolean {
  return found.size > 0 && [...found.values()].every((one) => one instanceof Fault && isSilence(one))
}

function isSilence({ code }: { code: string }): boolean {
  return code === 'timeout' || code === 'outcome-unknown' || code === 'closed'
}

function toOptions(status: WireDict): TorrentOptions {
  const options: Partial<Record<OptionName, OptionValue>> = {}
  for (const option of optionNames) {
    const { key, read } = spellings[option]
    const value = status[key] === undefined ? undefined : read(status[key])
    if (value !== undefined) options[option] = value
  }
  return options as TorrentOptions
}

/** Sets what is changed, and reads it back: an answer says nothing. @param cannot options that are not even asked for */
export async function setOptions(
  requests: Requests,
  hashes: readonly Hash[],
  change: TorrentOptions,
  cannot: ReadonlyMap<OptionName, Problem>,
): Promise<OptionOutcome[]> {
  const wanted = new Map<OptionName, OptionValue>()
  const refused = new Map(cannot)
  for (const option of optionNames) {
    const value = change[option]
    if (value === undefined) continue
    if (option === 'connections' && value === 1) refused.set(option, briefProblem(fewFault(requests)))
    wanted.set(option, option === 'label' ? String(value).toLowerCase() : value)
  }
  const label = wanted.get('label')
  if (typeof label === 'string') {
    const fault = await prepareLabel(requests, label)
    if (fault) refused.set('label', briefProblem(fault))
  }
  const asked = new Map([...wanted].filter(([option]) => !refused.has(option)))
  const outcomes: OptionOutcome[] = []
  let silent = false
  for (const part of slices(hashes)) {
    const fault = briefProblem(unaskedFault(requests))
    const unasked = [...asked.keys()].map((option) => ({ option, problem: fault }))
    const found: OptionOutcome[] = silent
      ? part.map((hash) => ({ hash, failed: unasked }))
      : await setPart(requests, part, asked)
    silent ||= found.every(({ failed }) => failed.some(({ problem }) => isSilence(problem)))
    outcomes.push(...found)
  }
  const known = [...wanted.keys()].flatMap((option) => {
    const problem = refused.get(option)
    return problem ? [{ option, problem }] : []
  })
  return outcomes.map(({ hash, failed }) => ({ hash, failed: [...known, ...failed] }))
}

async function setPart(
  requests: Requests,
  hashes: readonly Hash[],
  asked: ReadonlyMap<OptionName, OptionValue>,
): Promise<OptionOutcome[]> {
  if (asked.size === 0) return hashes.map((hash) => ({ hash, failed: [] }))
  const steps = hashes.flatMap((hash) => callsFor(hash, asked))
  const answers = await requests.ask(steps.map(({ call }) => call))
  const found = await readOptions(requests, hashes)
  const refusals = new Map<Hash, Map<OptionName, Fault>>(hashes.map((hash) => [hash, new Map()]))
  for (const [at, { hash, options }] of steps.entries()) {
    const answer = answers[at]
    if (!(answer instanceof Fault)) continue
    for (const option of options) refusals.get(hash)?.set(option, toldFault(requests, hash, option, answer, asked))
  }
  return hashes.map((hash) => {
    const now = found.get(hash)
    const failed = [...asked].flatMap(([option, value]) => {
      const refusal = refusals.get(hash)?.get(option)
      // What is as it should be is done, whatever the answer was.
      if (now && !(now instanceof Fault) && isSame(option, now[option], value)) return []
      const unread = now instanceof Fault ? now : null
      const fault = unread?.code === 'not-found' ? unread : (refusal ?? unread ?? notTakenFault(requests))
      return [{ option, problem: briefProblem(fault) }]
    })
    return { hash, failed }
  })
}

interface Step {
  hash: Hash
  options: OptionName[]
  call: Call
}

/** Where the daemon's own settings say what a torrent gets of which nothing is said. */
const settingOf: Partial<Record<OptionName, string>> = {
  downLimitBytesPerSecond: 'max_download_speed_per_torrent',
  upLimitBytesPerSecond: 'max_upload_speed_per_torrent',
  connections: 'max_connections_per_torrent',
  uploadSlots: 'max_upload_slots_per_torrent',
  stopAtRatio: 'stop_seed_at_ratio',
  stopRatio: 'stop_seed_ratio',
  removeAtRatio: 'remove_seed_at_ratio',
  moveWhenDone: 'move_completed',
  moveFolder: 'move_completed_path',
  sequential: 'sequential_download',
  firstLast: 'prioritize_first_last_pieces',
  superSeeding: 'super_seeding',
  autoManaged: 'auto_managed',
  shared: 'shared',
}

/** @throws Fault as every call */
export async function readDefaults(requests: Requests): Promise<TorrentOptions> {
  const answer = await requests.call({ method: 'core.get_config_values', args: [Object.values(settingOf)] })
  const setting = lookUp(answer, 'settings')
  const options: Partial<Record<OptionName, OptionValue>> = {}
  for (const option of optionNames) {
    const key = settingOf[option]
    const told = key === undefined ? undefined : setting(key)
    const value = told === undefined ? undefined : spellings[option].read(told)
    if (value !== undefined) options[option] = value
  }
  return options as TorrentOptions
}

/** Options for a torrent that is not there yet. The owner is left out: one who is no account becomes another in silence. */
export function optionsToAdd(
  change: TorrentOptions,
  cannot: ReadonlyMap<OptionName, Problem>,
): { [key: string]: WireInput } {
  const plain = optionNames.filter((option) => option !== 'owner' && option !== 'label' && !cannot.has(option))
  const values = plain.flatMap((option): [string, WireInput][] => {
    const value = change[option]
    const { key, write = key, wire } = spellings[option]
    return value === undefined || (option === 'connections' && value === 1) ? [] : [[write, wire(value)]]
  })
  return Object.fromEntries(values)
}

/** The owner by itself, because it may make a call fail; the label is a plugin's. */
function callsFor(hash: Hash, asked: ReadonlyMap<OptionName, OptionValue>): Step[] {
  const plain = [...asked.keys()].filter((option): option is Plain => option !== 'owner' && option !== 'label')
  const about = { changing: true, torrent: hash }
  const set = (options: OptionName[]): Step => {
    const values = options.map((option): [string, WireInput] => {
      const { key, write = key, wire } = spellings[option]
      return [write, wire(asked.get(option) ?? null)]
    })
    return {
      hash,
      options,
      call: { method: 'core.set_torrent_options', args: [[hash], Object.fromEntries(values)], ...about },
    }
  }
  const steps: Step[] = plain.length > 0 ? [set(plain)] : []
  if (asked.has('owner')) steps.push(set(['owner']))
  const label = asked.get('label')
  if (typeof label === 'string') {
    steps.push({ hash, options: ['label'], call: { method: 'label.set_torrent', args: [hash, label], ...about } })
  }
  return steps
}

function toldFault(
  requests: Requests,
  hash: Hash,
  option: OptionName,
  fault: Fault,
  asked: ReadonlyMap<OptionName, OptionValue>,
): Fault {
  if (fault.code === 'not-found' || fault.details?.['message'] === 'Unknown Torrent') return goneFault(requests, hash)
  if (option !== 'owner' || fault.details?.['exception'] !== 'DelugeError') return fault
  const { daemon } = requests
  return new Fault('invalid', say('options.noOwner', { daemon, owner: String(asked.get('owner')) }))
}

/** Fractions travel with 32 bits. */
function isSame(option: OptionName, found: OptionValue | undefined, wanted: OptionValue): boolean {
  const { slack } = spellings[option]
  if (slack === undefined || typeof found !== 'number' || typeof wanted !== 'number') return found === wanted
  return Math.abs(found - wanted) <= slack + wanted * 1e-6
}

function notTakenFault({ daemon }: Requests): Fault {
  return new Fault('remote', say('options.notTaken', { daemon }))
}

function fewFault({ daemon }: Requests): Fault {
  return new Fault('invalid', say('options.fewConnections', { daemon }))
}

function* slices(hashes: readonly Hash[]): Iterable<readonly Hash[]> {
  for (let at = 0; at < hashes.length; at += perMessage) yield hashes.slice(at, at + perMessage)
}
