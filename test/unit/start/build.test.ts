import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { buildWhatIsOld } from '../../../main/start/build.ts'

let root = ''
let said: string[] = []

/** A project with a window of one line. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'estuary-'))
  said = []
  const own = root
  onTestFinished(() => rm(own, { recursive: true, force: true }))
  await mkdir(join(root, 'renderer'))
  const config = `export default { root: ${JSON.stringify(join(root, 'renderer'))}, build: { emptyOutDir: true }, environments: { main: {}, preload: {} } }`
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  await writeFile(join(root, 'vite.config.ts'), config)
  await writeFile(join(root, 'renderer/index.html'), '<p>one</p><script type="module" src="./main.ts"></script>')
  await writeFile(join(root, 'renderer/main.ts'), 'console.log(1)')
})

async function build(): Promise<void> {
  await buildWhatIsOld(root, 'window', (text) => said.push(text))
}

async function built(): Promise<string> {
  return readFile(join(root, 'dist/renderer/index.html'), 'utf8')
}

/** As if it had been changed a minute from now. */
async function change(path: string, text: string): Promise<void> {
  await writeFile(join(root, path), text)
  const later = new Date(Date.now() + 60_000)
  await utimes(join(root, path), later, later)
}

describe('building at the start', { timeout: 60_000 }, () => {
  it('builds what is missing, then nothing until a source changes', async () => {
    await build()
    expect(said.length).toBe(1)
    expect(await built()).toContain('<p>one</p>')
    await build()
    expect(said.length).toBe(1)
    await change('renderer/index.html', '<p>two</p><script type="module" src="./main.ts"></script>')
    await build()
    expect(said.length).toBe(2)
    expect(await built()).toContain('<p>two</p>')
    expect(await readdir(join(root, 'dist'))).toEqual(['renderer'])
  })

  it('leaves what was built when a build fails', async () => {
    await build()
    await change('renderer/main.ts', 'this is no program')
    await expect(build()).rejects.toThrow()
    expect(await built()).toContain('<p>one</p>')
    expect(await readdir(join(root, 'dist'))).toEqual(['renderer'])
  })

  it('lets two starts build at the same time', async () => {
    await Promise.all([build(), build(), build()])
    expect(await built()).toContain('<p>one</p>')
    expect(await readdir(join(root, 'dist'))).toEqual(['renderer'])
  })
})
