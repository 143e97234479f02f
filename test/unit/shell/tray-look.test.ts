import { describe, expect, it } from 'vitest'
import { progressOf, tomorrow, trayLook, type TrayFacts } from '../../../main/shell/tray-look.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { noUpdates } from '../../../preload/contract/updates.ts'
import { languages } from '../../../preload/contract/settings.ts'
import { tables } from '../../../preload/words/all.ts'
import { formatsOf } from '../../../preload/words/tables.ts'
import { fourDaemons } from '../../e2e/stage/daemons.ts'

const now = new Date(2026, 10, 21, 14, 7).getTime()
const [pattern] = fourDaemons(now)
const whole = { running: 4, halted: 0, loading: { torrents: 0, wantedBytes: 0, doneBytes: 0 } }

function daemon(name: string, change: Partial<Daemon> = {}): Daemon {
  const link = { state: 'live', since: now, problem: null, retryAt: null } as const
  return { ...pattern!, id: name, name, link, downBytesPerSecond: 0, upBytesPerSecond: 0, ...change }
}

function refused(code: 'certificate-changed' | 'not-a-daemon'): Partial<Daemon> {
  const problem = { code, message: '', retry: 'after-change' } as const
  return { link: { state: 'refused', since: now, problem, retryAt: null } }
}

function look(daemons: readonly Daemon[], change: Partial<TrayFacts> = {}) {
  return trayLook({
    daemons,
    whole,
    limits: [],
    mutedUntil: null,
    update: noUpdates,
    words: tables.en,
    formats: formatsOf('en'),
    kindName: () => 'Harbour',
    now,
    ...change,
  })
}

function labels(daemons: readonly Daemon[], change: Partial<TrayFacts> = {}): string[] {
  return look(daemons, change).lines.map((line) => (line === 'rule' ? '–' : line.label.replaceAll('\u00a0', ' ')))
}

