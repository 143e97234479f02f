import type { HistoryEvent } from '../contract/events.ts'
import type { Language } from '../contract/settings.ts'
import { isolated, sentence } from '../text/shown.ts'
import { told } from './sentences.ts'
import { wordsOf } from './tables.ts'

/** What of a line says what happened. */
type Told = Pick<HistoryEvent, 'kind' | 'name' | 'text' | 'says' | 'away'>

/** A line of history in words: whose it is, what happened, what was said about it, and whether nobody was looking. */
export function eventSentence(language: Language, { kind, name, text: written, says, away }: Told): string {
  const { kinds, away: whileAway } = wordsOf(language).shellWords.events
  const text = (says && told(language, says)) ?? written
  // What was done here is told in the past already: "Paused debian.iso."
  if (kind === 'acted') return text === '' ? isolated(name) : sentence(text)
  const head = `${isolated(name)}: ${kinds[kind]}${away ? ` ${whileAway}` : ''}`
  return text ? `${head}. ${sentence(text)}` : head
}
