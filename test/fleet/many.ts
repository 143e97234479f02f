import { Home, type Estuary } from '../daemons/estuary.ts'
import type { FleetDaemon, Misbehaviour } from './daemon.ts'
import { type Fleet, startFleet } from './fleet.ts'

/** Eight ways of being dead or hanging. */
const troubles: readonly Partial<Misbehaviour>[] = [
  { face: 'closed' },
  { face: 'mute' },
  { face: 'http' },
  { silent: true },
  { hangAfterLogin: true },
  { halfOpen: true },
  { badBytes: 'garbage' },
  { delayMs: 30_000 },
]

export const livingCount = 12
export const troubledCount = troubles.length

/** Twenty daemons at one core: twelve that are well, and eight that can be made to die or hang, each in its own way. */
export class Crowd {
  readonly estuary: Estuary
  readonly living: readonly { id: string; daemon: FleetDaemon }[]
  readonly troubled: readonly { id: string; daemon: FleetDaemon }[]
  readonly #fleet: Fleet
  readonly #home: Home

  private constructor(fleet: Fleet, home: Home, estuary: Estuary, ids: readonly string[]) {
    this.#fleet = fleet
    this.#home = home
    this.estuary = estuary
    const all = fleet.daemons.map((daemon, at) => ({ id: ids[at] ?? '', daemon }))
    this.living = all.slice(0, livingCount)
    this.troubled = all.slice(livingCount)
  }

  static async gather(torrentsEach: number): Promise<Crowd> {
    const names = Array.from({ length: livingCount + troubledCount }, (_, at) => `Daemon ${at + 1}`)
    const fleet = await startFleet(names.map((name) => ({ name, torrents: torrentsEach, activity: 'none' as const })))
    const home = new Home()
    const estuary = await home.open()
    const ids: string[] = []
    for (const daemon of fleet.daemons) ids.push(await estuary.add(daemon, daemon.name))
    for (const id of ids) await estuary.untilLink(id, 'live')
    // A crowd's rows are gathered on their way to a window.
    await estuary.until('all rows are there', () => estuary.rows.size === names.length * torrentsEach)
    return new Crowd(fleet, home, estuary, ids)
  }

  /** Every troubled daemon goes wrong in its own way, with its present connection gone. */
  async trouble(): Promise<void> {
    for (const [at, { daemon }] of this.troubled.entries()) {
      await daemon.misbehave(troubles[at] ?? {})
      if (!troubles[at]?.halfOpen) daemon.dropConnections()
    }
  }

  /** Pauses or resumes one torrent; the time until its row says so, in ms. */
  async actOn(which: { id: string; daemon: FleetDaemon }, verb: 'pause' | 'resume'): Promise<number> {
    const [row] = this.estuary.rowsOf(which.id)
    if (!row) throw new Error(`${which.daemon.name} has no torrents.`)
    const begun = performance.now()
    const call = verb === 'pause' ? 'torrents.pause' : 'torrents.resume'
    const acted = this.estuary.call(call, { keys: [`${which.id}/${row.hash}`] })
    const shows = (): boolean => (this.estuary.row(which.id, row.hash)?.state === 'paused') === (verb === 'pause')
    await this.estuary.until(`the row of ${which.daemon.name} shows it`, shows)
    const tookMs = performance.now() - begun
    const failed = (await acted).find(({ problem }) => problem !== null)
    if (failed) throw new Error(failed.problem?.message)
    return tookMs
  }

  async close(): Promise<void> {
    await this.estuary.close()
    await this.#fleet.close()
    this.#home.remove()
  }
}
