import type { Says } from '../preload/contract/says.ts'
import { say } from '../preload/words/sentences.ts'

/** What the other side of a test says, in words that no catalogue has. */
export function said(text: string): Says {
  return say('said', { text })
}
