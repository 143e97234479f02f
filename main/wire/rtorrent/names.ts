import { catalogue } from './catalogue.ts'
import type { Answers, Entry, Takes } from './entry.ts'

/** What can be asked: the daemon as a whole, or one thing in it. */
export type Kind = keyof typeof catalogue

/** Every name of a kind. */
export type NameOf<K extends Kind> = keyof (typeof catalogue)[K] & string

interface AnswerTypes {
  number: number
  text: string
  texts: string[]
}
interface ArgumentTypes {
  text: string
  integer: number
  bytes: Uint8Array
  key: string
  kib: number
  source: string
}

type EntryOf<K extends Kind, N extends NameOf<K>> = (typeof catalogue)[K][N] & Entry

/** What a name answers with. */
export type ValueOf<K extends Kind, N extends NameOf<K>> = AnswerTypes[EntryOf<K, N>['answers']]

/** What must be given to a name. */
export type ArgumentsOf<K extends Kind, N extends NameOf<K>> = ArgumentsFor<EntryOf<K, N>['takes']>
type ArgumentsFor<T extends readonly Takes[]> = { -readonly [I in keyof T]: ArgumentTypes[T[I]] }

/** The names that change nothing. */
export type ReadingNameOf<K extends Kind> = {
  [N in NameOf<K>]: EntryOf<K, N>['does'] extends 'reads' ? N : never
}[NameOf<K>]

/** Anything that can be given to a name. */
export type Argument = ArgumentTypes[Takes]
/** Anything that comes back. */
export type Value = AnswerTypes[Answers]

/** The names of a kind with what they are. */
export function entriesOf(kind: Kind): Readonly<Record<string, Entry>> {
  return catalogue[kind]
}

/** One name; undefined = there is no such name. */
export function entryOf(kind: Kind, name: string): Entry | undefined {
  return Object.hasOwn(catalogue[kind], name) ? entriesOf(kind)[name] : undefined
}
