import type { Away, EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import { newestFirst } from '../../../preload/listing/events.ts'
import type { AbsenceKept } from '../../store/messages.ts'

/** A shorter absence is an interruption, of which the lines themselves say enough. */
const shortestMs = 600_000
/** Kinds of lines that are named of an absence. */
const mostNamed = 3

/** What is kept of absences as whole times away, the last first. Absences that overlap are one: Estuary was closed. */
export function awayOf(kept: readonly AbsenceKept[]): Away[] {
  const long = kept.filter(({ from, to }) => to - from >= shortestMs).sort((one, other) => one.from - other.from)
  const groups: AbsenceKept[][] = []
  let until = -Infinity
  for (const absence of long) {
    if (absence.from < until) groups.at(-1)?.push(absence)
    else groups.push([absence])
    until = Math.max(until, absence.to)
  }
  return groups.map(together).sort((one, other) => other.to - one.to)
}

function together(absences: readonly AbsenceKept[]): Away {
  const kinds = new Map<EventKind, { lines: number; first: HistoryEvent[] }>()
  for (const { kind, lines, first } of absences) {
    const known = kinds.get(kind) ?? { lines: 0, first: [] }
    const all = [...known.first, ...first].sort(newestFirst)
    kinds.set(kind, { lines: known.lines + lines, first: all.slice(0, mostNamed) })
  }
  return {
    from: Math.min(...absences.map(({ from }) => from)),
    to: Math.max(...absences.map(({ to }) => to)),
    daemons: [...new Set(absences.map(({ daemon }) => daemon))],
    kinds: [...kinds].map(([kind, of]) => ({ kind, ...of })),
  }
}
