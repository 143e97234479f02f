import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fill, labelOfNumber, labels } from '../daemons/collection.ts'
import { readConf, writeConf } from '../daemons/config.ts'
import { startDeluged, type Deluged } from '../daemons/deluged.ts'
import { openWitness } from '../daemons/witness.ts'

const cache = join(import.meta.dirname, '..', '.cache')

async function addAll(daemon: Deluged, count: number): Promise<string[]> {
  const witness = await openWitness(daemon)
  try {
    for (const label of labels) await witness.call('label.add', label)
    return await fill(witness, count)
  } finally {
    await witness.close()
  }
}

/** Setting ten thousand labels over RPC saves the label file ten thousand times: it is written here instead. */
function writeLabels(daemon: Deluged, hashes: readonly string[]): void {
  const file = join(daemon.configFolder, 'label.conf')
  const entries = hashes.map((hash, index) => [hash, labelOfNumber(index)]).filter(([, label]) => label !== '')
  writeConf(file, { ...readConf(file), torrent_labels: Object.fromEntries(entries) })
}

/**
 * The configuration folder of a daemon with that many paused torrents: made once (10,000 take some minutes),
 * then kept in test/.cache and started as a copy.
 */
export async function daemonFolder(count: number, say: (line: string) => void = () => {}): Promise<string> {
  const folder = join(cache, `deluged-${count}`)
  if (existsSync(folder)) return folder
  say(`Making the daemon with ${count} torrents; this happens once.`)
  mkdirSync(cache, { recursive: true })
  const daemon = await startDeluged({ label: true })
  try {
    const hashes = await addAll(daemon, count)
    await daemon.stop()
    writeLabels(daemon, hashes)
    const unfinished = `${folder}.part`
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(daemon.configFolder, unfinished, { recursive: true })
    renameSync(unfinished, folder)
  } finally {
    await daemon.dispose()
  }
  return folder
}
