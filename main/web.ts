import { readOptions, usage } from './lib/options.ts'
import { run } from './web/ending.ts'
import { serveWeb } from './web/serve.ts'

/*
 * The web door alone, without building anything first. `npm start` runs what is built of it (dist/web/web.cjs): one file
 * is there in a third of the time that seven hundred take. So nothing here or below may wait at the top level.
 */
void run(async () => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await serveWeb(options)
})
