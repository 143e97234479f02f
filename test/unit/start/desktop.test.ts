import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findDesktop, runDesktop } from '../../../main/start/desktop.ts'

/** A folder as the package's ELECTRON_OVERRIDE_DIST_PATH expects it, with a shell script for a binary. */
async function folderWithElectron(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'estuary-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'electron')
  await writeFile(program, `#!/bin/sh\n${script}\n`)
  await chmod(program, 0o755)
  return folder
}

const nothing = (): void => {}

describe('finding a desktop window', () => {
  it('needs a display on Linux', async () => {
    expect(await findDesktop(nothing, {}, 'linux')).toEqual({ why: expect.stringContaining('no display') as string })
  })

  it('takes a binary that is there', async () => {
    const folder = await folderWithElectron('exit 0')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder }
    expect(await findDesktop(nothing, env, 'darwin')).toEqual({ program: join(folder, 'electron') })
  })
})

describe('running the desktop window', () => {
  it('hands over the data directory and gives back the exit code', async () => {
    const folder = await folderWithElectron('test "$ESTUARY_DATA" = /data && test "$1" = /project || exit 1')
    expect(await runDesktop(join(folder, 'electron'), '/project', '/data')).toEqual({ code: 0 })
    expect(await runDesktop(join(folder, 'electron'), '/project', '/other')).toEqual({ code: 1 })
  })

  it('says why when Electron cannot start at all', async () => {
    const missing = await folderWithElectron('exit 127')
    expect(await runDesktop(join(missing, 'electron'), '/project', '/data')).toEqual({
      why: expect.stringContaining('127') as string,
    })
    const crashing = await folderWithElectron('kill -TRAP $$')
    expect(await runDesktop(join(crashing, 'electron'), '/project', '/data')).toEqual({
      why: expect.stringContaining('SIGTRAP') as string,
    })
    expect(await runDesktop(join(missing, 'no-such'), '/project', '/data')).toEqual({
      why: expect.stringContaining('ENOENT') as string,
    })
  })

  it('keeps Electron a browser, not a Node, whatever the surroundings say', async () => {
    process.env['ELECTRON_RUN_AS_NODE'] = '1'
    onTestFinished(() => {
      delete process.env['ELECTRON_RUN_AS_NODE']
    })
    const folder = await folderWithElectron('test -z "$ELECTRON_RUN_AS_NODE"')
    expect(await runDesktop(join(folder, 'electron'), '/project', '/data')).toEqual({ code: 0 })
  })
})
