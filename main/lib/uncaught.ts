import type { Log } from './log.ts'
import { boundedText, plainWords } from './words.ts'

/** What of a fault is logged. */
const most = { lines: 30, characters: 8_000, words: 300 }

/**
 * Calls back once when a fault was caught by nobody; what the program knows may be wrong from then on, so it should end
 * at once. The fault is in the log by then. What is committed is on the disk.
 */
export function onUncaught(log: Log, end: (what: string) => void): void {
  let isTold = false
  const take = (error: unknown): void => {
    const what = plainWords(String(error), most.words) || 'a fault without words'
    const stack = error instanceof Error ? boundedText(error.stack ?? '', most.lines, most.characters) : ''
    log.error({ what, stack }, 'a fault that nobody caught: Estuary ends')
    if (isTold) return
    isTold = true
    end(what)
  }
  // A terminal that is gone, or a full disk behind it, is no fault of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', take)
  process.on('unhandledRejection', take)
}
