import { readOptions } from './lib/options.ts'
import { serveWeb } from './web/serve.ts'

await serveWeb(readOptions(process.argv.slice(2)))
