import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import { readOwn, writeWhole } from '../store/files.ts'

const mostBytes = 16 * 1024

/** What the running program leaves for a second start; the key is why only the owner may read it. */
const NoteSchema = v.object({
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  key: v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/)),
})
export type HandOverNote = v.InferOutput<typeof NoteSchema>

const AnswerSchema = v.object({ url: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+$/)) })

function noteFile(folder: string): string {
  return join(folder, 'web-door.json')
}

/** Leaves the note in the data directory, for its owner only. Fails with the system's error. */
export function leaveNote(folder: string, note: HandOverNote): void {
  writeWhole(noteFile(folder), JSON.stringify(note))
}

/** Fails with the system's error. */
export function removeNote(folder: string): void {
  rmSync(noteFile(folder), { force: true })
}

/** A fresh address from the program that holds the data directory; null = it has no web door, or does not answer. */
export async function askForAddress(folder: string): Promise<string | null> {
  try {
    const text = readOwn(noteFile(folder), mostBytes, say('doing.running'))
    const note = v.parse(NoteSchema, JSON.parse(text ?? ''))
    const response = await fetch(`http://127.0.0.1:${note.port}/api/address`, {
      method: 'POST',
      headers: { 'x-estuary-key': note.key },
      signal: AbortSignal.timeout(3000),
    })
    return v.parse(AnswerSchema, await response.json()).url
  } catch {
    return null
  }
}
