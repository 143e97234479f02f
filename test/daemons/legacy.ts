import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeIdentity, type Identity } from '../fleet/certificate.ts'
import { accounts } from './config.ts'
import { systemPython } from './deluged.ts'
import { removeFolder, temporaryFolder } from './folder.ts'

const program = join(import.meta.dirname, 'legacy.py')

export interface LegacyOptions {
  /** Torrents that it has, [info-hash, name]. */
  torrents?: readonly (readonly [hash: string, name: string])[]
  /** It sends this many bytes at a time; absent = whole messages, and several in one write. */
  cut?: number
}

/** A call as it arrived. */
export interface LegacyCall {
  method: string
  args: unknown[]
  kwargs: Record<string, unknown>
}

/**
 * A stand-in for a Deluge 1.3.15 daemon, in Python and made from that version's source; 1.3 itself does not run any
 * more. It answers nothing to a method that it does not have, as 1.3 does. It never outlives who started it.
 */
export class Legacy {
  readonly host = '127.0.0.1'
  readonly port: number
  readonly fingerprint: string
  readonly accounts = accounts
  readonly calls: readonly LegacyCall[]
  /** The version of TLS of each connection so far. */
  readonly met: readonly string[]
  readonly #child: ChildProcess
  readonly #folder: string

  constructor(port: number, { fingerprint }: Identity, heard: Heard, child: ChildProcess, folder: string) {
    this.port = port
    this.fingerprint = fingerprint
    this.calls = heard.calls
    this.met = heard.met
    this.#child = child
    this.#folder = folder
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'close')
      this.#child.stdin?.end()
      await ended
    }
    removeFolder(this.#folder)
  }
}

interface Heard {
  calls: LegacyCall[]
  met: string[]
}

type Line = { port: number } | { met: string } | LegacyCall

export async function startLegacy({ torrents = [], cut = 0 }: LegacyOptions = {}): Promise<Legacy> {
  const folder = temporaryFolder('legacy')
  const identity = await makeIdentity()
  const [cert, key] = [join(folder, 'daemon.cert'), join(folder, 'daemon.pkey')]
  writeFileSync(cert, identity.cert)
  writeFileSync(key, identity.key, { mode: 0o600 })
  const words = JSON.stringify({ cert, key, torrents, cut })
  const child = spawn(systemPython, [program, words], { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (bytes: Buffer) => (errors = (errors + bytes.toString()).slice(-10_000)))
  const heard: Heard = { calls: [], met: [] }
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`The stand-in for Deluge 1.3 ended.\n${errors}`)))
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as Line
      if ('port' in line) resolve(line.port)
      else if ('met' in line) heard.met.push(line.met)
      else heard.calls.push(line)
    })
  })
  return new Legacy(port, identity, heard, child, folder)
}
