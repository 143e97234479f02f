import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { decode, isDict, type WireValue } from '../../../main/wire/deluge/rencode.ts'
import { openCaller, type Caller } from '../../fleet/caller.ts'
import { startFleetDaemon, type FleetDaemon } from '../../fleet/daemon.ts'
import { Torrent } from '../../fleet/engine/torrent.ts'
import type { Version } from '../../fleet/server/binding.ts'

interface RecordedFrame {
  label: string
  dir: 'client->daemon' | 'daemon->client'
  hex: string
  rencode_hex: string
}
interface RecordedSession {
  daemon_version: Version
  frames: RecordedFrame[]
}

const file = join(import.meta.dirname, '../../vectors/deluge/frames.json')
const { sessions } = JSON.parse(readFileSync(file, 'utf8')) as { sessions: RecordedSession[] }

const valueOf = (frame: RecordedFrame): WireValue => decode(Buffer.from(frame.rencode_hex, 'hex'))

/** Ids of torrents that the recorded client asked about; the one of f's was asked for because it did not exist. */
function idsIn(frames: readonly RecordedFrame[]): string[] {
  const text = frames.map((frame) => JSON.stringify(valueOf(frame))).join()
  return [...new Set(text.match(/\b[0-9a-f]{40}\b/g))].filter((id) => !id.startsWith('ffff'))
}

/** A wrong login and what follows it went over one connection; the reader came over one of its own. */
function connectionsIn(frames: readonly RecordedFrame[]): RecordedFrame[][] {
  const split = frames.findIndex(({ label }) => label === 'login reader')
  return split < 0 ? [[...frames]] : [frames.slice(0, split), frames.slice(split)]
}

const isTraceback = (text: string): boolean => text.startsWith('Traceback (most recent call last):\n')

/** Tracebacks show lines of the daemon's own source, and values are its own; what has to agree is everything else. */
function shape(value: WireValue): unknown {
  if (typeof value === 'string') return isTraceback(value) ? '<traceback>' : value
  if (Array.isArray(value)) return value.map(shape)
  if (isDict(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, shape(value[key]!)]),
    )
  return value
}

/** Of statuses and sizes only the types. */
function types(value: WireValue): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [types(value[0]!)]
  if (isDict(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, types(value[key]!)]),
    )
  return typeof value
}

function comparable(message: WireValue): unknown {
  const [kind, id, value] = message as WireValue[]
  const status = kind === 1 && (isDict(value) || (typeof value === 'number' && value > 1000))
  return status ? [kind, id, types(value)] : shape(message)
}

/** Answers by id; the order among calls was recorded one call at a time. */
const byId = (messages: readonly WireValue[]): Map<WireValue, unknown> =>
  new Map(
    messages.flatMap((message) => {
      const [kind, id] = message as WireValue[]
      return kind === 3 ? [] : [[id!, comparable(message)] as const]
    }),
  )

let daemon: FleetDaemon | undefined
const callers: Caller[] = []
afterEach(async () => {
  for (const caller of callers.splice(0)) caller.close()
  await daemon?.close()
})

const hasAnswer = (caller: Caller, id: WireValue | undefined): boolean =>
  caller.messages.map((message) => message as WireValue[]).some(([kind, answered]) => kind !== 3 && answered === id)

async function playTo(port: number, frames: readonly RecordedFrame[]): Promise<Caller> {
  const caller = await openCaller(port)
  callers.push(caller)
  for (const frame of frames.filter(({ dir }) => dir === 'client->daemon')) {
    const calls = valueOf(frame) as WireValue[][]
    caller.socket.write(Buffer.from(frame.hex, 'hex'))
    await caller.until(() => calls.every(([id]) => hasAnswer(caller, id)))
  }
  // The event of set_config follows its answer: one call more, with an id of its own, shows that it has come.
  caller.send([['the end', 'daemon.info', [], {}]])
  await caller.until(() => caller.messages.some((message) => (message as WireValue[])[1] === 'the end'))
  return caller
}

describe('A simulated daemon answers the very bytes that a client once sent', () => {
  for (const { daemon_version: version, frames } of sessions) {
    it(`as Deluge ${version} answered them`, async () => {
      daemon = await startFleetDaemon({ torrents: 0, version, clock: 'manual' })
      for (const id of idsIn(frames)) {
        const torrent = new Torrent(id, 7, `torrent ${id.slice(0, 4)}`, 'admin', '/srv/torrents')
        torrent.sizeBytes = 5_000_000
        torrent.pieceBytes = 16_384
        torrent.fileCount = 2
        daemon.engine.add(torrent, true)
      }
      for (const recorded of connectionsIn(frames)) {
        const caller = await playTo(daemon.port, recorded)
        const theirs = recorded.filter(({ dir }) => dir === 'daemon->client').map(valueOf)
        const ours = byId(caller.messages)
        for (const [id, answer] of byId(theirs)) expect(ours.get(id), `answer ${String(id)}`).toEqual(answer)
        const eventsIn = (messages: readonly WireValue[]): WireValue[] =>
          messages.filter((m) => (m as WireValue[])[0] === 3)
        expect(eventsIn(caller.messages).map(shape)).toEqual(eventsIn(theirs).map(shape))
      }
    })

    it(`and its events came before or after the answer as those of ${version} did`, async () => {
      daemon = await startFleetDaemon({ torrents: 0, version, clock: 'manual' })
      const [first = []] = connectionsIn(frames)
      const caller = await playTo(daemon.port, first)
      const order = (messages: readonly WireValue[]): string[] =>
        messages.map((m) => m as WireValue[]).map(([kind, id]) => (kind === 3 ? String(id) : `answer ${String(id)}`))
      const theirs = order(first.filter(({ dir }) => dir === 'daemon->client').map(valueOf))
      const ours = order(caller.messages).filter((word) => theirs.includes(word))
      expect(ours).toEqual(theirs)
    })
  }
})
