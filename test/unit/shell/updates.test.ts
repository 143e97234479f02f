import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { knowsSigner, readEdition } from '../../../main/shell/edition.ts'
import type { Memory, Remembered } from '../../../main/shell/memory.ts'
import type { Fetched, Newer } from '../../../main/shell/newer.ts'
import { ProgramUpdates, wayOf, type Copy } from '../../../main/shell/updates.ts'
import type { Core } from '../../../main/core/core.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { usualDesktop } from '../../../preload/contract/desktop.ts'
import { say } from '../../../preload/words/sentences.ts'
import { ManualClock, settle } from '../core/clock.ts'

const edition = { address: 'https://example.org/estuary/', signed: true, page: null }
const copy: Copy = { edition, isPackaged: true, platform: 'win32', env: {}, knowsSigner: true }

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'estuary-edition-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('what a copy of the program does about newer versions', () => {
  it.each<[string, Partial<Copy>, string]>([
    ['a signed one of Windows fetches them', {}, 'loads'],
    ['one of Windows that does not know who may sign says that there is one', { knowsSigner: false }, 'notice'],
    ['a portable one says so', { env: { PORTABLE_EXECUTABLE_FILE: 'D:\\Estuary.exe' } }, 'notice'],
    ['a signed one of macOS fetches them', { platform: 'darwin', knowsSigner: false }, 'loads'],
    ['one that nobody signed says so', { platform: 'darwin', edition: { ...edition, signed: false } }, 'notice'],
    ['one of Linux says so, whatever signed it', { platform: 'linux' }, 'notice'],
    ['a Flatpak leaves it to who installed it', { platform: 'linux', env: { FLATPAK_ID: 'app' } }, 'elsewhere'],
    ['a checkout knows none', { isPackaged: false }, 'off'],
    ['one without an address knows none', { edition: null }, 'off'],
  ])('%s', (_what, change, way) => {
    expect(wayOf({ ...copy, ...change })).toBe(way)
  })

  it('asks only at an address that nobody on the way can change, and of none that holds a password', () => {
    const path = join(folder(), 'package.json')
    const read = (address: string): unknown => {
      writeFileSync(path, JSON.stringify({ updates: { address, signed: false, page: null } }))
      return readEdition(path)?.address ?? null
    }
    for (const good of ['https://example.org/', 'http://127.0.0.1:8000/']) expect(read(good)).toBe(good)
    for (const bad of ['http://example.org/', 'https://me:word@example.org/', 'file:///etc', 'ftp://x/', 'x', ''])
      expect(read(bad), bad).toBe(null)
    writeFileSync(path, '{"updates":{}}')
    expect(readEdition(path)).toBe(null)
    writeFileSync(path, 'no JSON')
    expect(readEdition(path)).toBe(null)
    expect(readEdition(join(path, 'none'))).toBe(null)
  })

  it('knows who may sign what replaces it from what lies beside it', () => {
    const resources = folder()
    expect(knowsSigner(resources)).toBe(false)
    writeFileSync(join(resources, 'app-update.yml'), 'provider: generic\n')
    expect(knowsSigner(resources)).toBe(false)
    writeFileSync(join(resources, 'app-update.yml'), 'provider: generic\npublisherName:\n  - Somebody\n')
    expect(knowsSigner(resources)).toBe(true)
    expect(knowsSigner(undefined)).toBe(false)
  })
})

/** A place that answers as the test says. */
function openUpdates({
  way = 'loads' as const,
  askedAt = null as number | null,
  ...change
}: Partial<Newer> & { way?: 'loads' | 'notice'; askedAt?: number | null } = {}) {
  const clock = new ManualClock()
  const told: string[] = []
  let quits = 0
  let installs = 0
  let remembered = { updatesAskedAt: askedAt } as Remembered
  const memory: Memory = {
    get value() {
      return remembered
    },
    set: (value) => void (remembered = { ...remembered, ...value }),
  }
  const fetched: Fetched = { version: '0.2.0', install: () => void (installs += 1) }
  const asked: number[] = []
  const newer: Newer = {
    ask: () => {
      asked.push(clock.now())
      return (change.ask ?? (() => Promise.resolve('0.2.0')))()
    },
    fetch: change.fetch ?? ((share) => (share(0.5), Promise.resolve(fetched))),
  }
  const updates = new ProgramUpdates({
    way,
    edition,
    newer,
    memory,
    clock,
    log: silentLog,
    quit: () => void (quits += 1),
  })
  updates.changed.on(({ step, share }) => told.push(share === null ? step : `${step} ${share}`))
  const wish = (wishes: { askForUpdates?: boolean; loadUpdates?: boolean }): void => {
    const enter = () => ({
      on: (_name: string, _args: object, { item }: { item: (settings: object) => void }) => {
        item({ desktop: { ...usualDesktop, ...wishes } })
        return () => {}
      },
    })
    updates.follow({ enter } as unknown as Core)
  }
  return { asked, clock, memory, told, updates, wish, counts: () => ({ quits, installs }) }
}

