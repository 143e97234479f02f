import type { EventsWanted, HistoryEvent, PlaceInTime } from '../contract/events.ts'
import type { DaemonId } from '../contract/keys.ts'
import type { Language } from '../contract/settings.ts'
import { eventSentence } from '../words/events.ts'
import { fold, words } from './fold.ts'

/** Orders lines by time, the newest first. */
export function newestFirst(one: PlaceInTime, other: PlaceInTime): number {
  return other.at - one.at || other.id - one.id
}

/** Whether a line is wanted. `nameOf` is what the person calls a daemon: its words count as if they were in its lines. */
export function fitsEvents(
  { kinds, daemons, text = '', language = 'en', away }: EventsWanted,
  nameOf: (daemon: DaemonId) => string,
): (line: HistoryEvent) => boolean {
  const looked = words(text)
  return (line) => {
    if (kinds && !kinds.includes(line.kind)) return false
    if (daemons && (line.daemon === null || !daemons.includes(line.daemon))) return false
    if (away && !(line.absence && line.absence.to >= away.from && line.absence.to <= away.to)) return false
    return looked.length === 0 || hasWords(line, looked, language, line.daemon === null ? '' : nameOf(line.daemon))
  }
}

function hasWords(line: HistoryEvent, looked: readonly string[], language: Language, daemon: string): boolean {
  const read = fold(`${eventSentence(language, line)} ${daemon} ${line.text}`)
  return looked.every((word) => read.includes(word))
}
