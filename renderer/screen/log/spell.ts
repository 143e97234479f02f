import type { LogLine } from '../../../preload/contract/log.ts'

/** Lines as a text to be saved or sent: each with its time in UTC, its facts below it, the oldest first. */
export function spelledLines(newestFirst: readonly LogLine[]): string {
  return newestFirst.toReversed().map(spelledLine).join('')
}

function spelledLine({ at, level, text, daemon, facts }: LogLine): string {
  const all = [...(daemon === null ? [] : [`daemon: ${daemon}`]), ...(facts === '' ? [] : facts.split('\n'))]
  const head = `${new Date(at).toISOString()} ${level.padEnd(5)} ${text}`
  return [head, ...all.map((fact) => `    ${fact}`), ''].join('\n')
}
