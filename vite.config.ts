import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Four builds from one tree: the window, the web door (CommonJS), the desktop program (too) and its preload. */
export default defineConfig({
  root: at('renderer'),
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: false })],
  // The doors forbid inline scripts, inline styles and data: fonts, so everything goes into files.
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        license: { fileName: 'licences.md' },
        emptyOutDir: true,
        target: ['chrome140', 'firefox140', 'safari18.4'],
        rolldownOptions: {
          // A start prints sentences, not how long each plugin took.
          checks: { bundlerTimings: false, pluginTimings: false },
          output: {
            codeSplitting: {
              // What is drawn at first, what several late screens have in common, and each of them: no crumbs.
              groups: [
                { name: 'first', tags: ['$initial'], priority: 1 },
                { name: 'common', minShareCount: 2 },
              ],
            },
          },
        },
      },
    },
    web: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['better-sqlite3'] },
      build: {
        outDir: at('dist/web'),
        emptyOutDir: true,
        target: 'node22',
        rolldownOptions: {
          input: { web: at('main/web.ts'), 'store-worker': at('main/store/worker.ts') },
          external: ['better-sqlite3', /^node:/],
          output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
        },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron', 'better-sqlite3'] },
      build: {
        outDir: at('dist/main'),
        license: { fileName: 'licences.md' },
        emptyOutDir: true,
        target: 'node24',
        rolldownOptions: {
          // The store's thread begins with a file of its own, which the program looks for beside itself.
          input: { index: at('main/index.ts'), 'store-worker': at('main/store/worker.ts') },
          external: ['electron', 'better-sqlite3', /^node:/],
          // An ESM entry with a top-level await would hang Electron: as CommonJS it does not even build.
          output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
        },
      },
    },
    preload: {
      consumer: 'client',
      build: {
        outDir: at('dist/preload'),
        license: { fileName: 'licences.md' },
        emptyOutDir: true,
        target: 'chrome140',
        rolldownOptions: {
          input: { preload: at('preload/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    // In this order and by name: there is always a further environment ("ssr") that is not ours.
    async buildApp(builder) {
      for (const name of ['web', 'main', 'preload', 'client']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})
