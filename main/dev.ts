import { join } from 'node:path'
import { createServer } from 'vite'
import { say } from '../preload/words/sentences.ts'
import { Fault } from './lib/fault.ts'
import { readOptions } from './lib/options.ts'
import { run } from './web/ending.ts'
import { serveWeb } from './web/serve.ts'

const root = join(import.meta.dirname, '..')

/*
 * `npm run dev`: the development server in front of the web door, so that a change in renderer/ shows at once.
 * Its pages carry no policy (it needs inline scripts and styles); every call still goes through the door's checks.
 */
await run(async () => {
  const options = readOptions(process.argv.slice(2))
  const port = options.port || 5173
  const origin = `http://127.0.0.1:${port}`
  await serveWeb(options, { origin, start: (doorPort) => startVite(port, `http://127.0.0.1:${doorPort}`) })
})

async function startVite(port: number, door: string): Promise<void> {
  const proxy = { target: door, changeOrigin: true }
  try {
    const server = await createServer({
      configFile: join(root, 'vite.config.ts'),
      configLoader: 'native',
      server: {
        host: '127.0.0.1',
        port,
        strictPort: true,
        proxy: { '^/\\?token=': proxy, '/api': { ...proxy, ws: true } },
      },
    })
    await server.listen()
  } catch (cause) {
    throw new Fault('refused', say('start.dev-port', { port: String(port) }), {
      cause,
    })
  }
}
