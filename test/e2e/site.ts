import { startDeluged, type Deluged, type DelugedOptions } from '../daemons/deluged.ts'
import { openWitness, type Witness } from '../daemons/witness.ts'

/** A real daemon with a name, and somebody else who is connected to it and knows what is really there. */
export class Site {
  readonly name: string
  readonly daemon: Deluged
  witness: Witness

  private constructor(name: string, daemon: Deluged, witness: Witness) {
    this.name = name
    this.daemon = daemon
    this.witness = witness
  }

  static async open(name: string, options: DelugedOptions = {}): Promise<Site> {
    const daemon = await startDeluged(options)
    return new Site(name, daemon, await openWitness(daemon))
  }

  get address(): string {
    return `${this.daemon.host}:${this.daemon.port}`
  }

  /** What the daemon itself says of a torrent; null = it has none such. */
  async tells(hash: string, ...keys: string[]): Promise<Record<string, unknown> | null> {
    const hashes = await this.witness.hashes()
    return hashes.includes(hash) ? this.witness.status(hash, keys) : null
  }

  /** Starts the daemon again after it was stopped or killed. */
  async start(): Promise<void> {
    await this.daemon.start()
    await this.witness.close()
    this.witness = await openWitness(this.daemon)
  }

  async close(): Promise<void> {
    await this.witness.close()
    await this.daemon.dispose()
  }
}
