import type { Hash } from '../../../preload/contract/model.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { WireInput, WireValue } from '../../wire/rencode.ts'
import type { Outcome, Verb } from '../backend.ts'
import type { Call, Requests } from './requests.ts'
import { asHash, asText, itemsOf } from './shapes.ts'

/** Calls of one message: the daemon serves a message in one go, and must not be held for long. */
const perMessage = 50
/** Torrents in one remove_torrents. */
const perRemoval = 50

/** How a verb is called for one torrent: pause and resume take the id, the others a list. */
const single: Partial<Record<Verb, { method: string; args(hash: Hash): WireInput[] }>> = {
  pause: { method: 'core.pause_torrent', args: (hash) => [hash] },
  resume: { method: 'core.resume_torrent', args: (hash) => [hash] },
  recheck: { method: 'core.force_recheck', args: (hash) => [[hash]] },
  reannounce: { method: 'core.force_reannounce', args: (hash) => [[hash]] },
}

const queueMethods: Partial<Record<Verb, string>> = {
  queueTop: 'core.queue_top',
  queueUp: 'core.queue_up',
  queueDown: 'core.queue_down',
  queueBottom: 'core.queue_bottom',
}

/** Carries out a verb; one outcome per hash, in the order given. Never throws for what happens at the daemon. */
export async function actOn(requests: Requests, verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
  const queueMethod = queueMethods[verb]
  return queueMethod ? moveInQueue(requests, queueMethod, hashes) : oneByOne(requests, verb, hashes)
}

/**
 * One call per torrent, many in a message: an unknown id in a list makes the daemon drop the ids behind it
 * (observed: pausing [bad, good] left good running).
 */
async function oneByOne(requests: Requests, verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
  const { method, args } = single[verb]!
  const outcomes: Outcome[] = []
  for (const slice of slices(hashes, perMessage)) {
    const calls = slice.map((hash): Call => ({ method, args: args(hash), changing: true, torrent: hash }))
    const answers = await requests.ask(calls)
    slice.forEach((hash, index) => outcomes.push(outcomeOf(hash, answers[index])))
  }
  return outcomes
}

/**
 * Moves torrents in one call: the daemon sorts them itself, so that their order among each other is kept. An unknown
 * id makes it fail before the first move [src 2.0.3], so the call is made again without those.
 */
async function moveInQueue(requests: Requests, method: string, hashes: readonly Hash[]): Promise<Outcome[]> {
  if (hashes.length === 0) return []
  const move = (ids: readonly Hash[]): Promise<(WireValue | Fault)[]> =>
    requests.ask([{ method, args: [ids], changing: true, ...(ids.length === 1 ? { torrent: ids[0]! } : {}) }])
  const [first] = await move(hashes)
  if (!(first instanceof Fault) || first.code !== 'not-found' || hashes.length === 1) {
    return hashes.map((hash) => outcomeOf(hash, first))
  }
  const missing = await missingOf(requests, hashes)
  if (missing instanceof Fault) return hashes.map((hash) => outcomeOf(hash, missing))
  const present = hashes.filter((hash) => !missing.has(hash))
  const [second] = present.length > 0 ? await move(present) : [null]
  return hashes.map((hash) => outcomeOf(hash, missing.has(hash) ? goneFault(requests, hash) : second))
}

async function missingOf(requests: Requests, hashes: readonly Hash[]): Promise<Set<Hash> | Fault> {
  try {
    const list = await requests.call({ method: 'core.get_session_state' })
    const present = new Set(itemsOf(list, 'its list of torrents'))
    return new Set(hashes.filter((hash) => !present.has(hash)))
  } catch (error) {
    return asFault(error)
  }
}

/** Removes torrents; remove_torrents alone goes on behind an unknown id, and names what failed: [[id, message], …]. */
export async function removeTorrents(
  requests: Requests,
  hashes: readonly Hash[],
  withFiles: boolean,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const slice of slices(hashes, perRemoval)) {
    const call: Call = { method: 'core.remove_torrents', args: [slice, withFiles], changing: true }
    const [answer] = await requests.ask([call])
    if (answer instanceof Fault) {
      for (const hash of slice) outcomes.push(outcomeOf(hash, answer))
      continue
    }
    const failures = readFailures(requests, answer ?? null)
    for (const hash of slice) outcomes.push(outcomeOf(hash, failures.get(hash)))
  }
  return outcomes
}

function readFailures(requests: Requests, answer: WireValue): Map<Hash, Fault> {
  const failures = new Map<Hash, Fault>()
  for (const failure of Array.isArray(answer) ? answer : []) {
    if (!Array.isArray(failure)) continue
    const hash = asHash(failure[0])
    if (hash === undefined) continue
    const said = asText(failure[1], 1000)
    const fault = /not in session/i.test(said)
      ? goneFault(requests, hash)
      : new Fault('remote', `${requests.daemon} could not remove the torrent: ${said || 'it did not say why'}`, {
          details: { hash, message: said },
        })
    failures.set(hash, fault)
  }
  return failures
}

function goneFault(requests: Requests, hash: Hash): Fault {
  return new Fault('not-found', `${requests.daemon} does not have this torrent (any more).`, { details: { hash } })
}

function outcomeOf(hash: Hash, answer: WireValue | Fault | undefined): Outcome {
  return { hash, problem: answer instanceof Fault ? toProblem(answer) : null }
}

function* slices(hashes: readonly Hash[], size: number): Iterable<readonly Hash[]> {
  for (let start = 0; start < hashes.length; start += size) yield hashes.slice(start, start + size)
}
