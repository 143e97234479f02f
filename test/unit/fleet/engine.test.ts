import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode, WireFloat, type WireInput } from '../../../main/wire/deluge/rencode.ts'
import { Engine, type EngineEvent, type EngineOptions } from '../../fleet/engine/engine.ts'
import { allKeys, statusOf, type Status } from '../../fleet/engine/status.ts'
import type { Torrent } from '../../fleet/engine/torrent.ts'

const startAt = Date.UTC(2026, 0, 15)

function session(options: Partial<EngineOptions> = {}): { engine: Engine; heard: EngineEvent[] } {
  const engine = new Engine({ torrents: 200, seed: 5, startAt, ...options })
  const heard: EngineEvent[] = []
  engine.listeners.add((event) => heard.push(event))
  return { engine, heard }
}

const everything = (engine: Engine): Uint8Array =>
  encode(new Map(engine.all().map((torrent): [string, Status] => [torrent.id, statusOf(torrent, engine, allKeys)])))

const one = (engine: Engine, fits: (torrent: Torrent) => boolean): Torrent => {
  const found = engine.all().find(fits)
  if (!found) throw new Error('The session has no such torrent.')
  return found
}

const about = (heard: readonly EngineEvent[], torrent: Torrent): string[] =>
  heard.filter(({ args }) => args[0] === torrent.id).map(({ name, args }) => [name, ...args.slice(1)].join(' '))

/** int, float… as the recorded tables call them. */
function wireType(value: WireInput): string {
  if (value === null) return 'null'
  if (value instanceof WireFloat) return 'float'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'fraction'
  return { string: 'str', boolean: 'bool' }[typeof value as string] ?? typeof value
}

describe('A simulated session', () => {
  it('is the same for the same seed and another one for another seed', () => {
    expect(everything(session().engine)).toEqual(everything(session().engine))
    expect(everything(session({ seed: 6 }).engine)).not.toEqual(everything(session().engine))
  })

  it('lives the same life for the same seed', () => {
    const [a, b] = [session({ activity: 'busy' }), session({ activity: 'busy' })]
    for (let i = 0; i < 60; i++) for (const { engine } of [a, b]) engine.tick(1000)
    expect(everything(a.engine)).toEqual(everything(b.engine))
    expect(a.heard).toEqual(b.heard)
    expect(everything(a.engine)).not.toEqual(everything(session({ activity: 'busy' }).engine))
  })

  it('stands still at activity none, however long one waits', () => {
    const { engine, heard } = session({ activity: 'none' })
    const keys = ['state', 'progress', 'total_done', 'download_payload_rate', 'upload_payload_rate', 'ratio', 'queue']
    const look = (): Status[] => engine.all().map((torrent) => statusOf(torrent, engine, keys))
    const before = look()
    for (let i = 0; i < 100; i++) engine.tick(10_000)
    expect(look()).toEqual(before)
    expect(heard).toEqual([])
  })

  it('has a hundred thousand torrents with ids and places in the queue of their own', () => {
    const { engine } = session({ torrents: 100_000 })
    expect(engine.count).toBe(100_000)
    const places = engine.all().flatMap(({ queue }) => (queue < 0 ? [] : [queue]))
    expect(new Set(places).size).toBe(places.length)
    expect(Math.max(...places)).toBe(places.length - 1)
    expect(engine.lively.size).toBeLessThan(20_000)
  })

  it('keeps what a torrent says of itself within bounds as time passes', () => {
    const { engine } = session({ activity: 'busy', torrents: 500 })
    for (let i = 0; i < 200; i++) engine.tick(5000)
    for (const torrent of engine.all()) {
      const { doneBytes, sizeBytes, downRate, upRate, finished, queue } = torrent
      expect(doneBytes).toBeGreaterThanOrEqual(0)
      expect(doneBytes).toBeLessThanOrEqual(sizeBytes)
      expect(downRate).toBeGreaterThanOrEqual(0)
      expect(upRate).toBeGreaterThanOrEqual(0)
      expect(finished ? queue : Math.min(queue, 0)).toBe(finished ? -1 : 0)
    }
  })
})

