import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, createServer, preview, type InlineConfig, type Plugin } from 'vite'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const preset = fileURLToPath(new URL('./preset.ts', import.meta.url))

/** Puts the pretended core in front of the window's own script; vite's dev client needs inline styles, so it loses the policy. */
function stagePlugin(built: boolean): Plugin {
  return {
    name: 'estuary-stage',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        const script = `<script type="module">import ${JSON.stringify(built ? preset : `/@fs/${preset}`)}</script>`
        const open = built ? html : html.replace(/<meta[^>]*Content-Security-Policy[^>]*>/i, '')
        return open.replace(/<script/, `${script}\n    <script`)
      },
    },
  }
}

function settings(built: boolean): InlineConfig {
  return {
    configFile: false,
    root: `${project}renderer`,
    base: './',
    logLevel: 'warn',
    plugins: [stagePlugin(built), svelte({ configFile: false })],
    cacheDir: `${project}test/.cache/stage`,
    server: { host: '127.0.0.1', hmr: false, fs: { allow: [project] } },
    preview: { host: '127.0.0.1' },
    build: {
      outDir: `${project}test/.artifacts/stage`,
      emptyOutDir: true,
      target: 'chrome140',
      reportCompressedSize: false,
    },
  }
}

/** Serves the window over the pretended core: unbuilt (quick to change) or built as the package is (for measuring). */
export async function serveStage(options: {
  built: boolean
  port?: number
}): Promise<{ url: string; close(): Promise<void> }> {
  const config = settings(options.built)
  const port = options.port ?? 0
  if (options.built) {
    await build(config)
    const server = await preview({ ...config, preview: { ...config.preview, port } })
    return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
  }
  const server = await createServer({ ...config, server: { ...config.server, port } })
  await server.listen()
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { built: { type: 'boolean', default: false }, port: { type: 'string' } } })
  const stage = await serveStage({ built: values.built, port: values.port ? Number(values.port) : 0 })
  console.log(stage.url)
}
