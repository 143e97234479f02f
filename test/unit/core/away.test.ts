import { describe, expect, it } from 'vitest'
import { awayOf } from '../../../main/core/events/away.ts'
import type { AbsenceKept } from '../../../main/store/messages.ts'
import { line } from '../store/records.ts'

const minute = 60_000

function kept(daemon: string, from: number, to: number, lines: number, ids: number[] = []): AbsenceKept {
  const first = ids.map((id) => line(id, '', { at: id }))
  return { daemon, kind: 'finished', from: from * minute, to: to * minute, lines, first }
}

describe('what happened while away', () => {
  it('is one where absences of several daemons overlap, as when Estuary was closed', () => {
    const [last, first, ...more] = awayOf([
      kept('nas1', 0, 100, 3, [5, 4]),
      kept('box2', 2, 103, 2, [9, 3]),
      kept('nas1', 200, 220, 1, [20]),
    ])
    expect(more).toEqual([])
    expect(first).toMatchObject({ from: 0, to: 103 * minute, daemons: ['nas1', 'box2'], kinds: [{ lines: 5 }] })
    expect(first?.kinds[0]?.first.map(({ id }) => id)).toEqual([9, 5, 4])
    expect(last).toMatchObject({ from: 200 * minute, daemons: ['nas1'], kinds: [{ lines: 1 }] })
  })

  it('is nothing where somebody was away for a moment only', () => {
    expect(awayOf([kept('nas1', 0, 9, 3)])).toEqual([])
  })
})
