import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { findDesktop } from '../../main/start/desktop.ts'

/*
 * What `npm run test:electron` runs: the desktop program on Electron itself. Where that cannot be had it says why in
 * one sentence and ends with 1: a run that tested nothing must not look like one that passed.
 */
const root = join(import.meta.dirname, '../..')
const found = await findDesktop((text) => console.log(text))
if ('why' in found) {
  console.error(`The desktop program was not tested on Electron: ${found.why}`)
  process.exit(1)
}
await buildWhatIsOld(root, 'desktop', (text) => console.log(text))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const args = [vitest, 'run', '--project', 'integration', 'test/desktop/smoke.test.ts']
const child = spawn(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ESTUARY_ELECTRON: found.program },
})
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