describe('the tray', () => {
  it('says the rates of all daemons that are there, and how each of them is', () => {
    const nas = daemon('nas', { downBytesPerSecond: 1024 * 1024, upBytesPerSecond: 2048 })
    const box = daemon('box', { downBytesPerSecond: 1024 * 1024 })
    const away = { state: 'waiting', since: now, problem: null, retryAt: now } as const
    const attic = daemon('attic', {
      link: away,
      lastSeenAt: new Date(2026, 10, 18).getTime(),
      downBytesPerSecond: 9_999_999,
    })
    const office = daemon('office', refused('certificate-changed'))
    expect(labels([nas, box, attic, office])).toEqual([
      '↓ 2.0 MiB/s ↑ 2 KiB/s',
      '–',
      'nas ↓ 1.0 MiB/s ↑ 2 KiB/s',
      'box ↓ 1.0 MiB/s',
      'attic, last seen 18 Nov',
      'office, certificate changed',
      '–',
      'Pause all',
      'Alternative limits',
      'Mute notices',
      '–',
      'Add torrent…',
      'Open Estuary',
      'Quit Estuary',
    ])
  })

  it('has a picture for idle, for moving, and for what needs a look, whose reason is in its tooltip', () => {
    const moving = daemon('nas', { upBytesPerSecond: 500 })
    const odd = daemon('odd', refused('not-a-daemon'))
    expect(look([daemon('nas')])).toMatchObject({ picture: 'idle', tooltip: 'Estuary\nNothing moves' })
    expect(look([moving]).picture).toBe('active')
    expect(look([moving, odd])).toMatchObject({ picture: 'look' })
    expect(look([moving, odd]).tooltip).toMatch(/odd, not a Harbour/)
    expect(look([])).toMatchObject({ picture: 'idle', tooltip: 'Estuary\nNo daemons yet' })
  })

  it('marks each daemon in its colour, with a ring where it is not there', () => {
    const pictures = look([daemon('nas', { mark: 2 }), daemon('box', { mark: 11, ...refused('not-a-daemon') })])
      .lines.flatMap((line) => (line === 'rule' ? [] : [line.picture]))
      .filter((picture) => picture !== null)
    expect(pictures).toEqual(['mark-2', 'ring-3'])
  })

  it.each([
    [{ running: 0, halted: 0 }, [['Pause all', null]]],
    [{ running: 2, halted: 0 }, [['Pause all', 'pause']]],
    [{ running: 0, halted: 2 }, [['Resume all', 'resume']]],
    [
      { running: 1, halted: 2 },
      [
        ['Pause all', 'pause'],
        ['Resume all', 'resume'],
      ],
    ],
  ])('offers to pause and to resume where there is something: %j', (figures, offered) => {
    const { lines } = look([], { whole: { ...whole, ...figures } })
    const found = lines.flatMap((line) => (line === 'rule' || !/all$/.test(line.label) ? [] : [[line.label, line.act]]))
    expect(found).toEqual(offered)
  })

  it('shows a name from outside as text on one line: no key, no turned letters, no menu as long as a book', () => {
    expect(labels([daemon('R&D\u202e\nx')])).toContain('R&&D\ufffd x, idle')
    expect(labels([daemon('n'.repeat(100))])).toContain(`${'n'.repeat(40)}…, idle`)
    const many = labels(Array.from({ length: 25 }, (_, n) => daemon(`daemon${n}`)))
    expect(many).toContain('and 5 more daemons')
    expect(many).toHaveLength(31)
    expect(look([daemon('n'.repeat(100), refused('not-a-daemon'))]).tooltip.length).toBeLessThan(128)
  })

  it('leads from a daemon’s line to that daemon', () => {
    const { lines } = look([daemon('nas'), daemon('box')])
    expect(lines).toContainEqual(expect.objectContaining({ label: 'box, idle', act: { daemon: 'box' } }))
  })

  it('switches the alternative limits of all daemons that have them, with a checkmark where all have them on', () => {
    const cannot = { limits: { code: 'level', message: '', retry: 'never' } } as const
    const all = [daemon('nas'), daemon('box'), daemon('odd', { cannot })]
    const none = { downBytesPerSecond: null, upBytesPerSecond: null }
    const limits = (...on: string[]) =>
      all.map(({ id }) => ({
        daemon: id,
        now: null,
        alternative: none,
        isOn: on.includes(id),
        waits: false,
        before: null,
      }))
    const shown = (...on: string[]) =>
      look(all, { limits: limits(...on) }).lines.find((line) => line !== 'rule' && line.label.startsWith('Alternative'))
    expect(shown()).toMatchObject({ label: 'Alternative limits', act: 'slow', checked: false })
    expect(shown('nas')).toMatchObject({ label: 'Alternative limits (on 1 of 2)', act: 'slow', checked: false })
    expect(shown('nas', 'box')).toMatchObject({ label: 'Alternative limits', act: 'full', checked: true })
    expect(look([daemon('odd', { cannot })]).lines.some((line) => line !== 'rule' && line.checked !== undefined)).toBe(
      false,
    )
  })

  it('mutes notices for an hour or until the next morning, and says until when they are muted', () => {
    const hush = (mutedUntil: number | null) =>
      look([], { mutedUntil }).lines.find((line) => line !== 'rule' && line.lines !== undefined)
    const lines = (last: unknown) => [
      { label: 'For an hour', act: { hush: 'hour' } },
      { label: 'Until tomorrow, 08:00', act: { hush: 'tomorrow' } },
      { label: 'Tell again', act: last },
    ]
    expect(hush(null)).toMatchObject({ label: 'Mute notices', act: null, lines: lines(null) })
    expect(hush(now - 1)).toMatchObject({ label: 'Mute notices' })
    expect(hush(now + 60_000)).toMatchObject({ label: 'Notices are muted until 14:08', lines: lines({ hush: 'none' }) })
    expect(new Date(tomorrow(now)).toString()).toContain('Nov 22 2026 08:00:00')
  })

  it('says that a newer version is there, and offers the restart where it is ready', () => {
    expect(labels([], { update: { step: 'found', version: '0.2.0' } })).toContain('Version 0.2.0 is there…')
    expect(look([], { update: { step: 'ready', version: '0.2.0' } }).lines).toContainEqual({
      label: 'Version 0.2.0 is ready: Restart',
      act: 'restart',
      picture: null,
    })
    expect(labels([], { update: { step: 'failed', version: null } }).join()).not.toContain('Version')
  })

  it('does not change with the clock alone', () => {
    const away = { state: 'waiting', since: now, problem: null, retryAt: now } as const
    const attic = daemon('attic', { link: away, lastSeenAt: now - 5_000 })
    expect(look([attic], { now: now + 20_000 })).toEqual(look([attic]))
  })

  it.each(languages)('is in %s as a whole', (language) => {
    const { desktopWords, daemonWords } = tables[language]
    const told = labels([daemon('nas')], { words: tables[language], formats: formatsOf(language) })
    const { tray } = desktopWords
    expect(told).toEqual(
      expect.arrayContaining([tray.idle, `nas, ${daemonWords.side.idle}`, tray.pauseAll, tray.open, tray.quit]),
    )
  })
})

describe('how far all downloads are', () => {
  it('is what is there of what is wanted, and nothing where nothing downloads', () => {
    const loading = { torrents: 2, wantedBytes: 400, doneBytes: 100 }
    expect(progressOf({ ...whole, loading })).toBe(0.25)
    expect(progressOf(whole)).toBe(null)
    expect(progressOf({ ...whole, loading: { torrents: 1, wantedBytes: 0, doneBytes: 0 } })).toBe(null)
  })
})
