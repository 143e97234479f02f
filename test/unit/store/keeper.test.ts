import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFileKeeper } from '../../../main/store/keeper.ts'
import { laterFaultOf, modesIn, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord } from './records.ts'

const secret = 'correct horse Ü\0 battery'

interface SecretsFile {
  format: number
  secrets: [string, { iv: string; tag: string; data: string }][]
}

function secretsPath(folder: string): string {
  return join(folder, 'secrets.json')
}

function changeSecrets(folder: string, change: (file: SecretsFile) => void): void {
  const file = JSON.parse(readFileSync(secretsPath(folder), 'utf8')) as SecretsFile
  change(file)
  writeFileSync(secretsPath(folder), JSON.stringify(file))
}

function flip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}

describe('the keeper of secrets', () => {
  it('has nothing that it was not given', async () => {
    const keeper = openFileKeeper(tempFolder())
    expect(await keeper.get('anything')).toBe(null)
  })

  it('gives back what it was given, also after a restart', async () => {
    const folder = tempFolder()
    const names = ['alpha', 'beta', '__proto__', 'constructor', 'Ü/..\0']
    const keeper = openFileKeeper(folder)
    for (const name of names) await keeper.set(name, secret + name)
    await keeper.set('empty', '')
    await keeper.set('alpha', 'changed')
    const again = openFileKeeper(folder)
    expect(await again.get('alpha')).toBe('changed')
    expect(await again.get('empty')).toBe('')
    for (const name of names.slice(1)) expect(await again.get(name)).toBe(secret + name)
    expect(await again.get('gamma')).toBe(null)
  })

  it('forgets what it is told to forget and nothing else', async () => {
    const folder = tempFolder()
    const keeper = openFileKeeper(folder)
    await keeper.set('alpha', 'one')
    await keeper.set('beta', 'two')
    await keeper.delete('alpha')
    await keeper.delete('gamma')
    expect([await keeper.get('alpha'), await keeper.get('beta')]).toEqual([null, 'two'])
    expect(readFileSync(secretsPath(folder), 'utf8')).not.toContain('alpha')
  })

  it('makes nothing before there is something to keep', async () => {
    const folder = tempFolder()
    const keeper = openFileKeeper(folder)
    await keeper.get('alpha')
    await keeper.delete('alpha')
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps its files from everybody else, and takes them back when others could read them', async () => {
    const folder = tempFolder()
    const keeper = openFileKeeper(folder)
    await keeper.set('alpha', secret)
    const own = { 'secrets.json': '600', 'secrets.key': '600' }
    if (process.platform !== 'win32') expect(modesIn(folder)).toEqual(own)
    for (const name of Object.keys(own)) chmodSync(join(folder, name), 0o644)
    expect(await keeper.get('alpha')).toBe(secret)
    if (process.platform !== 'win32') expect(modesIn(folder)).toEqual(own)
  })

  it('leaves no secret readable in any file, the database included', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    await store.daemons.insert(daemonRecord())
    await openFileKeeper(folder).set('alpha', 'plainly-visible-secret')
    await store.settings.write({ theme: 'dark' })
    const names = readdirSync(folder)
    expect(names).toEqual(expect.arrayContaining(['estuary.db', 'estuary.db-wal', 'secrets.json', 'secrets.key']))
    for (const name of names) {
      const bytes = readFileSync(join(folder, name))
      for (const form of ['utf8', 'base64', 'hex'] as const) {
        const needle = Buffer.from('plainly-visible-secret').toString(form).replace(/=+$/, '')
        expect([name, form, bytes.includes(needle)]).toEqual([name, form, false])
      }
    }
  })

  it('never writes the same secret the same way twice', async () => {
    const folder = tempFolder()
    const keeper = openFileKeeper(folder)
    await keeper.set('alpha', secret)
    const first = readFileSync(secretsPath(folder), 'utf8')
    await keeper.set('alpha', secret)
    expect(readFileSync(secretsPath(folder), 'utf8')).not.toBe(first)
  })

  it('loses none of many that are set at once, through two keepers even', async () => {
    const folder = tempFolder()
    const [one, other] = [openFileKeeper(folder), openFileKeeper(folder)]
    const names = Array.from({ length: 40 }, (_, i) => `name${i}`)
    await Promise.all(names.map((name, i) => (i % 2 ? one : other).set(name, `secret of ${name}`)))
    for (const name of names) expect(await one.get(name)).toBe(`secret of ${name}`)
    expect(readdirSync(folder).sort()).toEqual(['secrets.json', 'secrets.key'])
  })

  it('is not disturbed by what a crash left of a write', async () => {
    const folder = tempFolder()
    writeFileSync(`${secretsPath(folder)}.tmp`, 'half a fi')
    const keeper = openFileKeeper(folder)
    await keeper.set('alpha', secret)
    expect(await keeper.get('alpha')).toBe(secret)
    expect(existsSync(`${secretsPath(folder)}.tmp`)).toBe(false)
  })
})

