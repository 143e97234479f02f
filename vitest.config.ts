import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { leaveOut } from './test/leftout.ts'

/** What this machine has no programs for, and the reporter that says so at the end. */
const { exclude, newer, reporter } = leaveOut()

/** This machine's Deluge and the next release's side by side: the project `integration` has that pair already. */
const pairs = process.env['ESTUARY_DELUGE'] === undefined ? ['ages'] : []

/** Debian's next release has the rTorrent of this machine; only its rolling suite has another. */
const sameRtorrent = process.env['ESTUARY_DELUGE'] === 'sid' ? [] : ['rtorrent', 'unlike']

/** How long a test looks again and again before something counts as broken: the machine may be busy. */
const patience = { poll: { timeout: 25_000, interval: 60 } }

/**
 * Whole programs on a machine that others use, too, may miss a moment once. The gate tries such a test again and names it
 * at the end; whoever works on the tests sees the failure.
 */
const retry = process.env['CI'] === 'true' ? 1 : 0

/** Tests begin threads and programs, which need the same of Node as the program itself. */
const execArgv = ['-r', fileURLToPath(new URL('main/require-node.cjs', import.meta.url))]

/** Tests by what they need; `vitest run` runs all, `vitest run --project unit` one group. */
export default defineConfig({
  test: {
    reporters: ['default', reporter],
    projects: [
      {
        // The state classes of the window (.svelte.ts) are tested as a browser would run them, without a browser.
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'unit',
          include: ['test/{unit,vectors,architecture}/**/*.test.ts'],
          exclude,
          environment: 'node',
          execArgv,
          testTimeout: 10_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{conformance,fleet,faults,daemons,desktop,packaging,pristine}/**/*.test.ts'],
          exclude,
          environment: 'node',
          execArgv,
          expect: patience,
          retry,
          // Real daemons and whole programs: one file at a time, or they would measure each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The same against the real Deluge of Debian's next release, in a folder of its own.
        test: {
          name: 'newer',
          include: newer,
          // Made from other things than a real daemon, or from both.
          exclude: ['harness', 'legacy', 'upgrade', ...sameRtorrent, ...pairs].map(
            (name) => `test/daemons/${name}.test.ts`,
          ),
          environment: 'node',
          execArgv,
          env: { ESTUARY_DELUGE: process.env['ESTUARY_DELUGE'] ?? 'trixie' },
          expect: patience,
          retry,
          globalSetup: newer.length > 0 ? ['test/debian/setup.ts'] : [],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude,
          environment: 'node',
          execArgv,
          expect: patience,
          retry,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
