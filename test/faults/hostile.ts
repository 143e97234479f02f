import { frameOf } from '../../main/wire/deluge/frames.ts'
import { encodeEvent, encodeResponse } from '../../main/wire/deluge/messages.ts'
import { encode, type WireInput, type WireValue } from '../../main/wire/deluge/rencode.ts'
import type { FleetDaemon } from '../fleet/daemon.ts'
import { DelugeError } from '../fleet/server/exceptions.ts'
import { spoil } from '../fleet/server/spoiled.ts'

/** One way in which a daemon turns against the program. */
export interface Hostility {
  /** From now on. */
  begin(daemon: FleetDaemon): Promise<void>
  /** What the window does meanwhile: it looks at the details of a torrent. */
  looksAtDetails?: boolean
  /** It speaks without being asked; others answer badly, from the next connection on. */
  isLoud?: boolean
}

/** Hashes that compress well: a daemon that means harm sends much with little. */
export function hashOf(n: number): string {
  return n.toString(16).padStart(40, '0')
}

/** The status of a torrent as far as it is asked for. */
function status(keys: WireValue | undefined, own: Readonly<Record<string, WireInput>>): WireInput {
  const names = Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
  return Object.fromEntries(names.map((key) => [key, own[key] ?? 0]))
}

function idsOf(filter: WireValue | undefined): string[] {
  const ids = (filter as { id?: unknown } | undefined)?.id
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}

/** Sends frames without end, so many bytes at once, as fast as they are taken. */
function pour(daemon: FleetDaemon, next: () => Uint8Array, everyMs = 5, times = 1): void {
  const timer = setInterval(() => {
    if (daemon.connected === 0) return
    for (let time = 0; time < times; time += 1) daemon.send(next())
  }, everyMs)
  timer.unref()
  stops.push(() => clearInterval(timer))
}

const stops: (() => void)[] = []

/** Ends what pours. */
export function stopPouring(): void {
  for (const stop of stops.splice(0)) stop()
}

const event = (name: string, args: readonly WireInput[]): Uint8Array => frameOf(encode(encodeEvent(name, args)))

/** So many frames as one piece. */
function joined(count: number, make: (n: number) => Uint8Array): Uint8Array {
  return Buffer.concat(Array.from({ length: count }, (_, n) => make(n)))
}

const manyHashes = (count: number): string[] => Array.from({ length: count }, (_, n) => hashOf(n))

/** A list of that many torrents, each with this much in its texts. */
function hugeList(count: number, textLength: number): Hostility {
  const list = manyHashes(count)
  const text = 'x'.repeat(textLength)
  const own = { name: text, message: text, label: text, owner: text, tracker_host: text, tracker_status: text }
  const more = { state: 'Paused', download_location: text, comment: text }
  return {
    begin: (daemon) =>
      daemon.misbehave({
        answers: {
          'core.get_session_state': () => list,
          'core.get_torrents_status': ([filter, keys]) => {
            const one = status(keys, { ...own, ...more })
            return new Map(idsOf(filter).map((id) => [id, one]))
          },
        },
      }),
  }
}

/** Beside the rows that are asked for, so many others. */
function foreignRows(count: number): Hostility {
  return {
    begin: (daemon) => {
      const one = { name: 'mine now', state: 'Seeding' }
      const foreign = manyHashes(count).map((hash): [string, WireInput] => [hash, one])
      return daemon.misbehave({
        answers: {
          'core.get_torrents_status': ([filter, keys]) =>
            new Map([...idsOf(filter).map((id): [string, WireInput] => [id, status(keys, { name: 'n' })]), ...foreign]),
        },
      })
    },
  }
}

