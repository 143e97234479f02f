import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Fault } from '../../main/lib/fault.ts'
import { openCarrier } from '../../main/wire/rtorrent/carrier.ts'
import { Client } from '../../main/wire/rtorrent/client.ts'
import { entryOf, type Kind } from '../../main/wire/rtorrent/names.ts'
import type { Rtorrent } from '../../main/wire/rtorrent/rtorrent.ts'
import { chosenRtorrent } from '../debian/deluge.ts'
import { needs } from '../needs.ts'
import { modelMap, nameOf } from '../vectors/generate-names.ts'
import { startRtorrent, type RtorrentDaemon } from './rtorrent.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'

const trackers = ['http://127.0.0.1:9/announce', 'http://127.0.0.1:9/other#part']

/** Names of the model that read something and take nothing. */
function plainNames(kind: Kind): string[] {
  return modelMap()
    .filter((known) => known.kind === kind)
    .flatMap(({ model }) => nameOf(model) ?? [])
    .filter((name) => entryOf(kind, name)?.does === 'reads')
}

async function added(rt: Rtorrent, torrent: MadeTorrent): Promise<string> {
  await rt.query().addTorrentRaw(torrent.bytes).first({ urgency: 'person' })
  const hash = torrent.hash.toUpperCase()
  await vi.waitFor(() => rt.torrent(hash).hash().first(), { timeout: 25_000 })
  return hash
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Fault) return outcome
  throw new Error(`This did not fail: ${JSON.stringify(outcome)}`)
}

