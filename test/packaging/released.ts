import { join } from 'node:path'
import { oddities, packedIn } from './looked-at.ts'

/*
 * What `npm run test:packed` runs behind `npm run package`: reads the fuses back from the very programs that were packed,
 * and lists what lies beside their archives. It ends with 1 where something is not as it is written, or nothing was packed.
 */
const all = packedIn(join(import.meta.dirname, '../../release'))
const odd = (await Promise.all(all.map(oddities))).flat()
for (const sentence of odd) console.error(sentence)
if (all.length === 0) console.error('Nothing was packed: run npm run package first.')
for (const { program } of all) console.log(`Looked at ${program}`)
process.exitCode = all.length === 0 || odd.length > 0 ? 1 : 0
