import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'

/** A torrent as this daemon keeps it. */
export interface PlainTorrent {
  /** 64 digits: it knows torrents by their v2 hash. */
  hash: string
  name: string
  bytes: number
  done: number
  running: boolean
  addedAt: number
}

interface Question {
  id: number
  ask: string
  args: Record<string, unknown>
}

type Reply = { answer: unknown } | { refusal: string; hash?: string }

/**
 * A daemon that is as unlike Deluge as can be: lines of JSON over a socket in the file system, no login, no events, no
 * levels, hashes of 64 digits, and its whole list or nothing. It exists to show that the core knows no kind.
 */
export class PlainDaemon {
  readonly path: string
  readonly torrents = new Map<string, PlainTorrent>()
  /** What it does wrong. */
  readonly manners = { isSilent: false, losesNextChange: false, babbles: false }
  readonly #folder = temporaryFolder('plain')
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null

  constructor() {
    this.path = join(this.#folder, 'daemon.sock')
  }

  async start(): Promise<void> {
    const server = createServer((socket) => this.#welcome(socket))
    this.#server = server
    await new Promise<void>((resolve) => server.listen(this.path, resolve))
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const socket of this.#sockets) socket.destroy()
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  async remove(): Promise<void> {
    await this.stop()
    removeFolder(this.#folder)
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    const lines = createInterface({ input: socket })
    // It tells its input's errors again: whoever hangs up while an answer is written is no fault here.
    lines.on('error', () => {})
    lines.on('line', (line) => this.#hear(socket, JSON.parse(line) as Question))
  }

  #hear(socket: Socket, { id, ask, args }: Question): void {
    if (this.manners.isSilent) return
    const reply = this.#carryOut(ask, args)
    if (this.manners.losesNextChange && ask === 'run') {
      this.manners.losesNextChange = false
      return
    }
    const text = `${JSON.stringify({ id, ...reply })}\n`
    socket.write(text)
    if (!this.manners.babbles) return
    const foreign = { hash: 'f'.repeat(64), name: 'not ours', bytes: 1, done: 0, running: true, addedAt: 0 }
    socket.write(text)
    socket.write(`${JSON.stringify({ id: id + 1_000_000, answer: [foreign] })}\n`)
    setTimeout(() => socket.write(`${JSON.stringify({ id, answer: [foreign] })}\n`), 50)
  }

  #carryOut(ask: string, args: Record<string, unknown>): Reply {
    const hash = String(args['hash'])
    const torrent = this.torrents.get(hash)
    if (ask === 'hello') return { answer: 'plain 1.0' }
    if (ask === 'list') return { answer: [...this.torrents.values()] }
    if (ask === 'add') {
      if (torrent) return { refusal: 'there already', hash }
      const { name, bytes } = args as { name: string; bytes: number }
      this.torrents.set(hash, { hash, name, bytes, done: 0, running: args['running'] === true, addedAt: Date.now() })
      return { answer: hash }
    }
    if (!torrent) return { refusal: 'no such torrent', hash }
    if (ask === 'drop') this.torrents.delete(hash)
    if (ask === 'run') torrent.running = args['on'] === true
    return { answer: { ...torrent } }
  }
}
