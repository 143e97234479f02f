import type { Problem } from '../../../preload/contract/errors.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { longest, turn } from '../../lib/bounds.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { WireValue } from '../../wire/deluge/rencode.ts'
import type { Outcome, Verb } from '../backend.ts'
import type { Generation } from './generation.ts'
import type { Call, Requests } from './requests.ts'
import { isSpellingFault } from './spelling.ts'
import { asHash, asText, itemsOf } from './shapes.ts'
import type { Statuses } from './statuses.ts'

/** Calls of one message: the daemon serves a message in one go, and must not be held for long. */
const perMessage = 50
/** Torrents in one remove_torrents. */
const perRemoval = 50
/** Torrents in one queue_top or queue_bottom: 1000 held a daemon for 67 ms (2.0.3). */
const perMove = 300

type QueueVerb = 'queueTop' | 'queueUp' | 'queueDown' | 'queueBottom'
type PlainVerb = Exclude<Verb, QueueVerb>

/** How a verb is called for one torrent: pause and resume take the id (1.3: a list), the others a list. */
const plainCalls: Record<PlainVerb, (hash: Hash, generation: Generation) => Call> = {
  pause: (hash, { one }) => ({ method: 'core.pause_torrent', args: [one(hash)] }),
  resume: (hash, { one }) => ({ method: 'core.resume_torrent', args: [one(hash)] }),
  recheck: (hash) => ({ method: 'core.force_recheck', args: [[hash]] }),
  reannounce: (hash) => ({ method: 'core.force_reannounce', args: [[hash]] }),
}

const queueMethods: Record<QueueVerb, string> = {
  queueTop: 'core.queue_top',
  queueUp: 'core.queue_up',
  queueDown: 'core.queue_down',
  queueBottom: 'core.queue_bottom',
}

/** Facts worth keeping of a failure: a thousand tracebacks in one answer help nobody. */
const keptDetails = ['hash', 'exception', 'pythonType', 'message', 'method', 'have', 'need']

/** Carries out a verb; one outcome per hash, in the order given. Never throws for what happens at the daemon. */
export async function actOn(
  requests: Requests,
  statuses: Statuses,
  verb: Verb,
  hashes: readonly Hash[],
): Promise<Outcome[]> {
  if (isQueueVerb(verb)) return moveInQueue(requests, statuses, verb, hashes)
  return oneByOne(requests, (hash) => plainCalls[verb](hash, requests.generation), hashes)
}

function isQueueVerb(verb: Verb): verb is QueueVerb {
  return Object.hasOwn(queueMethods, verb)
}

/**
 * One call per torrent, many in a message: an unknown id in a list makes the daemon drop the ids behind it
 * (observed: pausing [bad, good] left good running).
 */
async function oneByOne(
  requests: Requests,
  callFor: (hash: Hash) => Call,
  hashes: readonly Hash[],
  judge: (answer: WireValue | Fault | undefined, hash: Hash) => WireValue | Fault | undefined = (answer) => answer,
): Promise<Outcome[]> {
  return sliceBySlice(requests, hashes, perMessage, async (slice) => {
    const calls = slice.map((hash): Call => ({ ...callFor(hash), changing: true, torrent: hash }))
    const answers = await requests.ask(calls)
    return slice.map((hash, index) => outcomeOf(hash, judge(withPlainWords(requests, hash, answers[index]), hash)))
  })
}

/** Does something to slices, one after the other; when nothing of a slice is answered, the rest is not even asked. */
async function sliceBySlice(
  requests: Requests,
  hashes: readonly Hash[],
  size: number,
  act: (slice: readonly Hash[]) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let silent = false
  for (const slice of slices(hashes, size)) {
    const found: Outcome[] = silent ? slice.map((hash) => outcomeOf(hash, unaskedFault(requests))) : await act(slice)
    silent ||= found.every(({ problem }) => problem?.code === 'outcome-unknown')
    outcomes.push(...found)
  }
  return outcomes
}

