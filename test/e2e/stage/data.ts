import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'
import { type LogLine, logLevels } from '../../../preload/contract/log.ts'
import type { Arrival } from '../../../preload/contract/transfer.ts'
import { at, fingerprints } from './daemons.ts'
import { Refusal } from './refusal.ts'

/** As many lines as a log keeps. */
const mostLines = 10_000

const samples: readonly Pick<LogLine, 'level' | 'text' | 'daemon' | 'facts'>[] = [
  { level: 'info', text: 'link', daemon: 'nas01', facts: 'state: live' },
  {
    level: 'warn',
    text: 'slow work at the database',
    daemon: null,
    facts: 'part: store\ndoing: save the torrents\ntookMs: 412',
  },
  {
    level: 'warn',
    text: 'unreadable message skipped',
    daemon: 'seed1',
    facts: 'problem: The daemon sent something about https://tracker.example/[redacted]/announce that makes no sense.',
  },
  { level: 'info', text: 'woke up', daemon: null, facts: 'sleptForMs: 91244' },
  {
    level: 'error',
    text: 'a part of a daemon failed',
    daemon: 'nas01',
    facts:
      'err: TypeError: rows is not iterable\n    at Rows.put (/opt/estuary/main/core/rows/rows.ts:112:9)\n    at Sweep.#read (/opt/estuary/main/core/sync/sweep.ts:48:3)',
  },
  { level: 'info', text: 'link', daemon: 'attic', facts: 'state: waiting\nproblem: unreachable' },
]

function lines(): LogLine[] {
  const now = Date.now()
  return Array.from({ length: mostLines }, (_, back) => ({
    ...(samples[back % samples.length] as (typeof samples)[number]),
    id: mostLines - back,
    at: now - back * 41_000,
  }))
}

function arrival(id: string, name: string, more: Partial<Arrival>): Arrival {
  return {
    id,
    state: 'new',
    name,
    address: at(`${name}.example`),
    username: 'rob',
    mark: 0,
    fingerprint: null,
    here: null,
    changes: [],
    otherCertificate: false,
    problem: null,
    ...more,
  }
}

const arrivals: readonly Arrival[] = [
  arrival('a1', 'barn', { fingerprint: fingerprints.office, mark: 5 }),
  arrival('a2', 'shed', { address: at('10.0.0.40', 58847) }),
  arrival('a3', 'store', {
    address: at('nas.home'),
    state: 'differs',
    here: 'nas',
    changes: ['name', 'mark'],
    mark: 3,
  }),
  arrival('a4', 'seedbox', { state: 'same', here: 'seedbox', otherCertificate: true }),
  arrival('a5', 'cloud', {
    problem: {
      code: 'incompatible',
      message: 'This Estuary does not know daemons of the kind “rain”.',
      says: { id: 'transfer.kind', with: { kind: 'rain' } },
      retry: 'never',
    },
  }),
]

type Names = Extract<CallName, `log.${string}` | `transfer.${string}` | `app.${'folder' | 'openFolder' | 'saveFile'}`>

/** The log, the data folder, and a file of settings, whatever is in it. */
export function dataHandlers(torrents: () => number): { [N in Names]: (args: CallArgs<N>) => CallResult<N> } {
  const all = lines()
  return {
    'app.folder': () => ({
      path: '/home/you/.local/share/Estuary',
      bytes: 432_013_312,
      torrents: torrents(),
      canOpen: false,
    }),
    'app.openFolder': () => null,
    'app.saveFile': () => 'yours',
    'log.list': ({ before = Infinity, limit, least = 'debug', text = '' }) =>
      all
        .filter(
          (line) =>
            line.id < before &&
            logLevels.indexOf(line.level) >= logLevels.indexOf(least) &&
            `${line.text} ${line.facts} ${line.daemon ?? ''}`.toLowerCase().includes(text.toLowerCase()),
        )
        .slice(0, limit),
    'transfer.export': () => ({ name: 'estuary-2026-11-21.json', content: '{}\n' }),
    'transfer.look': ({ content }) => {
      if (!content.startsWith('{'))
        throw new Refusal('corrupt', 'That is no file of settings that Estuary has exported.')
      return {
        writtenAt: Date.now() - 86_400_000 * 3,
        writtenBy: '0.1.0',
        daemons: [...arrivals],
        settings: {
          from: { theme: 'system', sort: [{ column: 'added', down: true }], keys: {}, detailsOpen: true, columns: [] },
          to: {
            theme: 'dark',
            sort: [
              { column: 'ratio', down: true },
              { column: 'name', down: false },
            ],
            keys: { find: ['Ctrl+J'], remove: [] },
            detailsOpen: false,
            columns: (['name', 'size', 'progress', 'state', 'ratio', 'added', 'label', 'tracker'] as const).map(
              (id) => ({
                id,
                width: 120,
                visible: true,
              }),
            ),
          },
        },
        problems: [],
      }
    },
    'transfer.take': ({ daemons }) => ({
      daemons: daemons.map(({ id }) => ({ id, daemon: null, problem: null })),
      settings: null,
    }),
  }
}
