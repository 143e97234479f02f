import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A real Node process running one of the fixtures, killed after the test at the latest. */
export interface Child {
  pid: number
  /** Whole lines that it has said so far. */
  lines: string[]
  /** Resolves with the first line that begins like this; fails when the process ends without saying it. */
  line(start: string): Promise<string>
  /** Ends it without any warning; resolves when it is gone and everything it said has been read. */
  kill(): Promise<void>
  /** Resolves when it has ended and everything it said has been read. */
  ended: Promise<void>
}

export function startChild(fixture: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', fixture), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let said = ''
  let complaints = ''
  const waiting = new Set<() => void>()
  const wake = (): void => waiting.forEach((look) => look())
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (said + chunk).split('\n')
    said = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk))
  let over = false
  const ended = once(child, 'close').then(() => {
    over = true
    wake()
  })
  const kill = (): Promise<void> => {
    child.kill('SIGKILL')
    return ended
  }
  onTestFinished(kill)
  const line = (start: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((text) => text.startsWith(start))
        if (found === undefined && !over) return
        waiting.delete(look)
        if (found !== undefined) resolve(found)
        else reject(new Error(`It ended without saying "${start}". ${complaints}`))
      }
      waiting.add(look)
      look()
    })
  return { pid: child.pid ?? 0, lines, line, kill, ended }
}
