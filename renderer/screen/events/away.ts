import type { Absence } from '../../../preload/contract/events.ts'
import { duration, time, when } from '../../text/format.ts'
import { eventWords } from '../../text/words.ts'

const dayMs = 86_400_000

/** "8 h, from 22:41 to 06:52"; of longer ones the days. */
export function spanOf({ from, to }: Absence, now: number): string {
  const isShort = to - from < dayMs
  const spelled = (at: number): string => (isShort ? time(at) : when(at, now))
  return eventWords.absence.span(duration(to - from), spelled(from), spelled(to))
}
