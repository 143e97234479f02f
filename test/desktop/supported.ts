import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isSupported } from './majors.ts'

/*
 * What `npm run test:supported` runs: asks the registry for the newest Electron. It ends with 1 when ours gets no fixes
 * any more, or when the registry does not answer.
 */
const file = join(import.meta.dirname, '../../package.json')
const { devDependencies } = JSON.parse(await readFile(file, 'utf8')) as { devDependencies: Record<string, string> }
const ours = devDependencies['electron'] ?? ''
const { stdout } = await promisify(execFile)('npm', ['view', 'electron', 'dist-tags.latest'], {
  shell: process.platform === 'win32',
})
const newest = stdout.trim()
const supported = isSupported(ours, newest)
console.log(`Electron ${ours}; the newest is ${newest}: ${supported ? 'it gets fixes' : 'it gets no fixes any more'}.`)
process.exitCode = supported ? 0 : 1
