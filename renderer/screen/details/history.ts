import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { sentence as seen } from '../../../preload/text/shown.ts'
import { calendar } from '../../text/format.ts'
import { inWords } from '../../text/told.ts'
import { tabWords } from '../../text/words.ts'
import { brief, sentence } from '../parts/events.ts'

/** The lines of one day. */
export interface Day {
  /** How many days ago it was. */
  readonly day: number
  readonly title: string
  readonly lines: readonly HistoryEvent[]
}

/** Lines by the day on which they happened. */
export function daysOf(lines: readonly HistoryEvent[], now: number): Day[] {
  const days: { day: number; title: string; lines: HistoryEvent[] }[] = []
  for (const line of lines) {
    const { daysAgo, date, weekday } = calendar(line.at, now)
    const last = days.at(-1)
    if (last?.day === daysAgo) last.lines.push(line)
    else days.push({ day: daysAgo, title: titleOf(daysAgo, date, weekday), lines: [line] })
  }
  return days
}

function titleOf(daysAgo: number, date: string, weekday: string): string {
  const words = tabWords.history
  if (daysAgo === 0) return words.today
  return daysAgo === 1 ? words.yesterday : words.onDay(weekday, date)
}

/** What a line says where everybody knows which torrent it is about. */
export function lineText(event: HistoryEvent): string {
  const { kinds, away } = tabWords.history
  const { kind } = event
  if (!(kind in kinds)) return brief(sentence(event))
  const word = kinds[kind as keyof typeof kinds]
  const head = event.away ? away(word) : word
  const said = seen(inWords(event.says, event.text))
  return brief(said === '' ? head : `${head}. ${said}`)
}
