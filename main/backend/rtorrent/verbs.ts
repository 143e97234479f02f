import type { Hash } from '../../../preload/contract/keys.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Asking } from '../../wire/rtorrent/client.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { Outcome, Verb } from '../backend.ts'
import { cannotOf } from './cannot.ts'

/** What a person waits for goes before every reading. */
export const person: Asking = { urgency: 'person' }

/**
 * Carries out a verb; one outcome per hash, in the order given. Never throws for what happens at the daemon.
 *
 * Pausing stops, because that is what a restart of the daemon keeps (a torrent that is only paused runs again). Starting
 * what is paused does nothing, so that both are asked for (observed on 0.9.8).
 */
export async function actOn(rtorrent: Rtorrent, verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
  const torrents = rtorrent.torrents(hashes)
  switch (verb) {
    case 'pause':
      return outcomes(rtorrent, hashes, () => torrents.stop().each(person))
    case 'resume':
      return outcomes(rtorrent, hashes, () => torrents.start().resume().each(person))
    case 'recheck':
      return outcomes(rtorrent, hashes, () => torrents.performHashCheck().each(person))
    case 'reannounce':
      return outcomes(rtorrent, hashes, () => torrents.announce().each(person))
    default: {
      const problem = cannotOf().queue ?? null
      return hashes.map((hash) => ({ hash, problem }))
    }
  }
}

/** Removes them from its list; their files stay. One outcome per hash. */
export function removeTorrents(rtorrent: Rtorrent, hashes: readonly Hash[]): Promise<Outcome[]> {
  return outcomes(rtorrent, hashes, () => rtorrent.torrents(hashes).erase().each(person))
}

async function outcomes(
  rtorrent: Rtorrent,
  hashes: readonly Hash[],
  ask: () => Promise<unknown[]>,
): Promise<Outcome[]> {
  if (hashes.length === 0) return []
  try {
    const answers = await ask()
    return hashes.map((hash, at) => {
      const answer = answers[at]
      return { hash, problem: answer instanceof Fault ? toProblem(inPlainWords(rtorrent, hash, answer)) : null }
    })
  } catch (error) {
    const problem = toProblem(asFault(error))
    return hashes.map((hash) => ({ hash, problem }))
  }
}

/** A failure about one torrent; that it is not there is said as everywhere. */
export function inPlainWords(rtorrent: Rtorrent, hash: Hash, fault: Fault): Fault {
  return fault.code === 'not-found' ? goneFault(rtorrent, hash) : fault
}

/** Nobody has heard of that torrent there. */
export function goneFault({ client }: Rtorrent, hash: Hash): Fault {
  return new Fault('not-found', say('torrent.gone', { daemon: client.daemon }), { details: { hash } })
}

/** What is asked about one torrent. @throws Fault 'not-found' where there is none, and as every request */
export async function aboutOne<T>(rtorrent: Rtorrent, hash: Hash, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw inPlainWords(rtorrent, hash, asFault(error))
  }
}
