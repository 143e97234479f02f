import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../../preload/contract/events.ts'
import { lineText } from '../../../../renderer/screen/details/history.ts'
import { dayName, daysOf } from '../../../../renderer/screen/parts/days.ts'

const now = new Date(2026, 10, 18, 15, 0).getTime()

function line(id: number, at: Date, more: Partial<HistoryEvent> = {}): HistoryEvent {
  const own = { kind: 'finished', daemon: 'nas0', hash: 'a'.repeat(40), name: 'debian', text: '', away: false } as const
  return { ...own, id, at: at.getTime(), ...more }
}

describe('the History tab', () => {
  it('has the lines of each day together, the latest day first', () => {
    const lines = [
      line(4, new Date(2026, 10, 18, 14)),
      line(3, new Date(2026, 10, 18, 0, 1)),
      line(2, new Date(2026, 10, 17, 23, 59)),
      line(1, new Date(2025, 2, 3, 12)),
    ]
    const days = daysOf(lines).map(({ at, lines: own }) => [dayName(at, now), own.map(({ id }) => id)])
    expect(days).toEqual([
      [{ name: 'Today', rest: 'Wednesday, 18 November' }, [4, 3]],
      [{ name: 'Yesterday', rest: 'Tuesday, 17 November' }, [2]],
      [{ name: '3 March 2025', rest: 'Monday' }, [1]],
    ])
    expect(daysOf([])).toEqual([])
  })

  it('does not name the torrent in each line, as everybody knows which it is', () => {
    const at = new Date(2026, 10, 18)
    expect(lineText(line(1, at))).toBe('Finished')
    expect(lineText(line(1, at, { away: true }))).toBe('Finished while away')
    expect(lineText(line(1, at, { kind: 'failed', text: 'No space left on device' }))).toBe(
      'Failed. No space left on device',
    )
    expect(lineText(line(1, at, { kind: 'acted', text: 'Paused debian.' }))).toBe('Paused debian.')
  })
})