/** What came before was not answered. */
export function unaskedFault(requests: Requests): Fault {
  return new Fault('timeout', say('daemon.unasked', { daemon: requests.daemon }))
}

function withPlainWords(requests: Requests, hash: Hash, answer: WireValue | Fault | undefined) {
  return answer instanceof Fault && answer.code === 'not-found' ? goneFault(requests, hash) : answer
}

/**
 * Moves torrents in the queue. The daemon sorts the ids of one call itself, so that their order among each other is
 * kept; moves to an end are cut into slices that follow the same order, the other two are one call (what is already at
 * an end must be in the same call as what would overtake it).
 */
async function moveInQueue(
  requests: Requests,
  statuses: Statuses,
  verb: QueueVerb,
  hashes: readonly Hash[],
): Promise<Outcome[]> {
  const toEnd = verb === 'queueTop' || verb === 'queueBottom'
  if (!toEnd || hashes.length <= perMove) return moveTogether(requests, queueMethods[verb], hashes)
  const ordered = await inMovingOrder(statuses, verb, hashes)
  if (ordered instanceof Fault) return hashes.map((hash) => outcomeOf(hash, ordered))
  const moved = await sliceBySlice(requests, ordered, perMove, (slice) =>
    moveTogether(requests, queueMethods[verb], slice),
  )
  const results = new Map(moved.map((outcome) => [outcome.hash, outcome]))
  return hashes.map((hash) => results.get(hash)!)
}

/** To the top: the last in the queue first; to the bottom: the first one first. */
async function inMovingOrder(statuses: Statuses, verb: QueueVerb, hashes: readonly Hash[]): Promise<Hash[] | Fault> {
  const places = new Map<Hash, number>()
  try {
    for (const slice of slices(hashes, perMove)) {
      for (const [hash, { queue }] of await statuses.read(slice, 'places')) places.set(hash, queue ?? -1)
    }
  } catch (error) {
    return asFault(error)
  }
  const sign = verb === 'queueTop' ? -1 : 1
  return hashes.toSorted((one, other) => sign * ((places.get(one) ?? -1) - (places.get(other) ?? -1)))
}

/** An unknown id makes the call fail before the first move [src 2.0.3], so it is made again without those. */
async function moveTogether(requests: Requests, method: string, hashes: readonly Hash[]): Promise<Outcome[]> {
  // Never without ids: other methods take an empty list for "all".
  if (hashes.length === 0) return []
  const move = (ids: readonly Hash[]): Promise<(WireValue | Fault)[]> =>
    requests.ask([{ method, args: [ids], changing: true }])
  const [first] = await move(hashes)
  if (!(first instanceof Fault) || first.code !== 'not-found') return hashes.map((hash) => outcomeOf(hash, first))
  const missing = await missingOf(requests, hashes)
  if (missing instanceof Fault) return hashes.map((hash) => outcomeOf(hash, missing))
  const present = hashes.filter((hash) => !missing.has(hash))
  const [second] = present.length > 0 ? await move(present) : [null]
  return hashes.map((hash) => outcomeOf(hash, missing.has(hash) ? goneFault(requests, hash) : second))
}

async function missingOf(requests: Requests, hashes: readonly Hash[]): Promise<Set<Hash> | Fault> {
  try {
    const list = await requests.call({ method: 'core.get_session_state' })
    const missing = new Set<WireValue>(hashes)
    for await (const part of inParts(itemsOf(list, 'list'), turn.listItems, systemTurns)) {
      for (const hash of part) missing.delete(hash)
    }
    return new Set(hashes.filter((hash) => missing.has(hash)))
  } catch (error) {
    return asFault(error)
  }
}

/** Begins to move what torrents have: the answer comes at once, and is the same for a folder that cannot be (2.x). */
export function moveTorrents(requests: Requests, hashes: readonly Hash[], folder: string): Promise<Outcome[]> {
  return oneByOne(requests, (hash) => ({ method: 'core.move_storage', args: [[hash], folder] }), hashes)
}

