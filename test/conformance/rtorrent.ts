import type { Hash } from '../../preload/contract/keys.ts'
import { rtorrent } from '../../main/backend/rtorrent/rtorrent.ts'
import { openCarrier } from '../../main/wire/rtorrent/carrier.ts'
import { Client } from '../../main/wire/rtorrent/client.ts'
import { meet, type Rtorrent } from '../../main/wire/rtorrent/rtorrent.ts'
import { startRtorrent } from '../daemons/rtorrent.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { type Made, quickClock, type Rig } from './rig.ts'

/** Each has a tracker: without one, and without DHT, the daemon takes none. */
export function made(number: number): Made {
  const name = `torrent ${number} ünï`
  const content = number % 2 === 0 ? 100_000 : [{ path: ['a', 'b.bin'], sizeBytes: 70_000 }]
  const { hash, base64 } = makeTorrent({ name, content, trackers: ['http://127.0.0.1:1/announce'], seed: number })
  return { hash, name, source: { kind: 'file', name: `${name}.torrent`, content: base64 } }
}

/** What another client does at such a daemon: each time it is met anew, because it may have been away. */
export class SomebodyElse {
  readonly #address: Parameters<typeof openCarrier>[0]['address']

  constructor(address: Parameters<typeof openCarrier>[0]['address']) {
    this.#address = address
  }

  async do<T>(work: (rtorrent: Rtorrent) => Promise<T>): Promise<T> {
    const carrier = openCarrier({ address: this.#address, login: null, whyNotTrusted: () => null })
    const client = new Client({ carrier, daemon: 'theirs' })
    try {
      return await work(await meet(client))
    } finally {
      client.close()
    }
  }

  async put({ source }: Made): Promise<void> {
    if (source.kind !== 'file') throw new Error('These are files.')
    const bytes = Buffer.from(source.content, 'base64')
    await this.do((there) => there.query().addTorrentRaw(bytes).first())
  }

  async hashes(): Promise<Hash[]> {
    const list = await this.do((there) => there.torrentsIn('main').hash().all())
    return list.map(({ hash }) => hash.toLowerCase())
  }
}

/** A real rTorrent of this machine. */
export async function realRtorrent(way: 'unix' | 'tcp'): Promise<Rig> {
  const daemon = await startRtorrent({ way })
  const other = new SomebodyElse(daemon.address)
  return {
    backend: rtorrent,
    account: { kind: 'rtorrent', address: daemon.address, username: '' },
    wrongAccount: null,
    clock: quickClock(4),
    mischief: null,
    make: made,
    put: (torrent) => other.put(torrent),
    drop: async (hash) => void (await other.do((there) => there.torrent(hash).erase().first())),
    resume: async (hash) => void (await other.do((there) => there.torrent(hash).start().first())),
    hashes: () => other.hashes(),
    isPaused: async (hash) => (await other.do((there) => there.torrent(hash).isActive().first())).isActive === 0,
    stop: () => daemon.stop(),
    start: () => daemon.start(),
    remove: () => daemon.dispose(),
  }
}
