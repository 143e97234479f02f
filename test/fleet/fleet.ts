import { startFleetDaemon, type FleetDaemon, type FleetDaemonOptions } from './daemon.ts'

/** Several simulated daemons at once. */
export interface Fleet {
  readonly daemons: readonly FleetDaemon[]
  /** The daemon with that name. @throws when there is none */
  named(name: string): FleetDaemon
  close(): Promise<void>
}

/** Starts one daemon for each entry, each with a certificate and a free port of its own. All or none. */
export async function startFleet(entries: readonly FleetDaemonOptions[]): Promise<Fleet> {
  const starts = await Promise.allSettled(
    entries.map((entry, index) => startFleetDaemon({ seed: index + 1, ...entry })),
  )
  const daemons = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const close = async (): Promise<void> => void (await Promise.all(daemons.map((daemon) => daemon.close())))
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed) {
    await close()
    throw failed.reason
  }
  return {
    daemons,
    named(name) {
      const found = daemons.find((daemon) => daemon.name === name)
      if (!found) throw new Error(`The fleet has no daemon named ${name}.`)
      return found
    },
    close,
  }
}

const places = ['Harbour', 'Lighthouse', 'Seedbox', 'Attic', 'Boathouse', 'Living room', 'Büro', 'Archiv 倉庫']

/** A fleet as a person might have one: unlike sizes (together about `torrents` for each), all lively. */
export function usualFleet(count: number, torrents: number): FleetDaemonOptions[] {
  const shares = [1.6, 1, 0.6, 0.8]
  return Array.from({ length: count }, (_, index) => ({
    name: places[index] ?? `Daemon ${index + 1}`,
    torrents: Math.max(1, Math.round(torrents * shares[index % shares.length]!)),
    seed: index + 1,
    activity: 'calm',
    version: index % 3 === 1 ? '2.0.3' : '2.2.0',
  }))
}
