import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { sentence as seen } from '../../../preload/text/shown.ts'
import { inWords } from '../../text/told.ts'
import { tabWords } from '../../text/words.ts'
import { brief, sentence } from '../parts/events.ts'

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
