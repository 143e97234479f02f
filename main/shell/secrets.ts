import type { SafeStorage } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Keeper } from '../core/host.ts'
import { Fault } from '../lib/fault.ts'
import { writeWhole } from '../store/files.ts'
import { openFileKeeper } from '../store/keeper.ts'

const fileName = 'secrets-of-the-system.json'
const FileSchema = v.record(v.string(), v.pipe(v.string(), v.base64()))

/**
 * Keeps secrets encrypted by the system's own safe (Keychain, DPAPI, a Secret Service). Where there is none — on
 * Linux Electron then offers a key that everybody knows ('basic_text') — an owner-only key file does better.
 * Call it when the app is ready.
 */
export async function openSystemKeeper(folder: string, safe: SafeStorage, platform: NodeJS.Platform): Promise<Keeper> {
  const known = platform !== 'linux' || safe.getSelectedStorageBackend() !== 'basic_text'
  if (!known || !(await safe.isAsyncEncryptionAvailable())) return openFileKeeper(folder)
  return systemKeeper(join(folder, fileName), safe)
}

function systemKeeper(path: string, safe: SafeStorage): Keeper {
  async function set(name: string, secret: string): Promise<void> {
    const sealed = (await safe.encryptStringAsync(secret)).toString('base64')
    // Read only now: another secret may have been written while this one was being encrypted.
    write(path, readAll(path).set(name, sealed))
  }
  async function get(name: string): Promise<string | null> {
    const sealed = readAll(path).get(name)
    if (sealed === undefined) return null
    try {
      const { result, shouldReEncrypt } = await safe.decryptStringAsync(Buffer.from(sealed, 'base64'))
      if (shouldReEncrypt) await set(name, result)
      return result
    } catch (cause) {
      throw new Fault('corrupt', 'The system’s password safe cannot read a kept password: type it again.', { cause })
    }
  }
  return {
    get,
    set,
    delete(name) {
      const all = readAll(path)
      if (all.delete(name)) write(path, all)
      return Promise.resolve()
    },
  }
}

function readAll(path: string): Map<string, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw new Fault('corrupt', `The kept passwords in ${path} cannot be read.`, { cause: error })
  }
  try {
    return new Map(Object.entries(v.parse(FileSchema, JSON.parse(text))))
  } catch (cause) {
    throw new Fault('corrupt', `The kept passwords in ${path} are damaged: remove the file and type them again.`, {
      cause,
    })
  }
}

function write(path: string, all: Map<string, string>): void {
  writeWhole(path, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
}
