import { afterAll, afterEach, beforeAll, describe as group, expect, it } from 'vitest'
import * as v from 'valibot'
import { TorrentSchema } from '../../preload/contract/torrents.ts'
import { needs } from '../needs.ts'
import { fill, labelOfNumber, torrentNumber } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { closeAll, dial, fileOf, gone, listen, patience, quiet } from './dialling.ts'
import { freePort } from './ports.ts'
import { makeTorrent } from './torrents.ts'
import { startTracker, type Tracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

afterEach(closeAll)

needs('deluged').describe('our client and a real Deluge 2 daemon', () => {
  let daemon: Deluged
  let witness: Witness

  beforeAll(async () => {
    daemon = await startDeluged({ label: true })
    witness = await openWitness(daemon)
  })
  afterAll(async () => {
    await witness.close()
    await daemon.dispose()
  })

  group('dialling', () => {
    it('logs in and knows version, level and certificate', async () => {
      const session = await dial(daemon)
      expect(session).toMatchObject({ version: await witness.call('daemon.info'), level: 10 })
      const again = await dial(daemon, daemon.accounts.normal, { identity: session.identity })
      expect(again).toMatchObject({ level: 5, identity: session.identity })
    })

    it.each([
      ['admin', 'wrong', 'bad-login', 'Attic refused the login: the password is wrong.'],
      ['nobody', 'wrong', 'bad-login', 'Attic refused the login: it knows no such user name.'],
      ['', '', 'bad-login', 'Attic asks for a user name and a password.'],
      ['none', 'nonepass', 'level', 'The account none on Attic has no rights (level 0).'],
    ])('as "%s" with "%s" is refused', async (username, password, code, message) => {
      await expect(dial(daemon, { username, password })).rejects.toMatchObject({ code, message })
    })

    it('that is refused does not harm others at the same daemon', async () => {
      const notices = listen(await dial(daemon))
      for (let tries = 0; tries < 5; tries += 1) {
        await expect(dial(daemon, { username: 'admin', password: 'wrong' })).rejects.toThrow()
      }
      await witness.call('core.pause_session')
      await witness.call('core.resume_session')
      const torrent = torrentNumber(900)
      await witness.call('core.add_torrent_file', 'x', torrent.base64, { add_paused: true })
      await expect.poll(() => notices.map(({ kind }) => kind), patience).toContain('added')
      await witness.call('core.remove_torrent', torrent.hash, true)
    })

    it('refuses a certificate that is not the trusted one', async () => {
      const identity = (await dial(daemon)).identity ?? ''
      const expected = identity.replaceAll(/[0-9A-F]/g, '0')
      await expect(dial(daemon, undefined, { identity: expected })).rejects.toMatchObject({
        code: 'certificate-changed',
        details: { expected, seen: identity },
      })
    })

    it('says when nothing listens', async () => {
      const port = await freePort()
      await expect(dial({ ...daemon, host: daemon.host, accounts: daemon.accounts, port })).rejects.toMatchObject({
        code: 'refused',
      })
    })

    it('with a read-only account connects, though Deluge lets it read nothing', async () => {
      const session = await dial(daemon, daemon.accounts.reader)
      expect(session.level).toBe(1)
      await session.ping()
      await expect(session.hashes()).rejects.toMatchObject({ code: 'level', details: { have: 1, need: 5 } })
      await expect(session.read([gone], 'first')).rejects.toMatchObject({ code: 'level' })
      expect((await session.act('pause', [gone]))[0]?.problem?.code).toBe('level')
    })
  })

  group('reading', () => {
    it('gives whole rows that fit the contract, and says nothing of what is not there', async () => {
      const session = await dial(daemon)
      const hashes = await fill(witness, 60, { withLabels: true })
      expect((await session.hashes()).toSorted()).toEqual(hashes.toSorted())
      const first = await session.read([...hashes, gone], 'first')
      const rest = await session.read([...hashes, gone], 'rest')
      expect(first.size).toBe(60)
      for (const [index, hash] of hashes.entries()) {
        const row = v.parse(TorrentSchema, { ...first.get(hash), ...rest.get(hash) })
        const made = torrentNumber(index)
        expect(row).toMatchObject({
          hash: made.hash,
          name: made.name,
          sizeBytes: made.sizeBytes,
          wantedBytes: made.sizeBytes,
          remainingBytes: made.sizeBytes,
          label: labelOfNumber(index),
          state: 'paused',
          message: '',
          progress: 0,
          ratio: null,
          owner: 'admin',
          folder: daemon.downloads,
          trackerState: 'none',
          seedsTotal: null,
          completedAt: null,
        })
      }
      const moving = await session.read(hashes, 'moving')
      expect(v.safeParse(v.array(v.partial(TorrentSchema)), [...moving.values()]).issues).toBeUndefined()
      await session.remove(hashes, true)
    })

    it('knows free space and folder', async () => {
      const session = await dial(daemon)
      const overview = await session.overview()
      expect(overview.folder).toBe(daemon.downloads)
      expect(overview.freeBytes).toBeGreaterThan(0)
    })

    it('gives the details of one torrent', async () => {
      const session = await dial(daemon)
      const torrent = makeTorrent({ name: 'many pieces', content: 16_384 * 50_000, pieceBytes: 16_384 })
      await session.add(fileOf(torrent), quiet)
      expect(await session.details(torrent.hash)).toMatchObject({
        pieces: [[0, 50_000]],
        pieceCount: 50_000,
        pieceBytes: 16_384,
        fileCount: 1,
        stopRatio: null,
      })
      await witness.call('core.set_torrent_options', [torrent.hash], { stop_at_ratio: true, stop_ratio: 1.25 })
      expect((await session.details(torrent.hash))?.stopRatio).toBe(1.25)
      expect(await session.details(gone)).toBeNull()
      await session.remove([torrent.hash], true)
    })

    it('gives limits in bytes per second', async () => {
      const session = await dial(daemon)
      const torrent = torrentNumber(901)
      await session.add(fileOf(torrent), quiet)
      await witness.call('core.set_torrent_options', [torrent.hash], { max_download_speed: 12.5, max_upload_speed: 3 })
      expect((await session.read([torrent.hash], 'rest')).get(torrent.hash)).toMatchObject({
        downLimitBytesPerSecond: 12_800,
        upLimitBytesPerSecond: 3072,
      })
      await session.remove([torrent.hash], true)
    })
  })

  group('notices', () => {
    it('tell an administrator what another client does', async () => {
      const notices = listen(await dial(daemon))
      const { hash, base64 } = torrentNumber(920)
      await witness.call('core.add_torrent_file', 'x', base64, { add_paused: true })
      await witness.call('core.resume_torrent', hash)
      await expect
        .poll(() => notices, patience)
        .toContainEqual({ kind: 'changed', patch: { hash, state: 'downloading' } })
      await witness.call('core.pause_torrent', hash)
      await witness.call('core.queue_top', [hash])
      await witness.call('core.remove_torrent', hash, true)
      await expect.poll(() => notices, patience).toContainEqual({ kind: 'removed', hash })
      expect(notices).toContainEqual({ kind: 'added', hash, restored: false })
      expect(notices).toContainEqual({ kind: 'touched', hash })
    })

    it('keep other people’s torrents from an ordinary account', async () => {
      const session = await dial(daemon, daemon.accounts.normal)
      const notices = listen(session)
      expect(await session.hashes()).toEqual([])
      const [theirs, ours] = [torrentNumber(921), torrentNumber(922)]
      await witness.call('core.add_torrent_file', 'x', theirs.base64, { add_paused: true })
      await session.add(fileOf(ours), quiet)
      await expect.poll(() => notices, patience).toContainEqual({ kind: 'added', hash: ours.hash, restored: false })
      expect(await session.hashes()).toEqual([ours.hash])
      await witness.call('core.remove_torrents', [theirs.hash, ours.hash], true)
      await expect.poll(() => notices, patience).toContainEqual({ kind: 'removed', hash: ours.hash })
      expect(JSON.stringify(notices.filter(({ kind }) => kind !== 'changed'))).not.toContain(theirs.hash)
    })
  })

  group('the end', () => {
    it('of the daemon is told, and the same certificate is met after its restart', async () => {
      const other = await startDeluged()
      const session = await dial(other)
      const closed = new Promise((resolve) => session.onClose(resolve))
      await other.restart()
      expect(await closed).toMatchObject({ code: 'closed', retry: 'later' })
      await expect(session.ping()).rejects.toMatchObject({ code: 'closed' })
      const again = await dial(other, undefined, { identity: session.identity })
      await again.ping()
      await other.regenerateCertificate()
      await expect(dial(other, undefined, { identity: session.identity })).rejects.toMatchObject({
        code: 'certificate-changed',
      })
      await other.dispose()
    })

    it('that a daemon killed in the middle leaves a change with an unknown outcome', async () => {
      const other = await startDeluged()
      const session = await dial(other)
      other.pause()
      const acting = session.act('pause', [gone])
      await new Promise((resolve) => setImmediate(resolve))
      await other.kill()
      expect((await acting)[0]?.problem).toMatchObject({ code: 'outcome-unknown' })
      await other.dispose()
    })
  })
})

needs('deluged').describe('our client and a real download', () => {
  let seeder: Deluged
  let leecher: Deluged
  let tracker: Tracker

  beforeAll(async () => {
    ;[seeder, leecher, tracker] = await Promise.all([startDeluged(), startDeluged(), startTracker()])
  })
  afterAll(async () => {
    await Promise.all([seeder.dispose(), leecher.dispose(), tracker.close()])
  })

  it('tells of the tracker, the end, and what was transferred', async () => {
    const torrent = makeTorrent({
      name: 'really moved',
      content: 3_000_000,
      pieceBytes: 16_384,
      trackers: [tracker.url],
      data: seeder.downloads,
    })
    const from = await dial(seeder)
    await from.add(fileOf(torrent), { folder: null, paused: false })
    const session = await dial(leecher)
    const notices = listen(session)
    await session.add(fileOf(torrent), { folder: null, paused: false })

    await expect.poll(() => notices, patience).toContainEqual({ kind: 'finished', hash: torrent.hash })
    expect(notices).toContainEqual({ kind: 'changed', patch: { hash: torrent.hash, state: 'seeding' } })
    expect(notices).toContainEqual({
      kind: 'changed',
      patch: { hash: torrent.hash, trackerState: 'ok', trackerStatus: 'Announce OK' },
    })
    const read = async () => ({
      ...(await session.read([torrent.hash], 'first')).get(torrent.hash),
      ...(await session.read([torrent.hash], 'rest')).get(torrent.hash),
    })
    await expect.poll(async () => (await read()).downloadedBytes, patience).toBeGreaterThanOrEqual(3_000_000)
    const row = v.parse(TorrentSchema, await read())
    expect(row).toMatchObject({ state: 'seeding', progress: 1, doneBytes: 3_000_000, remainingBytes: 0, queue: null })
    expect(row.completedAt).not.toBeNull()
    expect(row.lastTransferAt).not.toBeNull()
    expect(await session.details(torrent.hash)).toMatchObject({
      pieces: null,
      pieceCount: 184,
      trackerUrl: tracker.url,
    })
    const unlucky = await session.act('reannounce', [torrent.hash, gone])
    expect(unlucky.map(({ problem }) => problem?.code)).toEqual([undefined, 'not-found'])
  })
})