/** Removes torrents; remove_torrents alone goes on behind an unknown id, and names what failed: [[id, message], …]. */
export async function removeTorrents(
  requests: Requests,
  hashes: readonly Hash[],
  withFiles: boolean,
): Promise<Outcome[]> {
  if (!requests.generation.has('core.remove_torrents')) return removeSingly(requests, hashes, withFiles)
  return sliceBySlice(requests, hashes, perRemoval, async (slice) => {
    const [answer] = await requests.ask([{ method: 'core.remove_torrents', args: [slice, withFiles], changing: true }])
    if (answer instanceof Fault && isSpellingFault(answer)) return removeMisspelt(requests, slice, withFiles)
    if (answer instanceof Fault) return slice.map((hash) => outcomeOf(hash, answer))
    const failures = readFailures(requests, slice, answer ?? null)
    return slice.map((hash) => outcomeOf(hash, failures.get(hash)))
  })
}

/**
 * One of these has a name that the daemon cannot spell, which it needs to remove it: that one is given another name
 * first. What went before it in the same call is gone already.
 */
async function removeMisspelt(requests: Requests, hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
  const remove = (hash: Hash): Call => ({ method: 'core.remove_torrents', args: [[hash], withFiles], changing: true })
  const outcomes: Outcome[] = []
  for (const hash of hashes) {
    let [answer] = await requests.ask([remove(hash)])
    if (answer instanceof Fault && isSpellingFault(answer)) {
      const rename: Call = { method: 'core.set_torrent_options', args: [[hash], { name: hash }], changing: true }
      ;[, answer] = await requests.ask([rename, remove(hash)])
    }
    const failure = answer instanceof Fault ? answer : readFailures(requests, [hash], answer ?? null).get(hash)
    outcomes.push(outcomeOf(hash, failure?.code === 'not-found' ? null : failure))
  }
  return outcomes
}

/** 1.3 removes one torrent in a call, and answers false when it could not. */
function removeSingly(requests: Requests, hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
  const callFor = (hash: Hash): Call => ({ method: 'core.remove_torrent', args: [hash, withFiles] })
  return oneByOne(requests, callFor, hashes, (answer, hash) =>
    answer === false ? notRemovedFault(requests, hash, '') : answer,
  )
}

/** Of these, and of each once: there are no more failures than were asked for. */
function readFailures(requests: Requests, asked: readonly Hash[], answer: WireValue): Map<Hash, Fault> {
  const failures = new Map<Hash, Fault>()
  for (const failure of Array.isArray(answer) ? answer.slice(0, asked.length) : []) {
    if (!Array.isArray(failure)) continue
    const hash = asHash(failure[0])
    if (hash === undefined || !asked.includes(hash)) continue
    const said = asText(failure[1], longest.message)
    const fault = /not in session/i.test(said) ? goneFault(requests, hash) : notRemovedFault(requests, hash, said)
    failures.set(hash, fault)
  }
  return failures
}

function notRemovedFault(requests: Requests, hash: Hash, said: string): Fault {
  const { daemon } = requests
  const says = said ? say('torrent.not-removed.text', { daemon, text: said }) : say('torrent.not-removed', { daemon })
  return new Fault('remote', says, { details: { hash, message: said } })
}

/** Nobody has heard of that torrent there. */
export function goneFault(requests: Requests, hash: Hash): Fault {
  return new Fault('not-found', say('torrent.gone', { daemon: requests.daemon }), { details: { hash } })
}

function outcomeOf(hash: Hash, answer: WireValue | Fault | undefined): Outcome {
  return { hash, problem: answer instanceof Fault ? briefProblem(answer) : null }
}

/** A failure of one of many, without what nobody needs a thousand times. */
export function briefProblem(fault: Fault): Problem {
  const { details, ...problem } = toProblem(fault)
  const kept = Object.entries(details ?? {}).filter(([name]) => keptDetails.includes(name))
  return { ...problem, details: Object.fromEntries(kept) }
}

function* slices(hashes: readonly Hash[], size: number): Iterable<readonly Hash[]> {
  for (let start = 0; start < hashes.length; start += size) yield hashes.slice(start, start + size)
}
