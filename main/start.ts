import { join } from 'node:path'
import { readOptions, usage } from './lib/options.ts'
import { buildWhatIsOld } from './start/build.ts'
import { serveWeb } from './web/serve.ts'

const root = join(import.meta.dirname, '..')
const options = readOptions(process.argv.slice(2))
if (options.help) console.log(usage)
else {
  await buildWhatIsOld(root, 'window', console.log)
  await serveWeb(options)
}
