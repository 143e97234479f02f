import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Address } from '../../preload/contract/address.ts'
import { removeFolder, temporaryFolder } from './folder.ts'
import { accepts, freePort } from './ports.ts'

export class RtorrentDaemon {
  address: Address
  folder: string
  peerPort: number
  #child: ChildProcess | null = null
  constructor(address: Address, folder: string, peerPort: number) {
    this.address = address
    this.folder = folder
    this.peerPort = peerPort
  }
  get downloads(): string {
    return join(this.folder, 'downloads')
  }
  async start(): Promise<void> {
    rmSync(join(this.folder, 'session', 'rtorrent.lock'), { force: true })
    if (this.address.way === 'unix') rmSync(this.address.path, { force: true })
    this.#child = spawn('/usr/bin/rtorrent', ['-n', '-o', `import=${join(this.folder, 'rc')}`], { stdio: 'ignore' })
    for (;;) {
      const { address } = this
      if (address.way === 'unix' ? existsSync(address.path) : address.way === 'tcp' && (await accepts(address.port)))
        return
      await wait(20)
    }
  }
  async stop(): Promise<void> {
    await this.kill('SIGTERM')
  }
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = null
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), 8000)
    await ended
    clearTimeout(timer)
  }
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }
  async dispose(): Promise<void> {
    await this.kill()
    removeFolder(this.folder)
  }
}

export async function startRtorrent({
  way = 'unix',
  rc = [],
}: { way?: 'unix' | 'tcp'; rc?: string[] } = {}): Promise<RtorrentDaemon> {
  const folder = temporaryFolder('rtorrent')
  for (const name of ['session', 'downloads']) mkdirSync(join(folder, name))
  const peerPort = await freePort()
  const port = await freePort()
  const address: Address = way === 'unix' ? { way, path: join(folder, 'rpc.sock') } : { way, host: '127.0.0.1', port }
  const lines = [
    `session.path.set = ${folder}/session`,
    `directory.default.set = ${folder}/downloads`,
    `network.port_range.set = ${peerPort}-${peerPort}`,
    'network.port_random.set = no',
    'network.bind_address.set = 127.0.0.1',
    'dht.mode.set = disable',
    'protocol.pex.set = no',
    'trackers.use_udp.set = no',
    'system.daemon.set = true',
    way === 'unix' ? `network.scgi.open_local = ${folder}/rpc.sock` : `network.scgi.open_port = 127.0.0.1:${port}`,
    ...rc,
  ]
  writeFileSync(join(folder, 'rc'), lines.join('\n') + '\n')
  const daemon = new RtorrentDaemon(address, folder, peerPort)
  await daemon.start()
  return daemon
}