export const hostilities = {
  /** An exception with thousands of long arguments; 40 MB of text in a frame of some 40 kB. */
  'an endless exception': {
    begin: (daemon) =>
      daemon.misbehave({
        answers: {
          'core.get_session_state': () => {
            throw new DelugeError('Boom', Array<string>(4_000).fill('A'.repeat(10_000)))
          },
        },
      }),
  },
  /** Beside every row that is asked for, hundreds of thousands that nobody asked for. */
  'too many foreign rows': foreignRows(300_000),
  'foreign rows': foreignRows(20_000),
  /** Names of 100 kB: a quarter of what is taken in one answer. */
  'endless names': {
    begin: (daemon) => {
      let n = 0
      const list = manyHashes(250)
      return daemon.misbehave({
        answers: {
          'core.get_session_state': () => list,
          'core.get_torrents_status': ([filter, keys]) =>
            new Map(
              idsOf(filter).map((id) => [id, status(keys, { name: `${n++} ${'y'.repeat(100_000)}`, state: 'Paused' })]),
            ),
        },
      })
    },
  },
  /** A list of 600,000 torrents. */
  'too many torrents': hugeList(600_000, 20),
  /** A hundred thousand torrents with every text as long as it may be. */
  'too much text': hugeList(100_000, 9_000),
  /** Every torrent has a label, an owner and a tracker of its own, and others at every reading. */
  'labels without end': {
    begin: (daemon) => {
      let n = 0
      const list = manyHashes(250_000)
      const own = (): Record<string, WireInput> => ({
        name: 'n',
        state: 'Seeding',
        label: `label ${(n += 1)}`,
        owner: `owner ${n}`,
        tracker_host: `tracker${n}.example`,
      })
      return daemon.misbehave({
        answers: {
          'core.get_session_state': () => list,
          'core.get_torrents_status': ([filter, keys]) => new Map(idsOf(filter).map((id) => [id, status(keys, own())])),
        },
      })
    },
  },
  /** Three unreadable frames to each good one, without end. */
  'nonsense between good frames': {
    isLoud: true,
    begin: (daemon) => {
      const good = event('SomethingElseEvent', [])
      const bad = spoil(good, 'broken-rencode')
      const chunk = joined(400, (n) => (n % 4 === 3 ? good : bad))
      pour(daemon, () => chunk)
      return Promise.resolve()
    },
  },
  /** As many pieces as a torrent may have, each other one missing. */
  'an endless map of pieces': {
    looksAtDetails: true,
    begin: (daemon) => {
      const pieces = Array.from({ length: 2_000_000 }, (_, n) => (n % 2 === 0 ? 0 : 3))
      const real = daemon.manners.answers
      return daemon.misbehave({
        answers: {
          ...real,
          'core.get_torrent_status': ([, keys]) => {
            const asked = Array.isArray(keys) && keys.includes('pieces')
            return asked ? { pieces, num_pieces: 2_000_000, piece_length: 16_384 } : status(keys, { name: 'n' })
          },
        },
      })
    },
  },
  /** Torrents that come and go, thousands of them in a second. */
  'a flood of comings and goings': {
    isLoud: true,
    begin: (daemon) => {
      let n = 0
      const known = daemon.engine.all().map(({ id }) => id)
      const chunk = (): Uint8Array => {
        n += 1
        return joined(100, (at) => {
          const id = known[(n * 100 + at) % known.length] ?? ''
          return event(at % 2 === 0 ? 'TorrentRemovedEvent' : 'TorrentFinishedEvent', [id])
        })
      }
      pour(daemon, chunk, 10)
      return Promise.resolve()
    },
  },
  /** Hundreds of thousands of events about torrents that nobody has. */
  'a flood of removals': {
    isLoud: true,
    begin: (daemon) => {
      let n = 0
      pour(daemon, () => joined(200, () => event('TorrentRemovedEvent', [hashOf(n++)])), 5)
      return Promise.resolve()
    },
  },
  /** Two hundred thousand changes at once. */
  'a burst of events': {
    isLoud: true,
    begin: (daemon) => {
      const known = daemon.engine.all().map(({ id }) => id)
      const states = ['Seeding', 'Paused', 'Downloading', 'Queued']
      const chunk = joined(20_000, (n) =>
        event('TorrentStateChangedEvent', [known[n % known.length] ?? '', states[n % 4] ?? '']),
      )
      pour(daemon, () => chunk, 500)
      return Promise.resolve()
    },
  },
  /** Answers that nobody waits for, as big as they may be, one after the other. */
  'huge answers that nobody asked for': {
    isLoud: true,
    begin: (daemon) => {
      const empty = frameOf(
        encode(
          encodeResponse(
            900_000_000,
            Array.from({ length: 900_000 }, () => ({})),
          ),
        ),
      )
      const ints = frameOf(
        encode(
          encodeResponse(
            900_000_000,
            Array.from({ length: 6_000_000 }, (_, n) => n % 40),
          ),
        ),
      )
      let n = 0
      pour(daemon, () => (n++ % 2 === 0 ? empty : ints), 400)
      return Promise.resolve()
    },
  },
} satisfies Record<string, Hostility>

export type HostilityName = keyof typeof hostilities
