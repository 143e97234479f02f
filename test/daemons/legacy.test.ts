import { afterAll, afterEach, beforeAll, describe as group, expect, it } from 'vitest'
import * as v from 'valibot'
import { keyOf } from '../../preload/contract/keys.ts'
import { TorrentSchema } from '../../preload/contract/torrents.ts'
import { methodIn, methodNamesIn } from '../../main/wire/deluge/lookup.ts'
import { needs } from '../needs.ts'
import { closeAll, dial, fileOf, gone, listen, patience, quiet } from './dialling.ts'
import { Home } from './estuary.ts'
import { startLegacy, type Legacy } from './legacy.ts'
import { makeTorrent } from './torrents.ts'

/** How the daemon is remembered once it was found. */
const remembered = { memo: '1.3' }
const torrents = Array.from({ length: 20 }, (_, n) => [(n + 1).toString(16).padStart(40, '0'), `old ${n + 1}`] as const)
const hashes = torrents.map(([hash]) => hash)
const [one, two] = hashes as [string, string]

afterEach(closeAll)

/** Calls that 1.3.15 does not have, or does not have like that. */
function unfit(daemon: Legacy): unknown[] {
  const special = { 'daemon.login': 2, 'daemon.set_event_interest': 1 } as const
  return daemon.calls.filter(({ method, args, kwargs }) => {
    const known = methodIn('1.3.15', method)?.params
    const most = known?.length ?? special[method as keyof typeof special] ?? -1
    const least = known?.filter(({ optional }) => !optional).length ?? most
    return args.length > most || args.length < least || Object.keys(kwargs).length > 0
  })
}

needs('python3-rencode').describe('our client and a stand-in for a Deluge 1.3 daemon', () => {
  let daemon: Legacy

  beforeAll(async () => {
    daemon = await startLegacy({ torrents })
  })
  afterAll(async () => {
    await daemon.stop()
  })

  group('dialling', () => {
    it('finds out what it is, and needs one connection less when that is remembered', async () => {
      const session = await dial(daemon)
      expect(session).toMatchObject({ memo: '1.3', version: '1.3.15', level: 10 })
      expect(session.identity).toBe(daemon.fingerprint)
      expect(daemon.met).toHaveLength(2)
      const { memo, identity } = session
      const again = await dial(daemon, daemon.accounts.normal, { memo, identity })
      expect(again).toMatchObject({ memo: '1.3', level: 5 })
      expect(daemon.met).toHaveLength(3)
    })

    it.each([
      ['admin', 'wrong', 'bad-login', 'Attic refused the login: the password is wrong.'],
      ['nobody', 'wrong', 'bad-login', 'Attic refused the login: it knows no such user name.'],
      ['none', 'nonepass', 'level', 'The account none on Attic has no rights (level 0).'],
    ])('as "%s" with "%s" is refused', async (username, password, code, message) => {
      await expect(dial(daemon, { username, password }, remembered)).rejects.toMatchObject({ code, message })
    })

    it('with a read-only account connects, though 1.3 lets it read nothing', async () => {
      const session = await dial(daemon, daemon.accounts.reader, remembered)
      expect(session).toMatchObject({ level: 1, version: '1.3' })
      await session.ping()
      await expect(session.hashes()).rejects.toMatchObject({ code: 'level', details: { have: 1, need: 5 } })
    })
  })

  group('a session', () => {
    it('lists whole rows that fit the contract, and says nothing of what is not there', async () => {
      const session = await dial(daemon, undefined, remembered)
      expect(await session.hashes()).toEqual(hashes)
      const first = await session.read([...hashes, gone], 'first')
      const rest = await session.read([...hashes, gone], 'rest')
      expect([...first.keys()].toSorted()).toEqual(hashes.toSorted())
      for (const [hash, name] of torrents) {
        const row = v.parse(TorrentSchema, { ...first.get(hash), ...rest.get(hash) })
        expect(row).toMatchObject({
          hash,
          name,
          folder: '/srv/old',
          remainingBytes: 500,
          trackerState: 'ok',
          trackerStatus: 'Announce OK',
          autoManaged: true,
          completedAt: null,
        })
      }
      expect((await session.read([one, gone], 'moving')).get(one)).toMatchObject({ remainingBytes: 500 })
      expect(await session.details(one)).toMatchObject({ pieces: null, pieceCount: 7, fileCount: 1 })
      expect(await session.details(gone)).toBeNull()
      expect(await session.overview()).toEqual({
        freeBytes: 5_000_000_000_000,
        folder: '/srv/old',
        isFolderMissing: false,
      })
    })

    it('pauses and resumes with effect, and another one hears of it', async () => {
      const notices = listen(await dial(daemon, undefined, remembered))
      const session = await dial(daemon, daemon.accounts.normal, remembered)
      const state = async () => (await session.read([one], 'first')).get(one)?.state
      const outcomes = await session.act('pause', [one, gone, two])
      expect(outcomes.map(({ problem }) => problem?.code)).toEqual([undefined, 'not-found', undefined])
      expect(await state()).toBe('paused')
      await session.act('resume', [one])
      expect(await state()).toBe('downloading')
      await expect.poll(() => notices, patience).toContainEqual({ kind: 'touched', hash: one })
      expect(notices).toEqual([
        { kind: 'changed', patch: { hash: one, state: 'paused' } },
        { kind: 'changed', patch: { hash: two, state: 'paused' } },
        { kind: 'changed', patch: { hash: one, state: 'downloading' } },
        { kind: 'touched', hash: one },
      ])
    })

    it('adds and removes, and says what is there already', async () => {
      const session = await dial(daemon, undefined, remembered)
      const notices = listen(session)
      const torrent = makeTorrent({ name: 'brand new', content: 1000 })
      expect(await session.add(fileOf(torrent), quiet)).toEqual({ hash: torrent.hash, missed: [] })
      const named = makeTorrent({ name: 'brand old', content: 1000, seed: 7 })
      expect(await session.add(fileOf(named), { ...quiet, name: 'said so' })).toEqual({ hash: named.hash, missed: [] })
      expect((await session.read([named.hash], 'first')).get(named.hash)).toMatchObject({ name: 'said so' })
      await session.remove([named.hash], true)
      await expect(session.add(fileOf(torrent), quiet)).rejects.toMatchObject({
        message: 'Attic already has this torrent.',
        details: { duplicate: torrent.hash },
      })
      expect((await session.read([torrent.hash], 'first')).get(torrent.hash)).toMatchObject({ name: 'brand new' })
      const removed = await session.remove([gone, torrent.hash], true)
      expect(removed.map(({ problem }) => problem?.code)).toEqual(['not-found', undefined])
      await expect.poll(() => notices, patience).toContainEqual({ kind: 'removed', hash: torrent.hash })
      expect(notices).toContainEqual({ kind: 'added', hash: torrent.hash, restored: false })
    })

    it('is still heard behind torrent files of any size', async () => {
      const session = await dial(daemon, undefined, remembered)
      // Among so many lengths some fill a TLS record to the last bytes of the message.
      for (let pieces = 780; pieces < 840; pieces += 1) {
        const torrent = makeTorrent({ name: 'large', content: pieces * 16_384 })
        expect(await session.add(fileOf(torrent), quiet)).toEqual({ hash: torrent.hash, missed: [] })
        await session.remove([torrent.hash], false)
      }
    })
  })

  it('was never called by anything that 1.3.15 does not have', () => {
    expect(new Set(daemon.calls.map(({ method }) => method)).size).toBeGreaterThan(8)
    expect(methodNamesIn('1.3.15')).not.toContain('core.pause_torrents')
    expect(unfit(daemon)).toEqual([])
  })
})

