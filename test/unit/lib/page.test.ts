import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cacheControl, readPageFiles } from '../../../main/lib/page.ts'

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'estuary-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

describe('the list of built files', () => {
  it('has every file of a known kind under its URL path', async () => {
    const files = await readPageFiles(
      await folderWith({ 'index.html': '<p>', 'assets/a.js': '1', 'assets/a.js.map': '{}', 'notes.md': '' }),
    )
    expect([...files.keys()].sort()).toEqual(['/assets/a.js', '/index.html'])
    expect(files.get('/assets/a.js')).toMatchObject({ type: 'text/javascript; charset=utf-8', immutable: true })
    expect(files.get('/assets/a.js')?.body.toString()).toBe('1')
  })

  it('says what to do when the window was not built', async () => {
    const empty = await folderWith({})
    for (const folder of [empty, join(empty, 'missing')]) {
      await expect(readPageFiles(folder)).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining('npm run build') as string,
      })
    }
  })

  it('leaves out what leads elsewhere', async () => {
    const secret = await folderWith({ 'secret.json': '{}' })
    const folder = await folderWith({ 'index.html': '<p>' })
    await symlink(join(secret, 'secret.json'), join(folder, 'link.json'))
    expect([...(await readPageFiles(folder)).keys()]).toEqual(['/index.html'])
  })

  it('lets a browser keep hashed files, ask again for others, and never keep the window', async () => {
    const files = await readPageFiles(await folderWith({ 'index.html': '', 'assets/a.css': '', 'icon.svg': '' }))
    const kept = [...files].map(([path, file]) => [path, cacheControl(file)])
    expect(Object.fromEntries(kept)).toEqual({
      '/assets/a.css': 'public, max-age=31536000, immutable',
      '/icon.svg': 'no-cache',
      '/index.html': 'no-store',
    })
  })
})
