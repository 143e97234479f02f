import { readOptions, usage } from './lib/options.ts'
import { run } from './web/ending.ts'
import { serveWeb } from './web/serve.ts'

/* The web door alone, without building anything first. */
await run(async () => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await serveWeb(options)
})