needs('python3-rencode').describe('a stand-in for a Deluge 1.3 daemon that sends its bytes in pieces', () => {
  it.each([1, 7, 100])('of %d is read as if it sent them whole', async (cut) => {
    const daemon = await startLegacy({ torrents, cut })
    const session = await dial(daemon, undefined, remembered)
    const notices = listen(session)
    expect(await session.hashes()).toEqual(hashes)
    expect((await session.read(hashes, 'first')).size).toBe(torrents.length)
    const outcomes = await session.act('pause', hashes)
    expect(outcomes.filter(({ problem }) => problem)).toEqual([])
    await expect.poll(() => notices.length, patience).toBe(torrents.length)
    session.close()
    await daemon.stop()
  })
})

needs('python3-rencode').describe('Estuary and a stand-in for a Deluge 1.3 daemon', () => {
  const home = new Home()
  let daemon: Legacy

  beforeAll(async () => {
    daemon = await startLegacy({ torrents })
  })
  afterAll(async () => {
    await daemon.stop()
    home.remove()
  })

  it('shows its torrents, acts on them, and remembers what it speaks', async () => {
    const before = await home.open()
    const id = await before.add(daemon, 'attic')
    await before.untilLink(id, 'live')
    expect(before.daemon(id)).toMatchObject({ version: '1.3.15', level: 10, torrents: torrents.length })
    await before.call('torrents.pause', { keys: [keyOf(id, one)] })
    await before.until('it is paused', () => before.row(id, one)?.state === 'paused')
    await before.close()
    const connections = daemon.met.length

    const after = await home.open()
    await after.untilLink(id, 'live')
    await after.until('its rows are there', () => after.rowsOf(id).length === torrents.length)
    expect(after.row(id, one)).toMatchObject({ name: 'old 1', state: 'paused' })
    expect(daemon.met.length - connections).toBe(1)
    expect(unfit(daemon)).toEqual([])
    await after.close()
  })
})
