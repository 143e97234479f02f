import type { Daemon } from '../../preload/contract/daemons.ts'
import { type Refusal, refusals } from '../../preload/words/refusals.ts'
import { daemonWords as words } from '../text/words.ts'
import { ago, count } from '../text/format.ts'
import { problemText } from '../text/told.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

/** What the person can do about a daemon's state, as its button. */
export type Remedy = 'connect' | 'disconnect' | 'retry' | 'review' | 'edit' | 'decide'

export interface LinkWords {
  /** One or two words, for the list of daemons. */
  state: string
  tone: Tone
  /** The button that helps now. */
  remedy: Remedy
  /** What went wrong, in whole sentences; null = nothing. */
  problem: string | null
  /** What the person should know although nothing is wrong. */
  note?: string
}

/** One that names the kind needs to be told it. */
type RefusalWord = string | ((kind: string) => string)

/** Whether a daemon's rows show what is, not what was. */
export function isFresh(daemon: Daemon): boolean {
  return daemon.link.state === 'live'
}

/** Whether the daemon waits for the person to look at its certificate: another one than the trusted, or a first one. */
export function certificateWaits(daemon: Daemon): boolean {
  const code = daemon.link.problem?.code
  return code === 'certificate-changed' || code === 'certificate-unknown'
}

type Refused = 'review' | 'edit' | 'decide'

/** A refusal that waits for a decision is nothing that went wrong. */
function toneOf({ link }: Daemon): Tone {
  return link.problem?.code === 'certificate-unknown' || link.problem?.code === 'twin' ? 'warn' : 'bad'
}

/** What helps a daemon that was refused. */
function remedyOf(daemon: Daemon): Refused {
  if (certificateWaits(daemon)) return 'review'
  return daemon.twin === null ? 'edit' : 'decide'
}

/** The two certificates of a refused connection; seen null = the problem does not say. */
export function certificates(daemon: Daemon): { trusted: string | null; seen: string | null } {
  const details = daemon.link.problem?.details ?? {}
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    trusted: text(details['expected']) ?? daemon.certificate?.fingerprint ?? null,
    seen: text(details['seen']),
  }
}

/** The words for why it was refused; null = nothing in particular. */
function refusalOf({ link }: Daemon, from: Readonly<Record<Refusal, RefusalWord>>, kind: string): string | null {
  const refusal = link.problem && refusals[link.problem.code]
  if (!refusal) return null
  const word = from[refusal]
  return typeof word === 'string' ? word : word(kind)
}

/** It was there, but what it sends cannot be read, or is more than any daemon should send. */
function isNonsense({ link }: Daemon): boolean {
  return link.problem?.code === 'protocol' || link.problem?.code === 'too-large'
}

/** What is odd about where its downloads go, in a sentence, if something is. */
function folderNote({ isFolderMissing, folder }: Daemon): string[] {
  return isFolderMissing && folder !== null ? [words.folderMissing(folder)] : []
}

/** Why not everything is shown that it has, in a sentence, if so. */
function shortageOf({ shortage, torrents }: Daemon): string[] {
  return shortage === null ? [] : [words.shortages[shortage](count(torrents))]
}

/**
 * How a daemon's connection is, for the list of daemons.
 * @param kind what the makers of its kind call it
 */
export function describeLink(daemon: Daemon, kind: string, now: number): LinkWords {
  const { state, problem, retryAt } = daemon.link
  const message = problem && problemText(problem)
  const plain = words.states[state]
  if (state === 'live') {
    const live = { state: plain, tone: 'good', remedy: 'disconnect', problem: null } as const
    // Its list, and so every count here, is only a part of what there is.
    const part = daemon.cannot['list-all']
    const parts = [part ? problemText(part) : [], shortageOf(daemon), folderNote(daemon)].flat()
    return parts.length > 0 ? { ...live, note: parts.join(' ') } : live
  }
  if (state === 'off') return { state: plain, tone: 'plain', remedy: 'connect', problem: null }
  if (state === 'stale') return { state: plain, tone: 'warn', remedy: 'disconnect', problem: message }
  if (state === 'refused') {
    return {
      state: refusalOf(daemon, words.refusals, kind) ?? plain,
      tone: toneOf(daemon),
      remedy: remedyOf(daemon),
      problem: message,
    }
  }
  if (state === 'waiting') {
    const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000)
    return {
      state: seconds <= 0 ? words.retrying : isNonsense(daemon) ? words.nonsense(seconds) : words.retryIn(seconds),
      tone: 'warn',
      remedy: 'retry',
      problem: message,
    }
  }
  return { state: plain, tone: 'plain', remedy: 'disconnect', problem: message }
}

export interface SideLine {
  text: string
  tone: Tone
  /** A word at the end that can be pressed. */
  act: { word: string; remedy: Refused } | null
}

/**
 * The second line of a daemon in the sidebar; null = its rates belong there.
 * @param kind what the makers of its kind call it
 */
export function sideLine(daemon: Daemon, kind: string, now: number): SideLine | null {
  const { side } = words
  const { state, problem } = daemon.link
  const line = (text: string, tone: Tone = 'plain'): SideLine => ({ text, tone, act: null })
  const seen = daemon.lastSeenAt === null ? side.notReached : side.lastSeen(ago(daemon.lastSeenAt, now))
  switch (state) {
    case 'live':
      return null
    case 'off':
      return line(side.disconnected)
    case 'waiting':
      if (isNonsense(daemon)) return line(`${side.nonsense} · ${side.retrying}`, 'warn')
      return line(`${seen} · ${side.retrying}`)
    case 'dialling':
      // Between tries the line stays as it is, so that it does not flicker.
      return problem ? line(`${seen} · ${side.retrying}`) : line(side.connecting)
    case 'greeting':
      return line(side.signingIn)
    case 'warming':
      return line(side.reading)
    case 'stale':
      return line(`${side.notAnswering} · ${seen}`, 'warn')
    case 'refused': {
      const remedy = remedyOf(daemon)
      const text = refusalOf(daemon, side, kind) ?? side.refused
      return { text, tone: toneOf(daemon), act: { word: side[remedy], remedy } }
    }
  }
}
