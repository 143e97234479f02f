import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FeedItem } from '../../preload/contract/feeds.ts'
import { type HistoryEvent } from '../../preload/contract/events.ts'
import type { Daemon } from '../../preload/contract/daemons.ts'
import { RowsReader } from '../../preload/contract/rows.ts'
import { openCore } from '../../main/core/app.ts'
import { pagesOnly } from '../../main/core/means.ts'
import { createLog } from '../../main/lib/log.ts'
import { openFileKeeper } from '../../main/store/keeper.ts'
import { Outbox } from '../../main/web/outbox.ts'
import type { Asked, Figures, Said } from './messages.ts'

/*
 * The whole program without a door, in a process of its own, so that its memory is its own. One window listens to
 * everything as through the web door: each item is spelled out in the outbox, and thrown away. What it holds itself are
 * the rows of small daemons.
 */

const [folder = ''] = process.argv.slice(2)
/** Rows of bigger daemons are only counted, from their beginnings. */
const mostHeldRows = 2_000
const log = createLog(process.env['ESTUARY_LOG'] ?? 'info')
const core = await openCore(
  { door: 'web', version: '0.0.0', dataFolder: folder, keeper: openFileKeeper(folder), outside: pagesOnly },
  { log },
)
const caller = core.enter('window')
const delay = monitorEventLoopDelay({ resolution: 2 })
delay.enable()

/** The most that this thread computed between two looks of a timer; says nothing about what else the machine does. */
let mostWorkMs = 0
let workBefore = process.threadCpuUsage()
setInterval(() => {
  const work = process.threadCpuUsage()
  mostWorkMs = Math.max(mostWorkMs, (work.user + work.system - workBefore.user - workBefore.system) / 1000)
  workBefore = work
}, 1)

let daemons: Daemon[] = []
const states = new Map<string, string>()
const readers = new RowsReader()
const held = new Map<string, Map<string, string>>()
const events: HistoryEvent[] = []
let spelledBytes = 0
const outbox = new Outbox(
  {
    send: (text, sent) => {
      spelledBytes += text.length
      setImmediate(sent)
    },
  },
  () => say({ kind: 'gone', why: 'the window is too slow' }),
)

function say(said: Said): void {
  process.send?.(said)
}

function takeRows({ steps }: FeedItem<'torrents'>): void {
  for (const step of steps) {
    const mine = held.get(step.daemon) ?? new Map<string, string>()
    held.set(step.daemon, mine)
    if (mine.size + step.put.hashes.length + step.rest > mostHeldRows) continue
    const read = readers.read(step, () => mine.keys())
    for (const patch of read?.put ?? []) if (patch.state) mine.set(patch.hash, patch.state)
    for (const hash of read?.drop ?? []) mine.delete(hash)
  }
  say({ kind: 'rows' })
}

caller.on(
  'torrents',
  {},
  {
    item: (item) => {
      takeRows(item as FeedItem<'torrents'>)
      outbox.push(item)
    },
    ended: () => {},
  },
)
caller.on(
  'daemons',
  {},
  {
    item: (item) => {
      daemons = item as Daemon[]
      outbox.push(item)
      for (const { id, link } of daemons) states.set(id, link.state)
      say({ kind: 'daemons', daemons })
    },
    ended: () => {},
  },
)
caller.on(
  'events',
  {},
  {
    item: (item) => {
      events.push(...(item as HistoryEvent[]).slice(0, 100))
      if (events.length > 1_000) events.splice(0, events.length - 1_000)
      outbox.push(item)
    },
    ended: () => {},
  },
)

/** Pauses or resumes one torrent of a daemon; the ms until its row says so. */
async function act(daemon: string): Promise<number> {
  const row = held.get(daemon)?.entries().next().value
  if (!row) throw new Error('That daemon has no torrents.')
  const [hash, state] = row
  const pauses = state !== 'paused'
  const begun = performance.now()
  const done = caller.call(pauses ? 'torrents.pause' : 'torrents.resume', { keys: [`${daemon}/${hash}`] })
  while ((held.get(daemon)?.get(hash) === 'paused') !== pauses) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (performance.now() - begun > 60_000) throw new Error('The row does not show it.')
  }
  const tookMs = performance.now() - begun
  await done
  return tookMs
}

function figures(): Figures {
  const { rss, heapUsed } = process.memoryUsage()
  const stretchMs = delay.max / 1e6
  const workMs = mostWorkMs
  mostWorkMs = 0
  delay.reset()
  const cpu = process.cpuUsage()
  return {
    rssBytes: rss,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    heapBytes: heapUsed,
    stretchMs,
    workMs,
    cpuMs: (cpu.user + cpu.system) / 1000,
    spelledBytes,
  }
}

async function answer({ what, args }: Asked): Promise<unknown> {
  switch (what) {
    case 'call':
      return caller.call(args[0], args[1])
    case 'listen':
      caller.on(args[0], args[1], { item: (item) => outbox.push(item), ended: () => {} })
      return null
    case 'act':
      return act(String(args[0]))
    case 'figures':
      return figures()
    case 'collect':
      globalThis.gc?.()
      return null
    case 'close':
      await core.close()
      setImmediate(() => process.exit(0))
      return null
  }
}

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (value) => say({ kind: 'answer', id: asked.id, value }),
    (error: unknown) => say({ kind: 'answer', id: asked.id, failed: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
say({ kind: 'open' })
