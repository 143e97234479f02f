import { join } from 'node:path'
import type { Hash } from '../../preload/contract/keys.ts'
import { rtorrent } from '../../main/backend/rtorrent/rtorrent.ts'
import type { XmlInput } from '../../main/wire/xmlrpc/values.ts'
import { temporaryFolder } from '../daemons/folder.ts'
import { startRtorrent } from '../daemons/rtorrent.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { type Manner, manners, SimulatedRtorrent } from '../fleet/rtorrent/daemon.ts'
import { RtorrentEngine } from '../fleet/rtorrent/engine.ts'
import { type Made, quickClock, type Rig } from './rig.ts'

/** Each has a tracker: without one, and without DHT, the daemon takes none. */
function make(number: number): Made {
  const name = `torrent ${number} ünï`
  const content = number % 2 === 0 ? 100_000 : [{ path: ['a', 'b.bin'], sizeBytes: 70_000 }]
  const { hash, base64 } = makeTorrent({ name, content, trackers: ['http://127.0.0.1:1/announce'], seed: number })
  return { hash, name, source: { kind: 'file', name: `${name}.torrent`, content: base64 } }
}

function bytesOf({ source }: Made): Buffer {
  if (source.kind !== 'file') throw new Error('These are files.')
  return Buffer.from(source.content, 'base64')
}

/** A real rTorrent of this machine; nothing is done to it that another client could not do. */
export async function realRtorrent(): Promise<Rig> {
  const daemon = await startRtorrent()
  const other = await daemon.meet()
  return {
    backend: rtorrent,
    account: { kind: 'rtorrent', address: daemon.address, username: '' },
    wrongAccount: null,
    clock: quickClock(4),
    mischief: null,
    make,
    put: async (torrent) => void (await other.query().addTorrentRaw(bytesOf(torrent)).first()),
    drop: async (hash) => void (await other.torrent(hash).erase().first()),
    resume: async (hash) => void (await other.torrent(hash).start().first()),
    hashes: async () => (await other.torrentsIn('main').hash().all()).map(({ hash }) => hash.toLowerCase()),
    isPaused: async (hash) => (await other.torrent(hash).isActive().first()).isActive === 0,
    stop: () => daemon.stop(),
    start: () => daemon.start(),
    remove: () => daemon.dispose(),
  }
}

/** Answers as it should, but for the next torrent that is started: that is done, and nobody hears of it. */
function losesNextStart(daemon: SimulatedRtorrent): Manner {
  const before = daemon.called.length
  return (answer, socket) => {
    if (!daemon.called.slice(before).includes('d.start')) return void socket.end(answer)
    daemon.manner = null
    socket.destroy()
  }
}

/** Tells of every torrent twice, and of some that are none. */
function babble({ engine }: SimulatedRtorrent, on: boolean): void {
  const honest = RtorrentEngine.prototype.answer.bind(engine)
  engine.answer = (method, params) => {
    const told = honest(method, params)
    if (!on || method !== 'd.multicall2' || !Array.isArray(told)) return told
    const rows = told as XmlInput[][]
    return [...rows, ...rows.map((row) => ['f'.repeat(39), ...row.slice(1)]), ...rows]
  }
}

/** A simulated one that misbehaves when it is told to. */
export async function simulatedRtorrent(): Promise<Rig> {
  const path = join(temporaryFolder('simulated'), 'rpc.sock')
  let daemon = new SimulatedRtorrent()
  await daemon.listen(path)
  const upper = (hash: Hash): string => hash.toUpperCase()
  const hashes = (): Hash[] => [...daemon.engine.torrents.keys()].map((hash) => hash.toLowerCase())
  return {
    backend: rtorrent,
    account: { kind: 'rtorrent', address: { way: 'unix', path }, username: '' },
    wrongAccount: null,
    clock: quickClock(8),
    mischief: {
      silence: async (on) => void (daemon.manner = on ? manners.silent : null),
      loseNextAnswer: async () => void (daemon.manner = losesNextStart(daemon)),
      babble: async (on) => babble(daemon, on),
    },
    make,
    put: async ({ hash, name }) => void daemon.engine.add(upper(hash), { 'd.name': name, 'd.size_bytes': 1_000 }),
    drop: async (hash) => void daemon.engine.torrents.delete(upper(hash)),
    resume: async (hash) => void daemon.engine.answer('d.start', [upper(hash)]),
    hashes: async () => hashes(),
    isPaused: async (hash) => daemon.engine.torrents.get(upper(hash))?.values['d.is_active'] !== 1,
    stop: () => daemon.close(),
    start: async () => {
      const { engine } = daemon
      daemon = new SimulatedRtorrent()
      for (const [hash, { values }] of engine.torrents) daemon.engine.add(hash, values)
      await daemon.listen(path)
    },
    remove: () => daemon.close(),
  }
}
