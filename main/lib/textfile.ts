import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault, wordsOf } from './fault.ts'

const reasons: Readonly<Record<string, Says>> = {
  EACCES: say('file.forbidden'),
  EPERM: say('file.forbidden'),
  EISDIR: say('file.folder'),
  ELOOP: say('file.circle'),
}

/**
 * The text of a small file that is not ours; null = there is none. A pipe or device in its place is not waited for, and
 * never more than `mostBytes` are read. What is not UTF-8 becomes replacement characters.
 * @throws Fault 'corrupt' (details: path) when it cannot be read, 'too-large' when it is larger
 */
export async function readTextFile(path: string, mostBytes: number): Promise<string | null> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for its other end.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await file.stat()).isFile()) throw unreadable(path, say('file.odd'))
      const buffer = Buffer.alloc(mostBytes + 1)
      let length = 0
      for (let read = 1; read > 0 && length < buffer.length; length += read) {
        read = (await file.read(buffer, length, buffer.length - length)).bytesRead
      }
      if (length > mostBytes) throw tooLarge(path, mostBytes)
      return new TextDecoder().decode(buffer.subarray(0, length))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw unreadable(path, reasons[code] ?? say('said', { text: wordsOf(error) }), error)
  }
}

function unreadable(path: string, why: Says, cause?: unknown): Fault {
  return new Fault('corrupt', say('file.unreadable', { path, why }), {
    retry: 'after-change',
    details: { path },
    cause,
  })
}

function tooLarge(path: string, mostBytes: number): Fault {
  const number = Math.floor(mostBytes / 1024)
  return new Fault('too-large', say('file.too-large', { path, number }), { retry: 'after-change', details: { path } })
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}
