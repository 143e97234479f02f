import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readTextFile } from '../../../main/lib/textfile.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) removeFolder(folder)
})

function place(name: string): string {
  const folder = temporaryFolder('textfile')
  folders.push(folder)
  return join(folder, name)
}

describe('a text file of somebody else’s', () => {
  it('is read whole up to the limit, and not at all beyond it', async () => {
    const path = place('auth')
    writeFileSync(path, 'ä'.repeat(512))
    expect(await readTextFile(path, 1024)).toBe('ä'.repeat(512))
    await expect(readTextFile(path, 1023)).rejects.toMatchObject({
      code: 'too-large',
      retry: 'after-change',
      message: expect.stringContaining(path) as string,
      details: { path },
    })
  })

  it('that is not there is none, also when its folder is not', async () => {
    expect(await readTextFile(place('auth'), 1024)).toBeNull()
    expect(await readTextFile(join(place('none'), 'ssl', 'daemon.cert'), 1024)).toBeNull()
    const file = place('file')
    writeFileSync(file, '')
    expect(await readTextFile(join(file, 'auth'), 1024)).toBeNull()
  })

  it('that is a folder, a pipe or a circle of links is named and not waited for', async () => {
    const folder = place('folder')
    mkdirSync(folder)
    const circle = place('circle')
    symlinkSync(circle, circle)
    const odd = [folder, circle]
    if (process.platform !== 'win32') {
      const pipe = place('pipe')
      execFileSync('mkfifo', [pipe])
      odd.push(pipe)
    }
    for (const path of odd) {
      await expect(readTextFile(path, 1024)).rejects.toMatchObject({
        code: 'corrupt',
        message: expect.stringContaining(path) as string,
      })
    }
  })

  it('with bytes that are not UTF-8 is text all the same', async () => {
    const path = place('auth')
    writeFileSync(path, Buffer.from([0x61, 0xff, 0x62]))
    expect(await readTextFile(path, 1024)).toBe('a\uFFFDb')
  })
})
