import { isChoosable } from './shortcut.ts'

/** A command with its usual keys. */
export interface Keyed<Id extends string = string> {
  readonly id: Id
  readonly keys: readonly string[]
  /** Where they count: anywhere in the window, or in the list alone. */
  readonly where: 'window' | 'list'
}

/** The person's own keys by command, as the settings keep them: an empty list is none, an absent one the usual. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>

/** What always means the same, in the list or in every field. */
export type FixedMeaning = 'scope' | 'pick' | 'menu' | 'move' | 'paste' | 'edit'

/** Whether a person may give a shortcut to a command. */
export type Verdict<Id extends string = string> =
  | { is: 'free' }
  | { is: 'taken'; by: Id }
  | { is: 'fixed'; means: FixedMeaning }
  /** It never gets as far as the window. */
  | { is: 'away' }
  /** It is written with, or moves from field to field. */
  | { is: 'unfit' }

const fixed: readonly (readonly [RegExp, FixedMeaning])[] = [
  [/^Alt\+[1-9]$/, 'scope'],
  [/^Ctrl\+(Shift\+)?Space$/, 'pick'],
  [/^Shift\+F10$/, 'menu'],
  [/^Ctrl\+(Shift\+)?(Home|End|Arrow\w+)$/, 'move'],
  [/^Ctrl\+(Shift\+)?V$/, 'paste'],
  [/^Ctrl\+(X|Y|Z|Shift\+Z|(Shift\+)?(Backspace|Delete))$/, 'edit'],
]
/** Tabs and windows of browsers, and what systems do with every window. */
const away = /^(Ctrl\+(Shift\+)?[NQTW]|Alt\+F4|((Ctrl|Alt)\+)+(Shift\+)?(Tab|Escape)|Ctrl\+(Shift\+)?Page(Up|Down))$/
const awayOnMac = /^Ctrl\+[HM]$/
/** What presses buttons can be a key in the list alone, which has none. */
const presses = /^(Shift\+)?Space$/

/** The keys of a command as they are now. */
export function keysNow({ id, keys }: Pick<Keyed, 'id' | 'keys'>, own: OwnKeys): readonly string[] {
  return own[id] ?? keys
}

/** Whether a shortcut may become a command's. */
export function judge<Id extends string>(
  shortcut: string,
  id: Id,
  commands: readonly Keyed<Id>[],
  own: OwnKeys,
  isMac: boolean,
): Verdict<Id> {
  if (away.test(shortcut) || (isMac && awayOnMac.test(shortcut))) return { is: 'away' }
  const means = fixed.find(([pattern]) => pattern.test(shortcut))?.[1]
  if (means) return { is: 'fixed', means }
  const isInList = commands.find((one) => one.id === id)?.where === 'list'
  if (!isChoosable(shortcut) || (presses.test(shortcut) && !isInList)) return { is: 'unfit' }
  const holder = commands.find((one) => one.id !== id && keysNow(one, own).includes(shortcut))
  return holder ? { is: 'taken', by: holder.id } : { is: 'free' }
}

/** Everybody's keys after a command got these: whoever had one of them has it no more. What is as usual is not named. */
export function giveKeys(own: OwnKeys, commands: readonly Keyed[], id: string, keys: readonly string[]): OwnKeys {
  const next: Record<string, readonly string[]> = {}
  for (const one of commands) {
    const has = one.id === id ? keys : keysNow(one, own).filter((each) => !keys.includes(each))
    if (!sameKeys(has, one.keys)) next[one.id] = has
  }
  return next
}

/** Whether a command has other keys than usual. */
export function isChanged(command: Keyed, own: OwnKeys): boolean {
  return !sameKeys(keysNow(command, own), command.keys)
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at])
}
