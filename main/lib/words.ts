import { withoutSecrets } from './redact.ts'

/** Anybody's words in one line of at most so many characters, without what could be taken for a secret. */
export function plainWords(text: string, most: number): string {
  return withoutSecrets(text.slice(0, 4 * most))
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, most)
}

/** A text of several lines, bounded, without what could be taken for a secret. */
export function boundedText(text: string, mostLines: number, most: number): string {
  return withoutSecrets(text.slice(0, 4 * most))
    .split('\n')
    .slice(0, mostLines)
    .join('\n')
    .slice(0, most)
}
