import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  autostartEntry,
  autostartPath,
  readAutostart,
  removeAutostart,
  writeAutostart,
} from '../../../main/shell/autostart.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'

const folder = temporaryFolder('autostart')
afterAll(() => removeFolder(folder))

describe('the entry for what starts at login', () => {
  it('is where the desktop looks for it', () => {
    expect(autostartPath({}, '/home/me')).toBe('/home/me/.config/autostart/estuary.desktop')
    expect(autostartPath({ XDG_CONFIG_HOME: '/etc/mine' }, '/home/me')).toBe('/etc/mine/autostart/estuary.desktop')
    expect(autostartPath({ XDG_CONFIG_HOME: 'relative' }, '/home/me')).toBe(
      '/home/me/.config/autostart/estuary.desktop',
    )
  })

  it('names the program so that no part of a path means anything else', () => {
    const command = ['/opt/My "Apps"/est$uary', '--data=/srv/50% `x` \\ y\nExec=evil']
    const lines = autostartEntry(command).split('\n')
    expect(lines.filter((line) => line.startsWith('Exec='))).toEqual([
      'Exec="/opt/My \\\\"Apps\\\\"/est\\\\$uary" "--data=/srv/50%% \\\\`x\\\\` \\\\\\\\ y\\nExec=evil"',
    ])
  })

  it('is the person’s alone, and counts until it is taken away or switched off', () => {
    const path = join(folder, 'config/autostart/estuary.desktop')
    expect(readAutostart(path)).toBe('off')
    writeAutostart(path, ['/opt/estuary'])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readAutostart(path)).toBe('on')
    writeFileSync(path, `${autostartEntry(['/opt/estuary'])}Hidden=true\n`)
    expect(readAutostart(path)).toBe('held')
    removeAutostart(path)
    removeAutostart(path)
    expect(readAutostart(path)).toBe('off')
  })

  it('is nothing where a folder or a book lies in its place, and that is said when it is to be written', () => {
    const path = join(folder, 'odd/autostart/estuary.desktop')
    mkdirSync(path, { recursive: true })
    expect(readAutostart(path)).toBe('off')
    expect(() => writeAutostart(path, ['/opt/estuary'])).toThrow('is a folder and no plain file')
    expect(() => removeAutostart(path)).toThrow('is a folder and no plain file')
    const book = join(folder, 'book.desktop')
    writeFileSync(book, 'Exec=x\n'.repeat(10_000))
    expect(readAutostart(book)).toBe('off')
  })
})