describe('secrets that cannot be read', () => {
  const tampering: Record<string, (file: SecretsFile) => void> = {
    'changed in their content': ({ secrets: [first] }) => void (first && (first[1].data = flip(first[1].data))),
    'changed in their seal': ({ secrets: [first] }) => void (first && (first[1].tag = flip(first[1].tag))),
    'with a seal cut short': ({ secrets: [first] }) => void (first && (first[1].tag = first[1].tag.slice(0, 8))),
    'changed in their salt': ({ secrets: [first] }) => void (first && (first[1].iv = flip(first[1].iv))),
    'under another’s name': ({ secrets: [first, second] }) => void (first && second && (first[1] = second[1])),
    'of another shape': ({ secrets: [first] }) => void (first && ((first[1] as unknown) = 'sesame')),
  }
  for (const [how, tamper] of Object.entries(tampering)) {
    it(`${how} are refused, the others are not`, async () => {
      const folder = tempFolder()
      const keeper = openFileKeeper(folder)
      await keeper.set('alpha', secret)
      await keeper.set('beta', 'two')
      changeSecrets(folder, tamper)
      const fault = await laterFaultOf(keeper.get('alpha'))
      expect([fault.code, fault.retry]).toEqual(['corrupt', 'after-change'])
      expect(fault.message).toBe(
        `A kept password cannot be read: ${secretsPath(folder)} was changed or damaged. Type the password again.`,
      )
      expect(await keeper.get('beta')).toBe('two')
      await keeper.set('alpha', 'typed again')
      expect([await keeper.get('alpha'), await keeper.get('beta')]).toEqual(['typed again', 'two'])
    })
  }

  it('because their file is no such file are refused, and the file is set aside when one is typed again', async () => {
    for (const content of ['', '{', '{"format":2,"secrets":[]}', 'null']) {
      const folder = tempFolder()
      const keeper = openFileKeeper(folder)
      writeFileSync(secretsPath(folder), content)
      const fault = await laterFaultOf(keeper.get('alpha'))
      expect(fault.code).toBe('corrupt')
      expect(fault.message).toContain(`${secretsPath(folder)} is damaged. Type the password again.`)
      await keeper.set('alpha', secret)
      expect(await keeper.get('alpha')).toBe(secret)
      const aside = readdirSync(folder).find((name) => name.startsWith('secrets.json.corrupt-')) ?? ''
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(content)
    }
  })

  it('because the key is gone or damaged name the key, and typing again makes a new one', async () => {
    const ruin = [
      (key: string) => rmSync(key),
      (key: string) => writeFileSync(key, 'too short'),
      (key: string) => writeFileSync(key, ''),
    ]
    const words = ['is missing', 'is damaged', 'is damaged']
    for (const [i, spoil] of ruin.entries()) {
      const folder = tempFolder()
      const key = join(folder, 'secrets.key')
      const keeper = openFileKeeper(folder)
      await keeper.set('alpha', 'one')
      await keeper.set('beta', 'two')
      spoil(key)
      expect((await laterFaultOf(keeper.get('alpha'))).message).toContain(
        `${key} ${words[i]}. Type the password again.`,
      )
      await keeper.set('alpha', 'typed again')
      expect(await keeper.get('alpha')).toBe('typed again')
      expect((await laterFaultOf(keeper.get('beta'))).code).toBe('corrupt')
    }
  })

  it('do not keep a daemon from being forgotten', async () => {
    const folder = tempFolder()
    const keeper = openFileKeeper(folder)
    writeFileSync(secretsPath(folder), 'garbage')
    await keeper.delete('alpha')
    expect(await keeper.get('alpha')).toBe(null)
  })

  it('because the system refuses fail in plain words', async () => {
    const folder = tempFolder()
    mkdirSync(secretsPath(folder))
    const fault = await laterFaultOf(openFileKeeper(folder).get('alpha'))
    expect([fault.code, fault.details]).toEqual(['internal', { path: secretsPath(folder), reason: 'kind' }])
    expect(fault.message).toContain('Estuary could not read a kept password')
  })
})