needs('rtorrent').describe.each(['unix', 'tcp'] as const)('a real rTorrent by %s', (way) => {
  let daemon: RtorrentDaemon
  let rt: Rtorrent
  let hash: string

  beforeAll(async () => {
    daemon = await startRtorrent({ way })
    rt = await daemon.meet()
    const content = [
      { path: ['a.bin'], sizeBytes: 40_000 },
      { path: ['sub', 'b.bin'], sizeBytes: 20_000 },
    ]
    hash = await added(rt, makeTorrent({ name: 'a <&> "name"\u0001 日本', content, trackers }))
  })
  afterAll(() => daemon.dispose())

  it('tells its version, its methods and how long a request may be', () => {
    expect(rt.version).toMatch(chosenRtorrent() === null ? /^0\.\d+\.\d+/ : /^0\.(1[6-9]|[2-9]\d)\./)
    expect(rt.libraryVersion).toMatch(/^0\.\d+/)
    expect(rt.methods.size).toBeGreaterThan(500)
    expect(rt.client.mostBytes).toBe(524_288)
    expect(rt.has('torrent', 'finishedAt')).toBe(true)
  })

  it('answers every reading name of the model, in one request', async () => {
    const whole = plainNames('rtorrent').reduce((query, name) => query.named(name) as typeof query, rt.query())
    const torrent = plainNames('torrent').reduce((query, name) => query.named(name) as typeof query, rt.torrent(hash))
    const file = plainNames('file').reduce((query, name) => query.named(name) as typeof query, rt.file(hash, 1))
    const peers = plainNames('peer').reduce((list, name) => list.named(name) as typeof list, rt.peersOf(hash))
    const answers = await rt.together([whole, torrent, file, peers])
    expect(answers.filter((answer) => answer instanceof Fault)).toEqual([])
    expect(answers[0]).toMatchObject({ processId: daemon.pid, viewList: expect.arrayContaining(['main']) as unknown })
    expect(answers[1]).toMatchObject({ hash, sizeBytes: 60_000, sizeFiles: 2 })
    expect(answers[2]).toMatchObject({ pathComponents: ['sub', 'b.bin'], sizeBytes: 20_000 })
    expect(answers[3]).toEqual([])
  })

  it('lists torrents with their fields, their own values and their trackers in one call, whatever their names hold', async () => {
    await rt.torrent(hash).setCustomValue('addtime', '1').first()
    const lines = await rt.torrentsIn('main').hash().name().isComplete().customValue('addtime').trackerUrls().all()
    const line = { hash, name: 'a <&> "name"\u0001 日本', isComplete: 0, customValue: '1', trackerUrls: trackers }
    expect(lines).toEqual([line])
  })

  it('lists files and trackers of a torrent, and changes one of them by its place', async () => {
    expect(await rt.filesOf(hash).path().priority().all()).toEqual([
      { path: 'a.bin', priority: 1 },
      { path: 'sub/b.bin', priority: 1 },
    ])
    await rt.file(hash, 1).setPriority(0).first()
    await rt.torrent(hash).updatePriorities().first()
    expect((await rt.filesOf(hash).priority().all()).map(({ priority }) => priority)).toEqual([1, 0])
    await rt.tracker(hash, 0).setEnabled(0).first()
    expect(await rt.trackersOf(hash).url().isEnabled().all()).toEqual([
      { url: trackers[0], isEnabled: 0 },
      { url: trackers[1], isEnabled: 1 },
    ])
  })

  it('keeps what a person types as it is typed: none of it becomes a command', async () => {
    const witness = join(daemon.folder, 'ran')
    const typed = `$execute.nothrow=touch,${witness}; execute.nothrow=touch,${witness}, "x" \\ \n ~`
    const query = rt
      .torrent(hash)
      .setLabel(typed)
      .setCustomValue('note', typed)
      .setDirectory(`${daemon.downloads}/$cat=1;x`)
    const asked = await query.label().customValue('note').directoryBase().first({ urgency: 'person' })
    expect([asked.label, asked.customValue]).toEqual([typed, typed])
    expect(asked.directoryBase).toContain('$cat=1;x')
    await rt
      .query()
      .addTorrent(`/nowhere/${typed.replaceAll(/[*?[\]{}~\\\n]/g, '')}`)
      .first()
    await rt.torrentsIn().label().all()
    expect(existsSync(witness)).toBe(false)
  })

  it('does the same to several torrents, and says of each how it fared', async () => {
    const gone = 'f'.repeat(40)
    const [done, missing] = await rt.torrents([hash, gone]).start().state().each({ urgency: 'person' })
    expect(done).toEqual({ start: 0, state: 1 })
    expect(missing).toMatchObject({ code: 'not-found' })
    await rt.torrent(hash).stop().close().first()
    expect(await rt.torrent(hash).state().isOpen().first()).toMatchObject({ state: 0, isOpen: 0 })
  })

  it('sets limits and makes views, and has them again when asked', async () => {
    const limits = rt.query().setUploadThrottle(20_480).uploadThrottle().setDownloadThrottle(10_240).downloadThrottle()
    expect(await limits.setXmlrpcSizeLimit(524_288).createView('mine').viewList().first()).toMatchObject({
      uploadThrottle: 20_480,
      downloadThrottle: 10_240,
      viewList: expect.arrayContaining(['mine']) as unknown,
    })
    await rt.query().setUploadThrottle(0).setDownloadThrottle(0).first()
  })

  it('does every verb of the model, and tells the state that it leaves', async () => {
    const verbs = rt.torrent(hash).open().isOpen().start().pause().state().isActive().resume().stop().close()
    expect(await verbs.first()).toMatchObject({ isOpen: 1, state: 1, isActive: 0 })
    await rt.torrent(hash).performHashCheck().first()
    await rt.query().addTorrentStart('/nowhere/a.torrent').first()
    const other = makeTorrent({ name: '\u{1f600} mix 日', content: 1_000, trackers })
    await rt.query().addTorrentRawStart(other.bytes).first()
    await vi.waitFor(() => rt.torrent(other.hash).name().first(), { timeout: 25_000 })
    expect(await rt.torrentsIn().hash().name().all()).toHaveLength(2)
    await rt.torrent(other.hash).erase().first()
    expect((await rt.torrentsIn().hash().all()).map((line) => line.hash)).toEqual([hash])
  })

  it('refuses in words: views that are not there, and requests that are too long', async () => {
    expect(await faultOf(rt.torrentsIn('nowhere').hash().all())).toMatchObject({ code: 'remote' })
    const large = await faultOf(rt.query().addTorrentRaw(new Uint8Array(500_000)).first())
    expect(large).toMatchObject({ code: 'too-large' })
    expect(large.message).toMatch(/takes 512/)
  })

  it('is what it was after all that', async () => {
    expect(await rt.query().processId().first()).toEqual({ processId: daemon.pid })
  })

  it('that is stopped is late, that is gone is gone, and that is back answers', async () => {
    await daemon.pause()
    const late = faultOf(rt.query().hostname().first({ deadlineMs: 300 }))
    const unsure = faultOf(rt.torrent(hash).setLabel('x').first({ deadlineMs: 600 }))
    expect(await late).toMatchObject({ code: 'timeout' })
    expect(await unsure).toMatchObject({ code: 'outcome-unknown' })
    await daemon.kill()
    expect(await faultOf(rt.query().hostname().first())).toMatchObject({ code: 'refused' })
    await daemon.start()
    expect(await rt.query().processId().first()).toEqual({ processId: daemon.pid })
  })
})

