import { type ChildProcess, fork } from 'node:child_process'
import { startFleetDaemon } from '../fleet/daemon.ts'

/** A healthy daemon in a process of its own, so that nothing that its neighbours do to us slows it down. */
export interface Neighbour {
  host: string
  port: number
  close(): void
}

export async function startNeighbour(): Promise<Neighbour> {
  const child: ChildProcess = fork(import.meta.filename, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (said) => resolve(Number(said)))
    child.once('exit', (code) => reject(new Error(`The neighbour has ended with ${code}.`)))
  })
  return { host: '127.0.0.1', port, close: () => void child.kill() }
}

// Started by the above.
if (process.argv[1] === import.meta.filename) {
  const daemon = await startFleetDaemon({ name: 'Neighbour', torrents: 50, activity: 'none' })
  process.on('disconnect', () => process.exit(0))
  process.send?.(daemon.port)
}
