import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './app.ts'
import type { Setting } from './driver.ts'
import { strict } from './strict.ts'
import { tell } from './telling.ts'

const cipher = 'aes-256-gcm'

/** electron.safeStorage over keys that the "system" keeps; a changed key still opens what the older one sealed. */
export function safeStorageModule(app: App, setting: Setting): object {
  const { backend, available, rotated } = setting.safe
  let busy = setting.safe.busy
  const keys = openKeys(setting.system, rotated)

  /** Nothing must ever be sealed under the key that everybody knows. */
  function check(what: string): void {
    app.mustBeReady('safeStorage')
    if (backend === 'basic_text') throw new Error(`${what} with the key that everybody knows.`)
    if (!available) throw new Error(`${what} is not available.`)
    if (busy === 0) return
    busy -= 1
    tell('safeBusy')
    throw new Error(`${what} is temporarily unavailable. Please try again.`)
  }

  return strict('safeStorage', {
    getSelectedStorageBackend: () => (app.isReady() ? backend : 'unknown'),
    isAsyncEncryptionAvailable: async () => {
      app.mustBeReady('safeStorage')
      return available
    },
    encryptStringAsync: async (text: string) => {
      check('encryptStringAsync')
      const iv = randomBytes(12)
      const at = keys.length - 1
      const sealing = createCipheriv(cipher, keys[at]!, iv)
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return Buffer.concat([Buffer.from([at]), iv, sealing.getAuthTag(), body])
    },
    decryptStringAsync: async (sealed: Buffer) => {
      check('decryptStringAsync')
      const at = sealed[0]!
      const opening = createDecipheriv(cipher, keys[at]!, sealed.subarray(1, 13))
      opening.setAuthTag(sealed.subarray(13, 29))
      const result = Buffer.concat([opening.update(sealed.subarray(29)), opening.final()]).toString('utf8')
      return { result, shouldReEncrypt: at !== keys.length - 1 }
    },
  })
}

function openKeys(system: string, rotated: boolean): Buffer[] {
  const path = join(system, 'safe.json')
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : []
  if (kept.length === 0 || rotated) kept.push(randomBytes(32).toString('base64'))
  mkdirSync(system, { recursive: true })
  writeFileSync(path, JSON.stringify(kept))
  return kept.map((key) => Buffer.from(key, 'base64'))
}