describe('What a simulated torrent says', () => {
  for (const version of ['2.0.3', '2.1.1', '2.2.0']) {
    it(`has the keys and types that Deluge ${version} was seen to send`, () => {
      const file = join(import.meta.dirname, `../../vectors/deluge/status-keys-${version}.json`)
      const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { types: string[] }>
      delete recorded['label']
      expect([...allKeys].sort()).toEqual(Object.keys(recorded).sort())
      const { engine } = session({ torrents: 400, activity: 'busy' })
      engine.tick(1000)
      for (const torrent of engine.all()) {
        const status = statusOf(torrent, engine, allKeys)
        for (const [key, { types }] of Object.entries(recorded)) {
          // Seeding was not recorded: pieces is null then, too.
          expect([...types, ...(key === 'pieces' ? ['null'] : [])], key).toContain(wireType(status[key]!))
        }
      }
    })
  }

  it('agrees with itself: files add up to the size, pieces to the count, file progress to what is done', () => {
    const { engine } = session()
    for (const torrent of engine.all()) {
      const status = statusOf(torrent, engine, ['files', 'num_files', 'file_progress', 'pieces', 'num_pieces'])
      const files = status['files'] as { size: number; offset: number }[]
      const progress = status['file_progress'] as WireFloat[]
      expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(torrent.sizeBytes)
      expect(files.length).toBe(status['num_files'])
      const done = files.reduce((sum, { size }, i) => sum + size * progress[i]!.value, 0)
      expect(Math.abs(done - torrent.doneBytes)).toBeLessThan(1 + torrent.sizeBytes / 1e9)
      if (status['pieces'] !== null) expect((status['pieces'] as number[]).length).toBe(status['num_pieces'])
    }
  })

  it('knows neither size nor files of a magnet without metadata', () => {
    const { engine } = session({ torrents: 3000 })
    const magnet = one(engine, ({ hasMetadata }) => !hasMetadata)
    expect(statusOf(magnet, engine, ['total_size', 'files', 'pieces', 'num_pieces', 'progress'])).toEqual({
      total_size: 0,
      files: [],
      pieces: null,
      num_pieces: 0,
      progress: new WireFloat(0),
    })
  })

  it('has a name in many scripts among a thousand', () => {
    const names = session({ torrents: 1000 })
      .engine.all()
      .map(({ name }) => name)
      .join('\n')
    for (const script of [
      /\p{Script=Cyrillic}/u,
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Hangul}/u,
      /\p{Emoji_Presentation}/u,
    ]) {
      expect(names).toMatch(script)
    }
  })
})

describe('Events of a simulated session', () => {
  it('say finished right after the state when a download is complete, and the next one in the queue begins', () => {
    const { engine, heard } = session({ torrents: 500 })
    const loading = one(
      engine,
      ({ state, downTarget, fileCount }) => state === 'Downloading' && downTarget > 0 && fileCount > 1,
    )
    const next = one(engine, ({ state }) => state === 'Queued')
    loading.doneBytes = loading.sizeBytes - 1
    while (!loading.finished) engine.tick(1000)
    const said = about(heard, loading)
    expect(said.slice(0, 2)).toEqual(['TorrentFileCompletedEvent 0', 'TorrentFileCompletedEvent 1'])
    expect(said.slice(-2)).toEqual(['TorrentStateChangedEvent Seeding', 'TorrentFinishedEvent'])
    expect(loading.completedAt).toBe(Math.floor(engine.now))
    expect(loading.queue).toBe(-1)
    expect(about(heard, next)).toContain('TorrentStateChangedEvent Downloading')
  })

  it('leave out complete files on 2.0.3', () => {
    const { engine, heard } = session({ terse: true })
    const loading = one(engine, ({ state, downTarget }) => state === 'Downloading' && downTarget > 0)
    engine.finish(loading)
    expect(about(heard, loading)).toEqual(['TorrentStateChangedEvent Seeding', 'TorrentFinishedEvent'])
  })

  it('say nothing of finishing when complete data was only checked again', () => {
    const { engine, heard } = session()
    const seed = one(engine, ({ state }) => state === 'Seeding')
    engine.recheck(seed)
    engine.settle()
    for (let i = 0; i < 20; i++) engine.tick(1000)
    expect(about(heard, seed)).toEqual(['TorrentStateChangedEvent Checking', 'TorrentStateChangedEvent Seeding'])
  })

  it('tell a new torrent’s state before the torrent itself', () => {
    const { engine, heard } = session()
    const torrent = one(engine, ({ state }) => state === 'Paused')
    engine.remove(torrent)
    heard.length = 0
    engine.add(torrent, true)
    expect(about(heard, torrent)).toEqual(['TorrentStateChangedEvent Paused', 'TorrentAddedEvent false'])
  })

  it('tell of trackers that fail and recover', () => {
    const { engine, heard } = session({ activity: 'busy' })
    for (let i = 0; i < 120; i++) engine.tick(1000)
    const texts = heard.filter(({ name }) => name === 'TorrentTrackerStatusEvent').map(({ args }) => String(args[1]))
    expect(texts.some((text) => text.startsWith('Error: '))).toBe(true)
  })
})

describe('The queue of a simulated session', () => {
  const order = (engine: Engine): string[] =>
    engine
      .all()
      .filter(({ queue }) => queue >= 0)
      .sort((a, b) => a.queue - b.queue)
      .map(({ id }) => id)

  it('moves one torrent and leaves the order of the others', () => {
    const { engine } = session()
    const before = order(engine)
    const last = engine.get(before.at(-1)!)!
    expect(engine.queue.move(last, 'top')).toBe(true)
    expect(order(engine)).toEqual([last.id, ...before.slice(0, -1)])
    expect(engine.queue.move(last, 'down')).toBe(true)
    expect(order(engine)).toEqual([before[0], last.id, ...before.slice(1, -1)])
    expect(engine.queue.move(last, 'bottom')).toBe(true)
    expect(order(engine)).toEqual(before)
  })

  it('says so when there is nothing to move', () => {
    const { engine } = session()
    const first = engine.get(order(engine)[0]!)!
    expect(engine.queue.move(first, 'up')).toBe(false)
    expect(
      engine.queue.move(
        one(engine, ({ finished }) => finished),
        'top',
      ),
    ).toBe(false)
  })
})
