/** What an argument is: a text, a whole number, bytes, the name of a value, KiB in a second, or where a torrent comes from. */
export type Takes = 'text' | 'integer' | 'bytes' | 'key' | 'kib' | 'source'
/** What comes back; flags are 0 or 1, and a change answers with 0. */
export type Answers = 'number' | 'text' | 'texts'

/** One name of the catalogue. */
export interface Entry {
  /** What it is called, newest first. */
  readonly methods: readonly string[]
  readonly does: 'reads' | 'changes'
  readonly answers: Answers
  readonly takes: readonly Takes[]
}
