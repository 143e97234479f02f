import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Log } from '../../../main/lib/log.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { databaseName, openDatabase, type OpenDatabase } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/records.ts'
import { openStore } from '../../../main/store/store.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { moment } from './records.ts'

/** A new folder of the test's own, gone after it. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'estuary-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function pathOf(folder: string): string {
  return join(folder, databaseName)
}

/** A store in a folder, closed after the test. */
export async function storeIn(folder: string, options: { log?: Log; mostEvents?: number } = {}): Promise<Store> {
  const store = await openStore(folder, { log: listeningLog().log, now: () => moment, ...options })
  onTestFinished(async () => void (await store.close()))
  return store
}

/** What the store's thread does when it opens, here in the test's own thread. */
export function databaseIn(folder: string): OpenDatabase {
  return openDatabase({ folder, at: moment, mostEvents: 1000 }, listeningLog().log)
}

/** All rows kept of a daemon, by hash. */
export async function rowsOf(store: Store, daemon: string): Promise<Torrent[]> {
  const rows: Torrent[] = []
  for await (const part of store.torrents.load(daemon)) rows.push(...part)
  return rows
}

export interface Line {
  message: string
  facts: Record<string, unknown>
}

/** A log that remembers its errors and, apart, its warnings: among those is that the machine was slow. */
export function listeningLog(): { log: Log; errors: Line[]; warnings: string[] } {
  const errors: Line[] = []
  const warnings: string[] = []
  const textOf = (facts: unknown, message?: string): string => message ?? String(facts)
  const log = {
    debug: () => {},
    info: () => {},
    warn: (facts: unknown, message?: string) => void warnings.push(textOf(facts, message)),
    error: (facts: unknown, message?: string) =>
      void errors.push({ message: textOf(facts, message), facts: Object(facts) as Record<string, unknown> }),
    child: () => log,
  } as Log
  return { log, errors, warnings }
}

/** The Fault that `work` fails with; anything else fails the test. */
export function faultOf(work: () => unknown): Fault {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('It should have failed.')
}

export async function laterFaultOf(work: Promise<unknown>): Promise<Fault> {
  const error: unknown = await work.then(
    () => new Error('It should have failed.'),
    (reason: unknown) => reason,
  )
  if (error instanceof Fault) return error
  throw error
}

/** Every file of a folder with its mode, such as { 'estuary.db': '600' }; modes mean nothing on Windows. */
export function modesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
  )
}

/**
 * Does something as a user to whom permissions apply: for root they do not, so root becomes nobody for that long.
 * Only for synchronous work.
 */
export function asOrdinaryUser<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}

/** Lets every user reach a folder of the test's, so that asOrdinaryUser meets only what the test set up below it. */
export function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
}
