import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../main/lib/log.ts'
import { readPageFiles, type PageFiles } from '../../main/lib/page.ts'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { StoreThread, workerFile } from '../../main/store/thread.ts'
import { root } from './sources.ts'

let files: PageFiles = new Map()

beforeAll(async () => {
  await buildWhatIsOld(root, 'desktop', () => {})
  files = await readPageFiles(join(root, 'dist', 'renderer'))
}, 120_000)

describe('what is built', () => {
  it('is a window without inline scripts, styles or handlers, which the doors’ policy would block', () => {
    const html = files.get('/index.html')?.body.toString() ?? ''
    expect(html).toMatch(/<script type="module"[^>]* src="\.\/assets\//)
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i)
    for (const [, attributes = '', content = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src=')
      expect(content.trim()).toBe('')
    }
  })

  it('loads nothing from elsewhere', () => {
    for (const [path, { body, type }] of files) {
      if (!type.startsWith('text/html') && !type.startsWith('text/css')) continue
      expect(body.toString(), path).not.toMatch(/(?:src|href)="(?:https?:)?\/\/|url\(["']?(?:https?:|\/\/|data:font)/)
    }
  })

  it('names every file after its content, but the page itself', () => {
    for (const path of files.keys()) {
      if (path !== '/index.html') expect(path).toMatch(/^\/assets\/[\w.-]+-[\w-]{8}\.\w+$/)
    }
  })

  it('has a preload that a sandbox can load: one file that asks for Electron alone', () => {
    const preload = readFileSync(join(root, 'dist/preload/preload.cjs'), 'utf8')
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name?.slice(1, -1))).toEqual(['electron'])
    expect(preload).not.toMatch(/\bimport\(|\bexport\b/)
  })

  it('has a desktop program in CommonJS, since an ES module that waits would hang Electron', () => {
    const { main } = createRequire(import.meta.url)(join(root, 'package.json')) as { main: string }
    const program = readFileSync(join(root, main), 'utf8')
    expect(main).toMatch(/\.cjs$/)
    expect(program).toMatch(/require\([`'"]electron[`'"]\)/)
    expect(program).not.toMatch(/^import\b|^export\b/m)
  })

  it('has the program of the store’s thread beside the desktop program, and it runs without Electron', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'estuary-built-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const thread = new StoreThread(workerFile(join(root, 'dist/main/index.cjs')), silentLog)
    onTestFinished(() => thread.end())
    const opened = await thread.ask('open', { folder, at: 0, mostEvents: 10 })
    expect(opened).toEqual({ remarks: [], lastEventId: 0 })
  })
})
