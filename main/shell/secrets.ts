import { join } from 'node:path'
import type { Keeper } from '../store/keeper.ts'
import { openFileKeeper } from '../store/keeper.ts'
import { ask } from './dialogs.ts'
import type { Memory } from './memory.ts'
import { openSystemKeeper, type Safe } from './safe.ts'
import { speech } from './speech.ts'

export interface SecretsOptions {
  folder: string
  /** Electron's safeStorage; which safe of the system it found is known on Linux only. */
  safe: Safe & { getSelectedStorageBackend(): string }
  platform: NodeJS.Platform
  memory: Memory
  /** How long to wait for a busy safe; absent = the usual times. */
  waitsMs?: readonly number[]
}

/**
 * Keeps secrets in the system's own safe. Where there is none — on Linux Electron then offers a key that everybody
 * knows ('basic_text') — the person decides, when the first password is to be kept: in a file under a key beside it
 * (which is better than a known key, and weaker than a safe), or in memory until the program ends.
 * Call it when the app is ready.
 */
export function openSecrets({ folder, safe, platform, memory, waitsMs }: SecretsOptions): Keeper {
  const system = openSystemKeeper(join(folder, 'secrets-of-the-system.json'), safe, waitsMs)
  const file = openFileKeeper(folder)
  const session = new Map<string, string>()
  let question: Promise<'file' | 'session'> | null = null

  async function hasSafe(): Promise<boolean> {
    const backend = platform === 'linux' ? safe.getSelectedStorageBackend() : ''
    return backend !== 'basic_text' && backend !== 'unknown' && (await system.isUsable())
  }

  /** Asked once in a session, however many passwords come at the same time. */
  async function withoutSafe(): Promise<'file' | 'session'> {
    if (memory.value.passwords) return memory.value.passwords
    question ??= askWhere(memory)
    return question
  }

  async function set(name: string, secret: string): Promise<void> {
    const place = (await hasSafe()) ? 'system' : await withoutSafe()
    if (place === 'system') await system.set(name, secret)
    if (place === 'file') await file.set(name, secret)
    if (place === 'session') session.set(name, secret)
    // Nothing older may stay elsewhere, and win later.
    if (place !== 'system') await system.delete(name)
    if (place !== 'file') await file.delete(name)
    if (place !== 'session') session.delete(name)
  }

  return {
    set,
    // What the web door kept for the same daemons, or was kept before there was a safe, is good here, too.
    get: async (name) => session.get(name) ?? (await system.get(name)) ?? (await file.get(name)),
    async delete(name) {
      session.delete(name)
      await system.delete(name)
      await file.delete(name)
    },
  }
}

async function askWhere(memory: Memory): Promise<'file' | 'session'> {
  const words = speech.words.passwords
  const { response, checkboxChecked } = await ask({
    type: 'warning',
    message: words.title,
    detail: words.explain,
    buttons: [words.keep, words.forget],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
    checkboxLabel: words.dontAsk,
    checkboxChecked: false,
  })
  const place = response === 0 ? 'file' : 'session'
  // What is in the file is there to stay, so that answer is one for good.
  if (place === 'file' || checkboxChecked) memory.set({ passwords: place })
  return place
}
