import { onTestFinished } from 'vitest'
import type { DiskTrouble } from '../../preload/contract/app.ts'
import type { Keeper } from '../../main/store/keeper.ts'
import { openFileKeeper } from '../../main/store/keeper.ts'
import { lockFolder, type Lock } from '../../main/store/lock.ts'
import { Estuary } from '../daemons/estuary.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon, type FleetDaemonOptions } from '../fleet/daemon.ts'

/** A program over a data folder as a door opens it, with its lock and its keeper, and what its windows hear of the disk. */
export class Watched {
  readonly estuary: Estuary
  readonly keeper: Keeper
  readonly #lock: Lock
  #disk: DiskTrouble | null = null
  #isClosed = false

  private constructor(estuary: Estuary, keeper: Keeper, lock: Lock) {
    this.estuary = estuary
    this.keeper = keeper
    this.#lock = lock
    estuary.listen('disk', {}, (trouble) => (this.#disk = trouble))
    onTestFinished(() => this.close())
  }

  static async open(folder: string): Promise<Watched> {
    const lock = lockFolder(folder)
    const keeper = openFileKeeper(folder)
    const estuary = await Estuary.open(folder, keeper, { hold: () => lock.renew() })
    return new Watched(estuary, keeper, lock)
  }

  /** Why nothing is written down, as the windows say it; null = all is well. */
  get reason(): string | null {
    return this.#disk?.reason ?? null
  }

  /** Waits until the windows say so; the person asks whether the disk works again as often as they like. */
  async untilReason(reason: string | null): Promise<void> {
    await soon(async () => {
      if (reason === null) await this.estuary.call('app.retryDisk', {})
      return this.reason
    }).toBe(reason)
  }

  /** What a call is refused with; fails when it is not refused. */
  async refusalOf(call: Promise<unknown>): Promise<string> {
    return call.then(
      () => Promise.reject(new Error('It was taken.')),
      (error: unknown) => String(error),
    )
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.estuary.close()
    this.#lock.release()
  }
}

/** A healthy simulated daemon, closed with the test. */
export async function healthy(options: FleetDaemonOptions = {}): Promise<FleetDaemon> {
  const daemon = await startFleetDaemon({ torrents: 40, activity: 'none', ...options })
  onTestFinished(() => daemon.close())
  return daemon
}

/** What the next start over the folder knows: names of daemons, rows, settings and history. */
export async function afterwards(folder: string) {
  const next = await Watched.open(folder)
  const { estuary } = next
  await estuary.until('the daemons are listed', () => estuary.daemons.length > 0)
  const settings = await estuary.call('settings.get', {})
  const events = await estuary.call('events.list', { limit: 1000 })
  const known = {
    daemons: estuary.daemons.map(({ name }) => name).sort(),
    rows: estuary.rows.size,
    theme: settings.theme,
    events: events.map(({ id }) => id),
  }
  await next.close()
  return known
}
