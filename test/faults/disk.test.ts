import { closeSync, openSync } from 'node:fs'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../daemons/folder.ts'
import { soon } from '../e2e/soon.ts'
import { needs } from '../needs.ts'
import { runWeb } from './run.ts'
import { SmallDisk } from './small-disk.ts'
import { afterwards, healthy, Watched } from './watched.ts'

needs('tmpfs').describe('a disk', () => {
  it('that is full is said so, refuses what a person changes, and takes everything when there is room', async () => {
    const disk = new SmallDisk(6)
    const daemon = await healthy()
    const program = await Watched.open(disk.folder)
    const { estuary } = program
    const id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await estuary.call('settings.set', { theme: 'light' })
    disk.fill()
    const refusals = async (): Promise<string> => {
      // A little room may be left in what the database has taken already.
      disk.fill()
      return program.refusalOf(estuary.call('settings.set', { adding: { daemon: null, choices: largeChoices() } }))
    }
    await soon(() => refusals().catch(() => '')).toContain('The disk is full. Free some space and try again.')
    expect(program.reason).toBe('full')
    expect(await program.refusalOf(estuary.add(daemon, 'twice', { username: 'reader', password: 'x' }))).toContain(
      'full',
    )
    // Refused whole: neither in the list nor among the passwords.
    expect(estuary.daemons.map(({ name }) => name)).toEqual(['nas'])
    // What cannot be written down is not done, because nobody could say afterwards that it was.
    const torrent = daemon.engine.all()[0]!
    const removal = estuary.call('torrents.remove', { keys: [`${id}/${torrent.id}`], withFiles: false })
    expect(await program.refusalOf(removal)).toContain('could not write down what is to be done')
    // The program goes on, and so does what others do.
    expect(estuary.row(id, torrent.id)).toBeDefined()
    daemon.engine.remove(torrent)
    await estuary.until('the row is gone', () => estuary.row(id, torrent.id) === undefined)
    expect(estuary.linkState(id)).toBe('live')
    disk.makeRoom()
    await program.untilReason(null)
    await estuary.call('settings.set', { theme: 'dark' })
    const told = estuary.events.map(({ id: line }) => line)
    await program.close()
    const next = await afterwards(disk.folder)
    expect(next).toMatchObject({ daemons: ['nas'], rows: 39, theme: 'dark' })
    expect(next.events).toEqual(expect.arrayContaining(told))
  })

  it('that is closed to writing is said so, and is written again when it is open', async () => {
    const disk = new SmallDisk(8)
    const daemon = await healthy()
    const program = await Watched.open(disk.folder)
    const { estuary } = program
    const id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    disk.closeToWriting()
    const refusal = await program.refusalOf(
      estuary.call('daemons.edit', { ...editOf(estuary.daemon(id)), name: 'attic', password: 'other' }),
    )
    expect(refusal).toMatch(/could not .*It cannot be written to|is gone, or another/)
    expect(estuary.daemon(id).name).toBe('nas')
    expect(estuary.linkState(id)).toBe('live')
    disk.openToWriting()
    await program.untilReason(null)
    await estuary.call('daemons.edit', { ...editOf(estuary.daemon(id)), name: 'attic' })
    await program.close()
    expect(await afterwards(disk.folder)).toMatchObject({ daemons: ['attic'], rows: 40 })
  })

  it('that is taken out is said so without being asked, and goes on when it is put back', async () => {
    const disk = new SmallDisk(8)
    const daemon = await healthy()
    const program = await Watched.open(disk.folder)
    const { estuary } = program
    const id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await estuary.call('settings.set', { theme: 'light' })
    disk.takeOut()
    await program.untilReason('gone')
    expect(await program.refusalOf(estuary.call('settings.set', { theme: 'dark' }))).toContain(
      'Put the data folder back',
    )
    expect((await estuary.call('settings.get', {})).theme).toBe('light')
    // What a daemon tells goes on, though its password cannot be read now.
    daemon.dropConnections()
    await estuary.until('it waits', () => estuary.linkState(id) !== 'live')
    disk.putBack()
    await program.untilReason(null)
    await estuary.untilLink(id, 'live', 40_000)
    await estuary.call('settings.set', { theme: 'dark' })
    await program.close()
    expect(await afterwards(disk.folder)).toMatchObject({ daemons: ['nas'], rows: 40, theme: 'dark' })
  })

  it('that is closed to writing when the program ends is named, and the end is one in order', async () => {
    const disk = new SmallDisk(8)
    const run = await runWeb('web', disk.folder)
    await soon(() => run.addresses.length).toBe(1)
    disk.closeToWriting()
    run.signal('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(run.errors.replaceAll(/^\{.*\n/gm, '')).toMatch(
      /^(Estuary could not write everything down before it ended .*\n)?$/,
    )
    disk.openToWriting()
    await Watched.open(disk.folder)
  })

  it('that is full when the program starts is no reason not to start, or is named in a sentence', async () => {
    const disk = new SmallDisk(4)
    await (await Watched.open(disk.folder)).close()
    disk.fill()
    const run = await runWeb('web', disk.folder)
    const code = await Promise.race([
      run.ended,
      soon(() => run.addresses.length)
        .toBe(1)
        .then(() => 'started'),
    ])
    if (code !== 'started')
      expect([code, run.errors]).toEqual([1, expect.stringMatching(/The disk is full\. Free some space/)])
  })

  it('behind its log that is full costs lines of the log, and not the program', async () => {
    const full = openSync('/dev/full', 'w')
    const run = await runWeb('start', temporaryFolder('log'), { stderr: full, env: { ESTUARY_LOG: 'debug' } })
    await soon(() => run.addresses.length).toBe(1)
    const page = await fetch(run.addresses[0]!, { redirect: 'manual' })
    expect(page.status).toBe(200)
    run.signal('SIGTERM')
    expect(await run.ended).toBe(0)
    closeSync(full)
  })
})

/** Some 200 kB, each time others. */
function largeChoices(): Record<string, { folder: string; paused: boolean }> {
  const folder = `/${Math.random()}/${'x'.repeat(4_000)}`
  return Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`daemon${number}`, { folder, paused: false }]))
}

/** What a daemon is edited with to stay as it is. */
function editOf<D extends { id: string; name: string; address: unknown; username: string }>({
  id,
  name,
  address,
  username,
}: D) {
  return { id, name, address: address as D['address'], username }
}
