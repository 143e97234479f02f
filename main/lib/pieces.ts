import { lists } from './bounds.ts'

/** 0 missing, 1 available, 2 coming, 3 have. */
export type PieceState = 0 | 1 | 2 | 3
export type PieceRun = [PieceState, number]

/**
 * Pieces as runs of equal ones; null = there are none. Where there are more runs than a screen has points, neighbours
 * are told as one: as what is furthest from being there.
 */
export function pieceRuns(pieces: number, stateAt: (piece: number) => PieceState): PieceRun[] | null {
  if (pieces === 0) return null
  const count = Math.min(pieces, lists.pieces)
  return runsOf(count, 1, stateAt) ?? runsOf(count, Math.ceil(count / lists.pieceRuns), stateAt) ?? null
}

/** Runs of `each` pieces told as one; undefined = there would be too many. */
function runsOf(count: number, each: number, stateAt: (piece: number) => PieceState): PieceRun[] | undefined {
  const runs: PieceRun[] = []
  let last: PieceRun | undefined
  for (let at = 0; at < count; at += each) {
    const until = Math.min(at + each, count)
    let state = stateAt(at)
    for (let piece = at + 1; piece < until; piece += 1) state = Math.min(state, stateAt(piece)) as PieceState
    if (last?.[0] === state) last[1] += until - at
    else if (runs.length === lists.pieceRuns) return undefined
    else runs.push((last = [state, until - at]))
  }
  return runs
}
