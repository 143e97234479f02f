import type { Daemon } from '../../../preload/contract/daemons.ts'
import { daemonWords } from '../../text/words.ts'
import { rate } from '../../text/format.ts'
import { isFresh, sideLine } from '../../view/link.ts'

/** The rates of a daemon that is there; empty where nothing flows. */
export function ratesOf(daemon: Daemon): { down: string; up: string } {
  if (!isFresh(daemon)) return { down: '', up: '' }
  return { down: rate(daemon.downBytesPerSecond), up: rate(daemon.upBytesPerSecond) }
}

/**
 * How a daemon fares, in one line: its rates, or how its connection is.
 * @param kind what the makers of its kind call it
 */
export function daemonSays(daemon: Daemon, kind: string, now: number): string {
  const line = sideLine(daemon, kind, now)
  if (line) return line.act ? `${line.text} · ${line.act.word}` : line.text
  const { down, up } = ratesOf(daemon)
  return [down && `↓ ${down}`, up && `↑ ${up}`].filter(Boolean).join(' ') || daemonWords.side.idle
}
