import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fetchedElectron } from './start/desktop.ts'
import { pack } from './packaging/pack.ts'

/*
 * `npm run package`: what people install, for the system that this runs on, in release/. `npm run package -- --dir`
 * makes the program's folder alone; where Electron cannot be fetched it is made around a stand-in, and says so.
 */
const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { dir: { type: 'boolean' }, 'stand-in': { type: 'boolean' } } })
const say = (text: string): void => console.log(text)
const dir = values.dir === true || values['stand-in'] === true
const standIn = values['stand-in'] === true || (dir && (await fetchedElectron(say)) === null)
for (const file of await pack({ root, dir, standIn, updates: process.env['ESTUARY_UPDATES'], say })) say(`Made ${file}`)
