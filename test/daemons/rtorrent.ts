import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Address } from '../../preload/contract/address.ts'
import { Client } from '../../main/wire/rtorrent/client.ts'
import { openCarrier } from '../../main/wire/rtorrent/carrier.ts'
import { meet, type Rtorrent } from '../../main/wire/rtorrent/rtorrent.ts'
import { chosenRtorrent, wordsOfSuite } from '../debian/deluge.ts'
import { removeFolder, temporaryFolder } from './folder.ts'
import { freePort } from './ports.ts'

const startDeadlineMs = 60_000
const stopDeadlineMs = 30_000
const mostOutput = 64 * 1024

export interface RtorrentOptions {
  /** How it listens: one process has one way. Absent = a socket. */
  way?: 'unix' | 'tcp'
  /** Further lines of its configuration. */
  rc?: readonly string[]
}

/**
 * A real rTorrent in a folder of its own, without a terminal. It ends with the process that started it (setpriv asks
 * the kernel for that), and is ended by its process id.
 */
export class RtorrentDaemon {
  readonly address: Address
  readonly folder: string
  /** Where other BitTorrent clients reach it, on 127.0.0.1. */
  readonly peerPort: number
  #child: ChildProcess | null = null
  #output = ''

  constructor(folder: string, address: Address, peerPort: number) {
    this.folder = folder
    this.address = address
    this.peerPort = peerPort
  }

  /** Where it downloads to. */
  get downloads(): string {
    return join(this.folder, 'downloads')
  }

  get session(): string {
    return join(this.folder, 'session')
  }

  /** Fails when it is not running. */
  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error('This rTorrent is not running.')
    return pid
  }

  get isRunning(): boolean {
    return this.#child !== null
  }

  /** The last 64 KiB that it wrote to stdout and stderr. */
  get output(): string {
    return this.#output
  }

  /** Starts it (again, with the same folder and places) and waits until it listens. */
  async start(): Promise<void> {
    if (this.#child) throw new Error('This rTorrent is running already.')
    // What a killed one leaves behind would keep the next from starting.
    rmSync(join(this.session, 'rtorrent.lock'), { force: true })
    if (this.address.way === 'unix') rmSync(this.address.path, { force: true })
    const rtorrent = ['/usr/bin/rtorrent', '-n', '-o', `import=${join(this.folder, 'rc')}`]
    const command = ['/usr/bin/setpriv', '--pdeathsig', 'KILL', ...rtorrent] as const
    const [program, ...args] = wordsOfSuite(command, [], chosenRtorrent())
    const child = spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // It looks for a configuration of its own there.
      env: { ...process.env, HOME: this.folder },
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-mostOutput)
      })
    }
    child.once('error', (error) => (this.#output += `\n${error.message}`))
    child.once('close', () => {
      if (this.#child === child) this.#child = null
    })
    await this.#untilListening()
  }

  /** SIGTERM: it saves its session and ends. Does nothing when it is not running. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** SIGKILL: it ends without a word. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** SIGSTOP: it takes connections (the kernel's backlog), but does not answer. */
  async pause(): Promise<void> {
    process.kill(this.pid, 'SIGSTOP')
    // It may answer once more until the kernel has come to it.
    while (!/\) [Tt] /.test(readFileSync(`/proc/${this.pid}/stat`, 'utf8'))) await wait(1)
  }

  /** SIGCONT. */
  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  /** A client of ours that has met it. */
  async meet(): Promise<Rtorrent> {
    const carrier = openCarrier({ address: this.address, login: null, whyNotTrusted: () => null })
    return meet(new Client({ carrier, daemon: 'rtorrent' }))
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill()
    removeFolder(this.folder)
  }

  async #untilListening(): Promise<void> {
    const deadline = Date.now() + startDeadlineMs
    while (!(await this.#accepts())) {
      if (!this.#child) throw new Error(`rTorrent ended while starting.\n${this.#output}`)
      if (Date.now() > deadline) {
        await this.kill()
        throw new Error(`rTorrent did not listen within ${startDeadlineMs / 1000} s.\n${this.#output}`)
      }
      await wait(20)
    }
  }

  #accepts(): Promise<boolean> {
    const { address } = this
    if (address.way !== 'unix' && address.way !== 'tcp') throw new Error('rTorrent listens at a socket or a port.')
    const socket = connect(address.way === 'unix' ? { path: address.path } : address)
    return new Promise((resolve) => {
      const end = (answer: boolean): void => {
        socket.destroy()
        resolve(answer)
      }
      socket.once('connect', () => end(true))
      socket.once('error', () => end(false))
    })
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child) return
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    child.kill(signal)
    // A stopped process takes SIGTERM only after it goes on.
    child.kill('SIGCONT')
    const overdue = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs)
    await ended
    clearTimeout(overdue)
  }
}

/** Starts a real rTorrent and waits until it listens. */
export async function startRtorrent({ way = 'unix', rc = [] }: RtorrentOptions = {}): Promise<RtorrentDaemon> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = temporaryFolder('rtorrent')
    const [port, peerPort] = [await freePort(), await freePort()]
    const address: Address = way === 'unix' ? { way, path: join(folder, 'rpc.sock') } : { way, host: '127.0.0.1', port }
    const daemon = new RtorrentDaemon(folder, address, peerPort)
    for (const path of [daemon.session, daemon.downloads]) mkdirSync(path)
    writeFileSync(join(folder, 'rc'), [...configuration(daemon), ...rc, ''].join('\n'))
    try {
      await daemon.start()
      return daemon
    } catch (error) {
      await daemon.dispose()
      // Somebody else may have taken a free port in between.
      if (attempt >= 3) throw error
    }
  }
}

function configuration({ address, folder, session, downloads, peerPort }: RtorrentDaemon): string[] {
  return [
    `session.path.set = ${session}`,
    `directory.default.set = ${downloads}`,
    `system.cwd.set = ${folder}`,
    `network.port_range.set = ${peerPort}-${peerPort}`,
    'network.port_random.set = no',
    'network.bind_address.set = 127.0.0.1',
    'dht.mode.set = disable',
    'protocol.pex.set = no',
    'trackers.use_udp.set = no',
    // Without a terminal.
    'system.daemon.set = true',
    address.way === 'tcp'
      ? `network.scgi.open_port = 127.0.0.1:${address.port}`
      : `network.scgi.open_local = ${join(folder, 'rpc.sock')}`,
  ]
}