needs('rtorrent').describe('two real rTorrents', () => {
  it('give each other a torrent, and tell of each other as peers by every name of the model', async () => {
    const [seeder, leecher] = await Promise.all([startRtorrent(), startRtorrent({ way: 'tcp' })])
    try {
      const [from, to] = await Promise.all([seeder.meet(), leecher.meet()])
      const made = makeTorrent({ name: 'shared.bin', content: 1_000_000, trackers, data: seeder.downloads })
      await from.query().setUploadThrottle(50_000).first()
      for (const rt of [from, to]) {
        await added(rt, made)
        await rt.torrent(made.hash).start().first()
      }
      await expect.poll(() => from.torrent(made.hash).isComplete().first()).toEqual({ isComplete: 1 })
      const list = plainNames('peer').reduce((chain, name) => chain.named(name) as typeof chain, to.peersOf(made.hash))
      const peers = await vi.waitUntil(
        async () => {
          await to.torrent(made.hash).connectPeer(`127.0.0.1:${seeder.peerPort}`).first()
          const lines = await list.all()
          return lines.length > 0 ? lines : null
        },
        { timeout: 25_000, interval: 200 },
      )
      expect(peers).toMatchObject([
        { address: '127.0.0.1', port: seeder.peerPort, id: expect.stringMatching(/^[0-9A-F]{40}$/) as unknown },
      ])
      await from.query().setUploadThrottle(0).first()
      const done = to.torrent(made.hash).isComplete().completedBytes().bytesLeft()
      await expect.poll(() => done.first()).toEqual({ isComplete: 1, completedBytes: 1_000_000, bytesLeft: 0 })
      const { finishedAt } = await to.torrent(made.hash).finishedAt().first()
      expect(finishedAt).toBeGreaterThan(1_700_000_000)
    } finally {
      await Promise.all([seeder.dispose(), leecher.dispose()])
    }
  })
})

needs('rtorrent').describe('the way to an rTorrent', () => {
  it('says what is wrong with it: nothing there, no socket', async () => {
    const ask = (path: string): Promise<Fault> => {
      const carrier = openCarrier({ address: { way: 'unix', path }, login: null, whyNotTrusted: () => null })
      return faultOf(new Client({ carrier, daemon: 'x' }).call({ method: 'system.pid', params: [], changing: false }))
    }
    expect(await ask('/nowhere/at/all')).toMatchObject({ code: 'refused' })
    expect((await ask('/nowhere/at/all')).message).toMatch(/no socket at/)
    expect(await ask('/etc/hostname')).toMatchObject({ code: 'refused' })
  })
})
