import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import type { Log } from '../lib/log.ts'
import { type KnownSecrets, redactedData } from '../lib/redact.ts'
import { plainWords } from '../lib/words.ts'
import { readOwn, refuseOddity, writeWhole } from '../store/files.ts'

/** The oldest go first. */
const mostNotes = 50
const mostBytes = 64 * 1024
const mostWords = 300

/** What ended: the program, the window's page, or another process of the browser's that serves it. */
const parts = ['program', 'page', 'helper'] as const

const NoteSchema = v.object({
  /** ms since 1970. */
  at: v.number(),
  version: v.pipe(v.string(), v.maxLength(100)),
  part: v.picklist(parts),
  what: v.pipe(v.string(), v.maxLength(mostWords)),
})
type Note = v.InferOutput<typeof NoteSchema>

/**
 * Notes of what ended by a fault, without secrets, in a small file of the data folder. They are sent nowhere; the log
 * shows those of earlier lives.
 */
export class Crashes {
  readonly #path: string
  readonly #version: string
  readonly #log: Log
  readonly #secrets: KnownSecrets

  constructor(path: string, version: string, log: Log, secrets: KnownSecrets) {
    this.#path = path
    this.#version = version
    this.#log = log
    this.#secrets = secrets
  }

  /** Written at once: there may be no later. A disk that takes nothing costs the note. */
  note(part: Note['part'], what: string): void {
    const said = redactedData(plainWords(what, mostWords), this.#secrets)
    const note: Note = { at: Date.now(), version: this.#version, part, what: String(said).slice(0, mostWords) }
    try {
      refuseOddity(this.#path, say('doing.crash.note'))
      writeWhole(this.#path, `${JSON.stringify([...this.#read(), note].slice(-mostNotes), null, 2)}\n`)
    } catch (error) {
      this.#log.warn({ err: error }, 'a crash is not written down')
    }
  }

  /** Brings those of earlier lives into this one's log. */
  tell(): void {
    for (const { at, version, part, what } of this.#read()) {
      this.#log.info({ at: new Date(at).toISOString(), version, part, what }, 'something ended by a fault before')
    }
  }

  /** What makes no sense is no note. */
  #read(): Note[] {
    try {
      const text = readOwn(this.#path, mostBytes, say('doing.crash.read'))
      return text === null ? [] : v.parse(v.pipe(v.array(NoteSchema), v.maxLength(mostNotes)), JSON.parse(text))
    } catch {
      return []
    }
  }
}
