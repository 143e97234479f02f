import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isHere, things } from '../present.ts'
import { makeDelugeFolder, versionIn } from './deluge.ts'

/*
 * What `npm run test:newest` runs: the tests against real daemons, against the Deluge and the rTorrent that Debian has now in its
 * suite that never rests. What is in there changes by the day, so this decides about no commit. Where it cannot be had, it
 * says so in one sentence and ends with 1: a run that tested nothing must not look like one that passed.
 */
const suite = 'sid'
const root = join(import.meta.dirname, '../..')

function give(why: string): never {
  console.error(`The newest daemons were not tested: ${why}`)
  process.exit(1)
}

if (!isHere('mmdebstrap')) give(`this needs mmdebstrap (${things.mmdebstrap.howToGet}).`)
// Made anew each time: a kept one would be yesterday's.
const folder = await makeDelugeFolder(suite, { anew: true }).catch((error: unknown) =>
  give(`a folder with Debian’s ${suite} could not be made: ${error instanceof Error ? error.message : String(error)}`),
)
const [deluge, rtorrent] = [await versionIn(folder, 'deluged'), await versionIn(folder, 'rtorrent')]
console.log(`Deluge ${deluge}, rTorrent ${rtorrent} (Debian ${suite})`)
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const child = spawn(process.execPath, [vitest, 'run', '--project', 'newer', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ESTUARY_DELUGE: suite },
})
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
