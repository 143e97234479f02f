import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { differences } from './compare.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness } from './witness.ts'

const count = 400

needs('deluged').describe('daemons that go away, hang, or are not the same any more', () => {
  const home = new Home()
  let nas: Deluged
  let attic: Deluged
  let estuary: Estuary
  let nasId: string
  let atticId: string
  let hashes: string[]

  const bothLive = async (): Promise<void> => {
    await estuary.untilLink(nasId, 'live', 40_000)
    await estuary.untilLink(atticId, 'live', 40_000)
  }

  beforeAll(async () => {
    ;[nas, attic] = await Promise.all([startDeluged(), startDeluged()])
    const [atNas, atAttic] = await Promise.all([openWitness(nas), openWitness(attic)])
    hashes = await fill(atNas, count)
    await fill(atAttic, 5)
    await Promise.all([atNas.close(), atAttic.close()])
    estuary = await home.open()
    nasId = await estuary.add(nas, 'nas')
    atticId = await estuary.add(attic, 'attic')
    await bothLive()
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([nas.dispose(), attic.dispose()])
    home.remove()
  })

  it('keeps every row while a daemon restarts in the middle of work, and goes on by itself', async () => {
    let fewest = count
    let restarting = true
    const watching = estuary.until(
      'the restart is over',
      () => {
        fewest = Math.min(fewest, estuary.rowsOf(nasId).length)
        return !restarting
      },
      60_000,
    )
    const keys = hashes.map((hash) => keyOf(nasId, hash))
    const working = estuary.call('torrents.resume', { keys })
    await nas.restart()
    const results = await working
    expect(results).toHaveLength(count)
    for (const { problem } of results)
      expect([undefined, 'outcome-unknown', 'timeout', 'closed', 'offline']).toContain(problem?.code)
    await bothLive()
    await estuary.pauseAll(nasId)
    restarting = false
    await watching
    expect(fewest).toBe(count)
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
  })

  it('survives a daemon that is killed: rows stay, actions say that it is not connected', async () => {
    await nas.kill()
    await estuary.until('the link noticed', () => estuary.daemon(nasId).link.state === 'waiting')
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
    expect(estuary.daemon(nasId).link.problem?.message).toContain('nas')
    const key = keyOf(nasId, hashes[0] ?? '')
    const [result] = await estuary.call('torrents.resume', { keys: [key] })
    expect(result?.problem).toMatchObject({ code: 'offline', message: expect.stringContaining('nas') as string })
    await nas.start()
    await estuary.untilLink(nasId, 'live', 40_000)
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
  })

  it('shows the remembered lists with all daemons off, and what changed meanwhile when they are back', async () => {
    await estuary.close()
    const other = await openWitness(nas)
    await other.call('core.remove_torrent', hashes[1], false)
    await other.call('core.add_torrent_file', 'new.torrent', torrentNumber(count + 7).base64, { add_paused: true })
    await other.close()
    await Promise.all([nas.stop(), attic.stop()])

    estuary = await home.open()
    await estuary.until('the cached rows are there', () => estuary.rows.size === count + 5)
    expect(estuary.row(nasId, hashes[2] ?? '')).toMatchObject({ name: torrentNumber(2).name })
    const counted = (id: string): number => estuary.daemon(id).torrents
    await estuary.until('they are counted', () => counted(nasId) === count && counted(atticId) === 5)
    await estuary.untilLink(nasId, 'waiting')

    await Promise.all([nas.start(), attic.start()])
    await bothLive()
    await estuary.until('the removed one went', () => !estuary.row(nasId, hashes[1] ?? ''))
    expect(estuary.row(nasId, torrentNumber(count + 7).hash)).toMatchObject({ name: torrentNumber(count + 7).name })
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
  })

  it('never waits for a daemon that hangs when another is asked', async () => {
    nas.pause()
    const first = torrentNumber(0)
    const keys = [keyOf(nasId, hashes[5] ?? ''), keyOf(atticId, first.hash)]
    let answered = false
    const both = estuary.call('torrents.resume', { keys }).finally(() => (answered = true))
    await estuary.until('attic did it', () => estuary.row(atticId, first.hash)?.state !== 'paused')
    expect(answered).toBe(false)

    const added = torrentNumber(50)
    const source = { kind: 'file', name: 'x.torrent', content: added.base64 } as const
    await estuary.call('torrents.add', { daemon: atticId, source, paused: true })
    await estuary.until('attic lists the new one', () => estuary.row(atticId, added.hash) !== undefined)
    await estuary.call('torrents.remove', { keys: [keyOf(atticId, added.hash)], withFiles: false })
    await estuary.until('attic lost it again', () => !estuary.row(atticId, added.hash))
    expect(estuary.daemon(atticId).link.state).toBe('live')
    expect(answered).toBe(false)

    await estuary.until('nas is seen to hang', () => estuary.daemon(nasId).link.state !== 'live', 40_000)
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
    nas.resume()
    const results = await both
    expect(results.find(({ key }) => key === keys[1])?.problem).toBeNull()
    await estuary.untilLink(nasId, 'live', 40_000)
  })

  it('stops trying after a wrong password, and goes on once it is right', async () => {
    const { address } = estuary.daemon(atticId)
    const login = { id: atticId, name: 'attic', address, username: 'admin' }
    await estuary.call('daemons.edit', { ...login, password: 'wrong' })
    await estuary.untilLink(atticId, 'refused')
    expect(estuary.daemon(atticId).link).toMatchObject({
      retryAt: null,
      problem: { code: 'bad-login', retry: 'after-change' },
    })
    // An unauthenticated connection that asks for events makes this fail for everybody (observed on 2.0.3).
    const other = await openWitness(attic)
    await other.call('core.pause_session')
    await other.call('core.resume_session')
    await other.close()
    await estuary.call('daemons.edit', { ...login, password: 'adminpass' })
    await estuary.untilLink(atticId, 'live')
  })

  it('does not log in at a changed certificate until it is trusted', async () => {
    const before = estuary.daemon(atticId).certificate?.fingerprint
    await attic.regenerateCertificate()
    await estuary.untilLink(atticId, 'refused', 40_000)
    const { problem } = estuary.daemon(atticId).link
    expect(problem).toMatchObject({ code: 'certificate-changed', details: { expected: before } })
    const seen = String(problem?.details?.['seen'])
    expect(seen).not.toBe(before)
    expect(estuary.rowsOf(atticId)).toHaveLength(5)
    await estuary.call('daemons.trust', { id: atticId, fingerprint: seen })
    await estuary.untilLink(atticId, 'live')
    expect(estuary.daemon(atticId).certificate?.fingerprint).toBe(seen)
  })

  it('sends the old password to no new certificate, and then says that it is not the right one any more', async () => {
    const password = 'another'
    const auth = join(attic.configFolder, 'auth')
    writeFileSync(auth, readFileSync(auth, 'utf8').replace(/^admin:.*$/m, `admin:${password}:10`))
    await attic.regenerateCertificate()
    await estuary.untilLink(atticId, 'refused', 40_000)
    const { problem } = estuary.daemon(atticId).link
    expect(problem?.code).toBe('certificate-changed')
    await estuary.call('daemons.trust', { id: atticId, fingerprint: String(problem?.details?.['seen']) })
    await estuary.until('the password is refused', () => {
      const { state, problem: why } = estuary.daemon(atticId).link
      return state === 'refused' && why?.code === 'bad-login'
    })
    expect(estuary.rowsOf(atticId)).toHaveLength(5)
    const { address } = estuary.daemon(atticId)
    await estuary.call('daemons.edit', { id: atticId, name: 'attic', address, username: 'admin', password })
    await estuary.untilLink(atticId, 'live')
    const witness = await openWitness(attic, { username: 'admin', password })
    const keys = estuary.rowsOf(atticId).map(({ hash }) => keyOf(atticId, hash))
    await estuary.call('view.watch', { visible: keys, selected: [] })
    const wrong = (): Promise<string[]> => differences(witness, estuary.rowsOf(atticId))
    await expect.poll(wrong, { timeout: 30_000, interval: 500 }).toEqual([])
    await witness.close()
  })
})