describe('newer versions', () => {
  it('are fetched when the person says so, and installed when the program has ended', async () => {
    const { counts, told, updates } = openUpdates()
    expect(() => updates.install()).toThrow('No newer version is ready.')
    expect(() => updates.load()).toThrow('No newer version is known.')
    await updates.ask()
    expect(updates.state).toMatchObject({ step: 'found', version: '0.2.0' })
    updates.load()
    await settle()
    expect(told).toEqual(['asking', 'found', 'loading', 'loading 0.5', 'ready'])
    expect(await updates.ask()).toMatchObject({ step: 'ready' })
    expect(counts()).toEqual({ quits: 0, installs: 0 })
    updates.install()
    expect(counts()).toEqual({ quits: 1, installs: 0 })
    expect(updates.finish()).toBe(true)
    expect(counts()).toEqual({ quits: 1, installs: 1 })
  })

  it('are not installed by an end of the program that asked for nothing', async () => {
    const { counts, updates } = openUpdates()
    await updates.ask()
    updates.load()
    await settle()
    expect(updates.finish()).toBe(false)
    expect(counts()).toEqual({ quits: 0, installs: 0 })
  })

  it('are never fetched where nothing would prove whose they are', async () => {
    const { updates, wish } = openUpdates({ way: 'notice' })
    wish({ loadUpdates: true })
    await updates.ask()
    expect(updates.state.step).toBe('found')
    expect(() => updates.load()).toThrow('This copy of Estuary cannot replace itself.')
  })

  it('are fetched at once only where that is wished', async () => {
    const { told, updates, wish } = openUpdates()
    wish({ loadUpdates: true })
    await updates.ask()
    await settle()
    expect(told.at(-1)).toBe('ready')
  })

  it('are asked for once a day where that is wished, whatever came of it, and by nobody else', async () => {
    const hour = 60 * 60_000
    const { asked, clock, wish } = openUpdates({
      ask: () => Promise.reject(new Fault('unreachable', say('updates.unreachable'))),
    })
    await clock.advance(30 * hour)
    expect(asked).toHaveLength(0)
    wish({ askForUpdates: true })
    expect(asked).toHaveLength(1)
    await clock.advance(23 * hour)
    expect(asked).toHaveLength(1)
    await clock.advance(2 * hour)
    expect(asked).toHaveLength(2)
    // Also over a restart.
    const later = openUpdates({ askedAt: new ManualClock().now() - hour })
    later.wish({ askForUpdates: true })
    expect(later.asked).toHaveLength(0)
    await later.clock.advance(24 * hour)
    expect(later.asked).toHaveLength(1)
  })

  it('say in words why they could not be asked for or fetched, and can be tried again', async () => {
    let isThere = false
    const { updates } = openUpdates({
      ask: () => (isThere ? Promise.resolve('0.2.0') : Promise.reject(new Error('odd'))),
      fetch: () => Promise.reject(new Fault('invalid', say('updates.unproven'))),
    })
    expect(await updates.ask()).toMatchObject({ step: 'failed', version: null, problem: { code: 'internal' } })
    isThere = true
    expect(await updates.ask()).toMatchObject({ step: 'found', problem: null })
    updates.load()
    await settle()
    expect(updates.state).toMatchObject({ step: 'failed', version: '0.2.0', problem: { code: 'invalid' } })
    updates.load()
    expect(updates.state).toMatchObject({ step: 'loading', problem: null })
    await settle()
  })
})
