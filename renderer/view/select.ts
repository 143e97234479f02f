import type { TorrentKey } from '../../preload/contract/keys.ts'

/**
 * What is selected. `focus` is the row that the keyboard is on, `anchor` the one that a range begins at.
 * Immutable; every step makes a new one.
 */
export interface Selection {
  readonly keys: ReadonlySet<TorrentKey>
  readonly focus: TorrentKey | null
  readonly anchor: TorrentKey | null
}

export const nothingSelected: Selection = { keys: new Set(), focus: null, anchor: null }

export interface Modifiers {
  /** Ctrl, or the command key on a Mac. */
  readonly additive: boolean
  readonly range: boolean
}

/** The list that a selection moves in. */
export interface Listed {
  readonly shown: readonly TorrentKey[]
  /** Index of a key, or -1. */
  indexOf(key: TorrentKey | null): number
  /** The same question where the place does not matter. */
  has(key: TorrentKey): boolean
}

function rangeKeys(list: Listed, from: TorrentKey | null, to: TorrentKey): TorrentKey[] {
  const end = list.indexOf(to)
  const start = list.indexOf(from)
  if (start < 0) return [to]
  return list.shown.slice(Math.min(start, end), Math.max(start, end) + 1)
}

export function selectOnly(key: TorrentKey): Selection {
  return { keys: new Set([key]), focus: key, anchor: key }
}

/** A click (or a key's step) on a row. */
export function pick(old: Selection, key: TorrentKey, { additive, range }: Modifiers, list: Listed): Selection {
  if (range) {
    const anchor = list.indexOf(old.anchor) < 0 ? key : old.anchor
    const keys = rangeKeys(list, anchor, key)
    return { keys: new Set(additive ? [...old.keys, ...keys] : keys), focus: key, anchor }
  }
  if (!additive) return selectOnly(key)
  const keys = new Set(old.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, focus: key, anchor: key }
}

/** The menu button on a row: a selected row keeps the whole selection, another becomes the selection. */
export function pickForMenu(old: Selection, key: TorrentKey): Selection {
  return old.keys.has(key) ? { ...old, focus: key } : selectOnly(key)
}

export function selectAll(old: Selection, list: Listed): Selection {
  const focus = list.indexOf(old.focus) < 0 ? (list.shown[0] ?? null) : old.focus
  return { keys: new Set(list.shown), focus, anchor: focus }
}

export type Step = 'up' | 'down' | 'pageUp' | 'pageDown' | 'home' | 'end'

/** Where a step of the keyboard leads; null in an empty list. */
export function stepTarget(old: Selection, step: Step, pageRows: number, list: Listed): TorrentKey | null {
  const last = list.shown.length - 1
  if (last < 0) return null
  const at = list.indexOf(old.focus)
  const page = Math.max(1, pageRows - 1)
  if (at < 0) return list.shown[step === 'end' ? last : 0] ?? null
  const targets: Record<Step, number> = {
    up: at - 1,
    down: at + 1,
    pageUp: at - page,
    pageDown: at + page,
    home: 0,
    end: last,
  }
  return list.shown[Math.min(last, Math.max(0, targets[step]))] ?? null
}

/** A step of the keyboard: alone it selects, with shift it stretches, with ctrl it moves the focus only. */
export function stepTo(old: Selection, key: TorrentKey, { additive, range }: Modifiers, list: Listed): Selection {
  if (range) return pick(old, key, { additive, range }, list)
  if (additive) return { ...old, focus: key }
  return selectOnly(key)
}

/**
 * What stays of a selection after the list changed.
 * @param keeps which rows may stay selected: rows that exist (after a change of rows), rows listed (after a change of filter)
 * @param before the list as it was: a focus whose row left goes to the nearest row that stayed
 */
export function keep(
  old: Selection,
  keeps: (key: TorrentKey) => boolean,
  list: Listed,
  before: readonly TorrentKey[],
): Selection {
  const keys = [...old.keys].filter(keeps)
  const focus = nearest(old.focus, list, before)
  const anchor = old.anchor !== null && list.has(old.anchor) ? old.anchor : focus
  if (keys.length === old.keys.size && focus === old.focus && anchor === old.anchor) return old
  return { keys: keys.length === old.keys.size ? old.keys : new Set(keys), focus, anchor }
}

function nearest(key: TorrentKey | null, list: Listed, before: readonly TorrentKey[]): TorrentKey | null {
  if (key === null || list.has(key)) return key
  const at = before.indexOf(key)
  if (at < 0) return null
  for (let step = 1; step < before.length; step += 1) {
    for (const other of [before[at + step], before[at - step]]) {
      if (other !== undefined && list.has(other)) return other
    }
  }
  return null
}

/** Letters typed quickly one after another form a beginning that is looked for. */
export class TypeAhead {
  #typed = ''
  #lastAt = -Infinity
  readonly #pauseMs: number

  constructor(pauseMs = 800) {
    this.#pauseMs = pauseMs
  }

  /** Whether letters were typed a moment ago, so that a space belongs to them. */
  pending(now: number): boolean {
    return this.#typed !== '' && now - this.#lastAt < this.#pauseMs
  }

  /**
   * One more letter. The same letter again walks through the rows that begin with it.
   * @param names folded name of the row at an index
   * @returns the index found, or -1
   */
  type(letter: string, now: number, from: number, count: number, names: (index: number) => string): number {
    this.#typed = this.pending(now) ? this.#typed + letter : letter
    this.#lastAt = now
    const repeated = [...this.#typed].every((each) => each === this.#typed[0])
    const start = repeated ? (this.#typed[0] ?? '') : this.#typed
    const first = from + (repeated ? 1 : 0)
    for (let step = 0; step < count; step += 1) {
      const index = (Math.max(0, first) + step) % count
      if (names(index).startsWith(start)) return index
    }
    return -1
  }
}
