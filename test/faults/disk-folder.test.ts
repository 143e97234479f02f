import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockFolder } from '../../main/store/lock.ts'
import { temporaryFolder } from '../daemons/folder.ts'
import { soon } from '../e2e/soon.ts'
import { startChild } from '../unit/store/child.ts'
import { pathOf } from '../unit/store/helpers.ts'
import { runWeb } from './run.ts'
import { afterwards, healthy, Watched } from './watched.ts'

async function connected() {
  const folder = join(temporaryFolder('folder'), 'data')
  const daemon = await healthy()
  const program = await Watched.open(folder)
  const { estuary } = program
  const id = await estuary.add(daemon, 'nas')
  await estuary.untilLink(id, 'live')
  return { folder, daemon, program, estuary, id }
}

describe('a data folder', () => {
  it('that is deleted while Estuary runs is said so, and a new one in its place gets everything that is known', async () => {
    const { folder, program, estuary, id } = await connected()
    await estuary.call('settings.set', { theme: 'light' })
    rmSync(folder, { recursive: true })
    expect(await program.refusalOf(estuary.call('settings.set', { theme: 'dark' }))).toContain('is gone')
    await program.untilReason('gone')
    // Nothing makes the folder again unasked: its disk may only have been taken out.
    expect(existsSync(folder)).toBe(false)
    expect(estuary.linkState(id)).toBe('live')
    mkdirSync(folder)
    await program.untilReason(null)
    expect(() => lockFolder(folder)).toThrow('Another Estuary')
    await estuary.call('settings.set', { density: 'comfortable' })
    await program.close()
    expect(await afterwards(folder)).toMatchObject({ daemons: ['nas'], rows: 40, theme: 'light' })
  })

  it('that is moved away while Estuary runs is left alone when another Estuary has taken its place', async () => {
    const { folder, program, estuary } = await connected()
    renameSync(folder, `${folder}-old`)
    await program.untilReason('gone')
    const other = await Watched.open(folder)
    await estuary.call('app.retryDisk', {})
    expect(program.reason).not.toBeNull()
    expect(await program.refusalOf(estuary.call('settings.set', { theme: 'dark' }))).toContain('is gone')
    expect(other.reason).toBeNull()
    await other.close()
    await program.untilReason(null)
  })

  it('that is put back after it was moved away goes on as if nothing had been', async () => {
    const { folder, program, estuary, id } = await connected()
    renameSync(folder, `${folder}-old`)
    await program.untilReason('gone')
    renameSync(`${folder}-old`, folder)
    await program.untilReason(null)
    await estuary.call('daemons.disconnect', { id })
    await program.close()
    expect(await afterwards(folder)).toMatchObject({ daemons: ['nas'], rows: 40 })
  })
})

describe('the database', () => {
  it('that another program holds is said so, and is written when that one lets go', async () => {
    const { folder, program, estuary, id, daemon } = await connected()
    const locker = startChild('locker.ts', pathOf(folder))
    await locker.line('held')
    expect(await program.refusalOf(estuary.call('settings.set', { theme: 'dark' }))).toContain(
      'Another program is using it',
    )
    expect(program.reason).toBe('busy')
    const torrent = daemon.engine.all()[0]!
    daemon.engine.remove(torrent)
    await estuary.until('the row is gone', () => estuary.row(id, torrent.id) === undefined)
    await locker.kill()
    await program.untilReason(null)
    await program.close()
    expect(await afterwards(folder)).toMatchObject({ daemons: ['nas'], rows: 39, theme: 'system' })
  })

  it('whose thread has died gets another one, and nothing is lost', async () => {
    const workers: { terminate(): Promise<number> }[] = []
    const note = (worker: { terminate(): Promise<number> }): void => void workers.push(worker)
    process.on('worker', note)
    const { folder, program, estuary } = await connected()
    await workers.at(-1)?.terminate()
    await soon(() => program.refusalOf(estuary.call('settings.set', { theme: 'dark' })).catch(() => '')).toBe('')
    await program.untilReason(null)
    process.off('worker', note)
    expect(workers).toHaveLength(2)
    await program.close()
    expect(await afterwards(folder)).toMatchObject({ daemons: ['nas'], rows: 40, theme: 'dark' })
  })
})

describe('something else in the place of a file of ours', () => {
  const pipe = (path: string): void => {
    execFileSync('mkfifo', [path])
  }
  const enormous = (path: string): void => {
    writeFileSync(path, '')
    truncateSync(path, 2 ** 33)
  }
  const folderThere = (path: string): void => {
    mkdirSync(path)
  }
  const device = (path: string): void => symlinkSync('/dev/zero', path)

  it('keeps no password from being asked for, and is named', async () => {
    for (const make of [pipe, enormous, folderThere, device]) {
      const { folder, program, estuary, id, daemon } = await connected()
      rmSync(join(folder, 'secrets.json'))
      make(join(folder, 'secrets.json'))
      daemon.dropConnections()
      await estuary.until('it is said', () => (estuary.daemon(id).link.problem?.message ?? '').includes('secrets.json'))
      expect(estuary.daemon(id).link.problem?.message).toMatch(/Move (it|that) away\.$/)
      await program.close()
      // The next start is none the worse.
      expect(await afterwards(folder)).toMatchObject({ daemons: ['nas'], rows: 40 })
    }
  })

  it('makes a start end with a sentence where nothing goes without that file', async () => {
    for (const name of ['estuary.db', 'estuary.db-wal', 'lock.db']) {
      const folder = temporaryFolder('odd')
      pipe(join(folder, name))
      const run = await runWeb('web', folder)
      expect(await run.ended).toBe(1)
      expect(run.errors).toMatch(/^Estuary could not .* is a pipe and no plain file\. Move that away\.\n$/)
    }
  })

  it('is passed by where the start can go without that file', async () => {
    const folder = temporaryFolder('odd')
    for (const name of ['secrets.json', 'secrets.key', 'web-door.json', 'lock.json']) pipe(join(folder, name))
    const run = await runWeb('web', folder)
    await soon(() => run.addresses.length).toBe(1)
    run.signal('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(run.errors).toBe('')
  })
})
