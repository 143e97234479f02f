import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDeluged, type Deluged, type DelugedOptions } from '../daemons/deluged.ts'
import { openWitness, type Witness } from '../daemons/witness.ts'
import { until } from './soon.ts'

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

  /** SHA-256 of the certificate that it has now, as its own machine says it. */
  get fingerprint(): string {
    return new X509Certificate(readFileSync(join(this.daemon.configFolder, 'ssl', 'daemon.cert'))).fingerprint256
  }

  /** Has its whole list on its disk, so that a kill costs nothing of it (2.0.3 leaves out what comes while it writes). */
  async settle(): Promise<void> {
    const hashes = await this.witness.hashes()
    const file = join(this.daemon.configFolder, 'state', 'torrents.state')
    await until(`${this.name} has written its list`, async () => {
      // Removing nothing makes it write, unless it is writing just then.
      await this.witness.call('core.remove_torrents', [], false)
      const written = existsSync(file) ? readFileSync(file, 'latin1') : ''
      return hashes.every((hash) => written.includes(hash))
    })
  }

  /** Starts the daemon again after it was stopped or killed. */
  async start(): Promise<void> {
    await this.daemon.start()
    await this.meetAgain()
  }

  /** The daemon was restarted, so the witness must connect again. */
  async meetAgain(): Promise<void> {
    await this.witness.close()
    this.witness = await openWitness(this.daemon)
  }

  async close(): Promise<void> {
    await this.witness.close()
    await this.daemon.dispose()
  }
}
