import { describe, expect, it } from 'vitest'
import type { CallArgs } from '../../../../preload/contract/calls.ts'
import type { LogLine } from '../../../../preload/contract/log.ts'
import { LogView } from '../../../../renderer/screen/log/log.svelte.ts'
import { spelledLines } from '../../../../renderer/screen/log/spell.ts'
import { HandBridge, offline } from '../data/bridge.ts'

function line(id: number, more: Partial<LogLine> = {}): LogLine {
  return { id, at: id * 1000, level: 'info', text: `line ${id}`, daemon: null, facts: '', ...more }
}

/** A log of so many lines. */
function viewOf(count: number) {
  const bridge = new HandBridge()
  const all = Array.from({ length: count }, (_, index) => line(count - index))
  bridge.answers['log.list'] = ({ before = Infinity, limit, text = '' }: CallArgs<'log.list'>) =>
    all.filter(({ id, text: said }) => id < before && said.includes(text)).slice(0, limit)
  return { bridge, view: new LogView(bridge) }
}

const idsOf = (lines: readonly LogLine[]): number[] => lines.map(({ id }) => id)
const everything = { least: 'debug', text: '' } as const

describe('the log in the window', () => {
  it('begins with the newest lines and asks for older ones as they are needed', async () => {
    const { view } = viewOf(1_200)
    await view.look(everything)
    expect([view.lines.length, view.lines[0]?.id, view.isWhole]).toEqual([500, 1_200, false])
    await view.more()
    await view.more()
    expect([view.lines.length, view.lines.at(-1)?.id, view.isWhole]).toEqual([1_200, 1, true])
  })

  it('has room for ten thousand lines, and no more', async () => {
    const { view } = viewOf(12_000)
    await view.look(everything)
    for (let page = 0; page < 40; page += 1) await view.more()
    expect([view.lines.length, view.isWhole]).toEqual([10_000, true])
    expect(await view.all()).toHaveLength(10_000)
  })

  it('follows what is new, every line once', async () => {
    const { bridge, view } = viewOf(3)
    const looked = view.look(everything)
    // Told while it was being asked what there is.
    bridge.say('log', [line(3), line(4)])
    await looked
    bridge.say('log', [line(5), line(6)])
    expect(idsOf(view.lines)).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('lets what is new wait while somebody reads further down', async () => {
    const { bridge, view } = viewOf(3)
    await view.look(everything)
    view.hold(true)
    bridge.say('log', [line(4)])
    bridge.say('log', [line(5)])
    expect([idsOf(view.lines), idsOf(view.fresh)]).toEqual([
      [3, 2, 1],
      [5, 4],
    ])
    view.release()
    expect([idsOf(view.lines), idsOf(view.fresh)]).toEqual([[5, 4, 3, 2, 1], []])
    bridge.say('log', [line(6)])
    view.hold(false)
    expect(idsOf(view.lines)).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('asks anew for other lines, and hears only of those', async () => {
    const { bridge, view } = viewOf(30)
    await view.look(everything)
    const first = view.look({ least: 'warn', text: 'line 1' })
    await view.look({ least: 'debug', text: 'line 2' })
    await first
    expect(idsOf(view.lines)).toEqual([29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 2])
    expect(bridge.listenings('log')).toEqual([{ least: 'debug', text: 'line 2' }])
    view.close()
    expect(bridge.listenings('log')).toEqual([])
  })

  it('says what cannot be had, and keeps what there is', async () => {
    const { bridge, view } = viewOf(600)
    await view.look(everything)
    bridge.answers['log.list'] = () => offline
    await view.more()
    expect([view.lines.length, view.problem]).toEqual([500, offline])
    expect(await view.all()).toBeNull()
  })
})

describe('lines as a text', () => {
  it('have their time in UTC, their facts below them, the oldest first', () => {
    const lines = [line(2, { level: 'error', daemon: 'nas1', facts: 'a: 1\nb: 2' }), line(1)]
    expect(spelledLines(lines)).toBe(
      [
        '1970-01-01T00:00:01.000Z info  line 1',
        '1970-01-01T00:00:02.000Z error line 2',
        '    daemon: nas1',
        '    a: 1',
        '    b: 2',
        '',
      ].join('\n'),
    )
  })
})
