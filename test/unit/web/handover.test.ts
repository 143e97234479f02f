import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { askForAddress, leaveNote, removeNote } from '../../../main/web/handover.ts'
import { ask, openDoor } from './browser.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'estuary-'))
  const own = folder
  onTestFinished(() => rm(own, { recursive: true, force: true }))
})

describe('a second start on the same data directory', () => {
  it('gets a fresh address from the first', async () => {
    const { door } = await openDoor()
    leaveNote(folder, { port: door.port, key: door.handOverKey })
    const url = await askForAddress(folder)
    expect((await ask(door, (url ?? '').slice(door.origin.length))).status).toBe(200)
  })

  it('finds a note that only its owner can read', async () => {
    await writeFile(join(folder, 'web-door.json'), 'old', { mode: 0o644 })
    leaveNote(folder, { port: 1, key: 'k'.repeat(43) })
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'web-door.json'))).mode & 0o777).toBe(0o600)
    }
    expect(JSON.parse(await readFile(join(folder, 'web-door.json'), 'utf8'))).toEqual({ port: 1, key: 'k'.repeat(43) })
  })

  it('gets nothing where there is no door, a stale note or nonsense', async () => {
    expect(await askForAddress(folder)).toBeNull()
    const { door } = await openDoor()
    leaveNote(folder, { port: door.port, key: 'k'.repeat(43) })
    expect(await askForAddress(folder)).toBeNull()
    await door.close()
    expect(await askForAddress(folder)).toBeNull()
    await writeFile(join(folder, 'web-door.json'), '{"port":"80","key":7}')
    expect(await askForAddress(folder)).toBeNull()
    leaveNote(folder, { port: 1, key: 'k'.repeat(43) })
    removeNote(folder)
    removeNote(folder)
    expect(await askForAddress(folder)).toBeNull()
  })
})
