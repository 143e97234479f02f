import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import type { Keeper } from '../store/keeper.ts'
import { asFault, Fault, wordsOf } from '../lib/fault.ts'
import { readOwn, setAside, writeWhole } from '../store/files.ts'
import { storageFault } from '../store/trouble.ts'

const FileSchema = v.record(v.string(), v.pipe(v.string(), v.base64()))
/** Room for some ten thousand passwords. */
const mostBytes = 8 * 1024 * 1024
/** A safe that is just being unlocked answers within moments; one that waits for its owner does not. */
const usualWaitsMs = [250, 1000, 2500]

/** Secrets in a file, sealed by the system's safe (Keychain, DPAPI, a Secret Service). */
export interface SystemKeeper extends Keeper {
  /** Whether the safe can be used now. */
  isUsable(): Promise<boolean>
}

/** Electron's asynchronous safe, which knows of changed keys and busy safes. */
export interface AsyncSafe {
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  isAsyncEncryptionAvailable(): Promise<boolean>
}

/** That of older versions. */
export interface SyncSafe {
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  isEncryptionAvailable(): boolean
}

export type Safe = AsyncSafe | SyncSafe

/** @param waitsMs how long to wait before each further try, while the safe says that it cannot answer just now */
export function openSystemKeeper(path: string, safe: Safe, waitsMs: readonly number[] = usualWaitsMs): SystemKeeper {
  const modern = asAsync(safe)

  async function set(name: string, secret: string): Promise<void> {
    const sealed = (await patiently(() => modern.encryptStringAsync(secret), waitsMs)).toString('base64')
    // Read only now: another secret may have been written while this one was being sealed.
    write(path, readForChange(path).set(name, sealed))
  }

  async function get(name: string): Promise<string | null> {
    const sealed = readAll(path).get(name)
    if (sealed === undefined) return null
    const bytes = Buffer.from(sealed, 'base64')
    const { result, shouldReEncrypt } = await patiently(() => modern.decryptStringAsync(bytes), waitsMs)
    // The key was changed: what the old one sealed may soon not be readable any more.
    if (shouldReEncrypt) await set(name, result)
    return result
  }

  return {
    isUsable: () => modern.isAsyncEncryptionAvailable(),
    get,
    set,
    async delete(name) {
      const all = readForChange(path)
      if (all.delete(name)) write(path, all)
    },
  }
}

function asAsync(safe: Safe): AsyncSafe {
  if ('encryptStringAsync' in safe) return safe
  return {
    encryptStringAsync: async (text) => safe.encryptString(text),
    decryptStringAsync: async (sealed) => ({ result: safe.decryptString(sealed), shouldReEncrypt: false }),
    isAsyncEncryptionAvailable: async () => safe.isEncryptionAvailable(),
  }
}

/** Tries again while the safe is only locked or busy. Fails with Fault 'timeout' (later) or 'corrupt'. */
async function patiently<T>(work: () => Promise<T>, waitsMs: readonly number[]): Promise<T> {
  for (let round = 0; ; round += 1) {
    try {
      return await work()
    } catch (cause) {
      const busy = /temporarily unavailable/i.test(wordsOf(cause))
      const waitMs = waitsMs[round]
      if (busy && waitMs !== undefined) await wait(waitMs)
      else if (busy) throw new Fault('timeout', say('safe.locked'), { cause })
      else throw new Fault('corrupt', say('safe.unreadable'), { cause })
    }
  }
}

/** Fails with Fault 'corrupt' where the file makes no sense, else with one that says why it cannot be read. */
function readAll(path: string): Map<string, string> {
  const text = readText(path)
  if (text === null) return new Map()
  try {
    return new Map(Object.entries(v.parse(FileSchema, JSON.parse(text))))
  } catch (cause) {
    throw new Fault('corrupt', say('passwords.damaged', { path }), { cause })
  }
}

function readText(path: string): string | null {
  const doing = say('doing.passwords.read')
  try {
    return readOwn(path, mostBytes, doing)
  } catch (error) {
    throw storageFault(error, doing, path)
  }
}

/** A damaged file is set aside for whoever wants to look at it, and a new one begun. */
function readForChange(path: string): Map<string, string> {
  try {
    return readAll(path)
  } catch (error) {
    if (asFault(error).code !== 'corrupt') throw error
    setAside(path, Date.now())
    return new Map()
  }
}

function write(path: string, all: Map<string, string>): void {
  try {
    writeWhole(path, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
  } catch (error) {
    throw storageFault(error, say('doing.password.keep'), path)
  }
}
