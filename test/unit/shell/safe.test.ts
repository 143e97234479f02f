import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openSystemKeeper, type AsyncSafe, type SyncSafe } from '../../../main/shell/safe.ts'
import { temporaryFolder } from '../../daemons/folder.ts'

/** A safe that turns letters around, under a key that may change. */
class FakeSafe implements AsyncSafe {
  key = 'old'
  busy = 0
  async encryptStringAsync(text: string): Promise<Buffer> {
    this.#check()
    return Buffer.from(`${this.key}:${[...text].reverse().join('')}`)
  }

  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    this.#check()
    const [key, text] = sealed.toString().split(':')
    if (text === undefined) throw new Error('Error while decrypting the ciphertext.')
    return { result: [...text].reverse().join(''), shouldReEncrypt: key !== this.key }
  }

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return true
  }

  #check(): void {
    if (this.busy === 0) return
    this.busy -= 1
    throw new Error('decryptStringAsync is temporarily unavailable. Please try again.')
  }
}

let folder: string
let path: string
let safe: FakeSafe

beforeEach(() => {
  folder = temporaryFolder('safe')
  path = join(folder, 'sealed.json')
  safe = new FakeSafe()
})

describe('a keeper over the system’s safe', () => {
  it('gives back what it was given, and nothing of it is in its file', async () => {
    const keeper = openSystemKeeper(path, safe)
    await Promise.all([keeper.set('a', 'top secret'), keeper.set('b', 'other')])
    expect([await keeper.get('a'), await keeper.get('b'), await keeper.get('c')]).toEqual(['top secret', 'other', null])
    expect(readFileSync(path, 'utf8')).not.toMatch(/top secret/)
    await keeper.delete('a')
    await keeper.delete('a')
    expect(await openSystemKeeper(path, safe).get('a')).toBeNull()
  })

  it('seals anew what an old key had sealed', async () => {
    const keeper = openSystemKeeper(path, safe)
    await keeper.set('a', 'top secret')
    safe.key = 'new'
    const before = readFileSync(path, 'utf8')
    expect(await keeper.get('a')).toBe('top secret')
    expect(readFileSync(path, 'utf8')).not.toBe(before)
    const after = readFileSync(path, 'utf8')
    await keeper.get('a')
    expect(readFileSync(path, 'utf8')).toBe(after)
  })

  it('waits for a safe that is busy, but not for ever', async () => {
    const keeper = openSystemKeeper(path, safe, [1, 1])
    safe.busy = 2
    await keeper.set('a', 'top secret')
    safe.busy = 2
    expect(await keeper.get('a')).toBe('top secret')
    safe.busy = 3
    await expect(keeper.get('a')).rejects.toMatchObject({ code: 'timeout', retry: 'later' })
    expect(await keeper.get('a')).toBe('top secret')
  })

  it('says so when the safe cannot read what it once sealed', async () => {
    writeFileSync(path, JSON.stringify({ a: Buffer.from('gibberish').toString('base64') }))
    await expect(openSystemKeeper(path, safe).get('a')).rejects.toMatchObject({ code: 'corrupt' })
  })

  it.each(['not json', '7', '{"a": 7}', '{"a": "no base64!"}'])(
    'cannot read a damaged file (%s), and begins a new one for a new password',
    async (content) => {
      writeFileSync(path, content)
      const keeper = openSystemKeeper(path, safe)
      await expect(keeper.get('a')).rejects.toMatchObject({ code: 'corrupt' })
      await keeper.set('a', 'top secret')
      expect(await keeper.get('a')).toBe('top secret')
      expect(readdirSync(folder).some((name) => name.includes('corrupt'))).toBe(true)
    },
  )

  it('works with the safe of an older Electron, too', async () => {
    const older: SyncSafe = {
      encryptString: (text) => Buffer.from(`sealed ${text.length}`),
      decryptString: (sealed) => `opened ${sealed.toString()}`,
      isEncryptionAvailable: () => true,
    }
    const keeper = openSystemKeeper(path, older)
    expect(await keeper.isUsable()).toBe(true)
    await keeper.set('a', 'top secret')
    expect(await keeper.get('a')).toBe('opened sealed 10')
  })
})
