import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'estuary-test-'
/** Names the process that a temporary folder goes with. */
export const ownerFile = 'owner.pid'
const ours = new Set<string>()

process.on('exit', () => {
  for (const folder of ours) rmSync(folder, { recursive: true, force: true })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Removes what test processes left behind that were killed before they could tidy up. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const folder = join(tmpdir(), name)
    try {
      const owner = Number(readFileSync(join(folder, ownerFile), 'utf8'))
      if (Number.isInteger(owner) && owner > 0 && !isAlive(owner)) rmSync(folder, { recursive: true, force: true })
    } catch {
      // Being made or being removed by somebody else right now.
    }
  }
}

let swept = false

/** A new empty folder in the system's temporary place; it goes when this process goes, or at the next start. */
export function temporaryFolder(kind: string): string {
  if (!swept) sweep()
  swept = true
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${kind}-`))
  writeFileSync(join(folder, ownerFile), String(process.pid))
  ours.add(folder)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  ours.delete(folder)
}
