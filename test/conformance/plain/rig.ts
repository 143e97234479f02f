import { createHash } from 'node:crypto'
import { quickClock, type Made, type Rig } from '../rig.ts'
import { plain } from './backend.ts'
import { PlainDaemon } from './daemon.ts'

function make(number: number): Made {
  const name = `plain torrent ${number}`
  const hash = createHash('sha256').update(name).digest('hex')
  const uri = `magnet:?xt=urn:btmh:1220${hash}&dn=${encodeURIComponent(name)}`
  return { hash, name, source: { kind: 'magnet', uri } }
}

/** A daemon of the plain kind, which is as unlike Deluge as can be. */
export async function plainRig(): Promise<Rig> {
  const daemon = new PlainDaemon()
  await daemon.start()
  const { torrents, manners } = daemon
  return {
    backend: plain,
    account: { kind: 'plain', address: { way: 'unix', path: daemon.path }, username: '' },
    wrongAccount: null,
    clock: quickClock(5),
    mischief: {
      silence: async (on) => void (manners.isSilent = on),
      loseNextAnswer: async () => void (manners.losesNextChange = true),
      babble: async (on) => void (manners.babbles = on),
    },
    make,
    put: async ({ hash, name }) =>
      void torrents.set(hash, { hash, name, bytes: 1_000, done: 0, running: false, addedAt: Date.now() }),
    drop: async (hash) => void torrents.delete(hash),
    resume: async (hash) => {
      const torrent = torrents.get(hash)
      if (torrent) torrent.running = true
    },
    hashes: async () => [...torrents.keys()],
    isPaused: async (hash) => torrents.get(hash)?.running === false,
    stop: () => daemon.stop(),
    start: () => daemon.start(),
    remove: () => daemon.remove(),
  }
}
