import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { ItemResult } from '../../preload/contract/torrents.ts'
import { isolated } from '../../preload/text/shown.ts'
import { list } from '../text/format.ts'
import { problemText } from '../text/told.ts'
import { t, type Verb } from '../text/words.ts'
import type { ToastLine } from '../view/toasts.ts'

export interface Summary {
  readonly text: string
  /** bad = at least one torrent was left out. */
  readonly tone: 'ok' | 'bad'
  /** Who was left out, and why; the reason that stopped most first. */
  readonly lines: readonly ToastLine[]
}

/** How torrents and daemons are called; undefined = it is not known any more. */
export interface Names {
  torrent(key: TorrentKey): string | undefined
  daemon(id: string): string
}

/** So many different reasons are told; the rest are counted. */
const mostReasons = 6
/** So many torrents are named one by one. */
const mostNames = 2

/** How a verb went, in one sentence; what failed stands in lines under it, each with its reason. */
export function summarise(verb: Verb, done: number, failed: readonly ItemResult[], known: Names): Summary {
  const words = t.verbs[verb]
  if (failed.length === 0) {
    const text = verb === 'removeFiles' ? t.results.removedWithFiles(done) : t.results.all(words.done, done)
    return { text, tone: 'ok', lines: [] }
  }
  const text =
    done === 0 ? t.results.nothing(words.past, failed.length) : t.results.some(words.past, done, done + failed.length)
  return { text, tone: 'bad', lines: linesOf(failed, known) }
}

/** Those for which trying again may help. */
export function repeatable(failed: readonly ItemResult[]): TorrentKey[] {
  return failed.flatMap(({ key, problem }) => (problem && problem.retry !== 'never' ? [key] : []))
}

/** A line for each daemon and reason. */
export function linesOf(failed: readonly ItemResult[], known: Names): ToastLine[] {
  const groups = new Map<string, { daemon: string; reason: string; keys: TorrentKey[] }>()
  for (const { key, problem } of failed) {
    if (!problem) continue
    const { daemon } = splitKey(key)
    const reason = problemText(problem)
    const group = groups.get(`${daemon} ${reason}`)
    if (group) group.keys.push(key)
    else groups.set(`${daemon} ${reason}`, { daemon, reason, keys: [key] })
  }
  const ranked = [...groups.values()].sort((a, b) => b.keys.length - a.keys.length)
  const told = ranked
    .slice(0, mostReasons)
    .map(({ daemon, reason, keys }) => ({ who: whoOf(keys, daemon, known), text: reason }))
  if (ranked.length <= mostReasons) return told
  return [...told, { who: '', text: t.results.moreReasons(ranked.length - mostReasons) }]
}

function whoOf(keys: readonly TorrentKey[], daemon: string, known: Names): string {
  const called = keys.length > mostNames ? [] : keys.flatMap((key) => known.torrent(key) ?? [])
  if (called.length === keys.length) return list(called.map(isolated))
  return t.results.onDaemon(keys.length, known.daemon(daemon))
}
