import * as v from 'valibot'
import type { Bridge } from '../../../../preload/contract/bridge.ts'
import { calls, type CallArgs, type CallName, type CallResult } from '../../../../preload/contract/calls.ts'
import type { Answer, Problem } from '../../../../preload/contract/errors.ts'
import { feeds, type FeedArgs, type FeedItem, type FeedName } from '../../../../preload/contract/feeds.ts'
import type { Daemon } from '../../../../preload/contract/daemons.ts'
import { packRows, type RowsItem } from '../../../../preload/contract/rows.ts'
import type { TorrentPatch } from '../../../../preload/contract/torrents.ts'

export interface Asked {
  name: CallName
  args: unknown
}

interface Listening {
  name: FeedName
  args: unknown
  listener: (item: never) => void
  ended: ((why: Problem) => void) | undefined
}

/** A door in the test's hand: says what a test tells it to say, notes what was asked and checks it as the core would. */
export class HandBridge implements Bridge {
  readonly asked: Asked[] = []
  readonly answers: Partial<Record<CallName, (args: never) => unknown>> = {}
  readonly #listenings = new Set<Listening>()

  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    v.parse(calls[name].args, args)
    this.asked.push({ name, args })
    const said = this.answers[name]?.(args as never)
    if (isProblem(said)) return { ok: false, error: said }
    return { ok: true, value: (said ?? null) as CallResult<N> }
  }

  on<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    listener: (item: FeedItem<N>) => void,
    ended?: (why: Problem) => void,
  ): () => void {
    v.parse(feeds[name].args, args)
    const one: Listening = { name, args, listener, ended }
    this.#listenings.add(one)
    return () => void this.#listenings.delete(one)
  }

  pathOf(): string | null {
    return null
  }

  say<N extends FeedName>(name: N, item: FeedItem<N>): void {
    for (const one of this.#of(name)) (one.listener as (item: FeedItem<N>) => void)(item)
  }

  /** Ends a feed as the core does. */
  end(name: FeedName, why: Problem = gone): void {
    for (const one of this.#of(name)) {
      this.#listenings.delete(one)
      one.ended?.(why)
    }
  }

  /** The arguments of everything that is listened to under that name. */
  listenings(name: FeedName): unknown[] {
    return this.#of(name).map(({ args }) => args)
  }

  #of(name: FeedName): Listening[] {
    return [...this.#listenings].filter((one) => one.name === name)
  }

  named(name: CallName): unknown[] {
    return this.asked.filter((each) => each.name === name).map(({ args }) => args)
  }
}

/** One step of one daemon's rows, as the feed has it. */
export function rowsItem(step: {
  daemon: string
  from: number | null
  revision: number
  rest?: number
  put?: readonly TorrentPatch[]
  drop?: string[]
}): RowsItem {
  const { put = [], drop = [], rest = 0 } = step
  return { steps: [{ ...step, rest, put: packRows(put), drop }], counts: null }
}

function isProblem(said: unknown): said is Problem {
  return typeof said === 'object' && said !== null && 'code' in said && 'retry' in said
}

const gone: Problem = { code: 'not-found', message: 'That torrent is not there any more.', retry: 'never' }
export const offline: Problem = { code: 'offline', message: 'attic is not connected.', retry: 'later' }

export function makeDaemon(id: string, more: Partial<Daemon> = {}): Daemon {
  return {
    id,
    kind: 'deluge',
    name: id.replace(/\d+$/, ''),
    address: { way: 'tls', host: 'host.example', port: 58846 },
    username: 'admin',
    hasPassword: true,
    mark: 0,
    certificate: null,
    link: { state: 'live', since: 0, problem: null, retryAt: null },
    lastSeenAt: 0,
    version: '2.0.3',
    level: 10,
    cannot: {},
    latencyMs: 1,
    torrents: 0,
    shortage: null,
    isFolderMissing: false,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    freeBytes: null,
    folder: null,
    twin: null,
    mappings: [],
    ...more,
  }
}

/** A schedule that waits until the test says so. */
export function byHand(): { schedule: (run: () => void) => () => void; run: () => void; readonly waiting: number } {
  const waiting = new Set<() => void>()
  return {
    schedule(work) {
      // Each waits under its own name, even when the same work waits twice.
      const one = (): void => work()
      waiting.add(one)
      return () => void waiting.delete(one)
    },
    run() {
      const due = [...waiting]
      waiting.clear()
      for (const work of due) work()
    },
    get waiting() {
      return waiting.size
    },
  }
}

/** Lets promises that are settled say so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
