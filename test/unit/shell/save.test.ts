import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { saver, saverOfMany } from '../../../main/shell/save.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'

/** Where the person wants it. */
const electron = vi.hoisted(() => ({
  asked: [] as string[],
  answer: Promise.resolve<{ canceled: boolean; filePath: string }>({ canceled: true, filePath: '' }),
}))

vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: {
    showSaveDialog({ defaultPath }: { defaultPath: string }) {
      electron.asked.push(defaultPath)
      return electron.answer
    },
    showOpenDialog: async () => {
      const { canceled, filePath } = await electron.answer
      return { canceled, filePaths: canceled ? [] : [filePath] }
    },
  },
}))

describe('a file that is saved for the person', () => {
  let folder: string
  const says = (filePath: string): void => {
    electron.answer = Promise.resolve({ canceled: false, filePath })
  }

  beforeEach(() => {
    folder = temporaryFolder('saved')
    electron.asked = []
  })
  afterEach(() => removeFolder(folder))

  it('goes where the person says, for its owner only, and in the place of what was there', async () => {
    const path = join(folder, 'mine.json')
    writeFileSync(path, 'old')
    writeFileSync(`${path}.tmp`, 'somebody else’s')
    const before = readdirSync(folder)
    says(path)
    expect(await saver()('estuary.json', '{"new":1}')).toBe('saved')
    expect(electron.asked).toEqual(['estuary.json'])
    expect(readFileSync(path, 'utf8')).toBe('{"new":1}')
    expect(readFileSync(`${path}.tmp`, 'utf8')).toBe('somebody else’s')
    expect(readdirSync(folder)).toEqual(before)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is written part by part, and is not there at all where one of them could not be had', async () => {
    const path = join(folder, 'long.csv')
    says(path)
    const before = readdirSync(folder)
    const failed = new Error('no more')
    async function* parts(isWhole: boolean): AsyncGenerator<string> {
      yield 'one,'
      yield await Promise.resolve('two')
      if (!isWhole) throw failed
    }
    await expect(saver()('long.csv', parts(false))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(before)
    expect(await saver()('long.csv', parts(true))).toBe('saved')
    expect(readFileSync(path, 'utf8')).toBe('one,two')
  })

  it('goes nowhere when the person does not want it', async () => {
    electron.answer = Promise.resolve({ canceled: true, filePath: '' })
    const before = readdirSync(folder)
    expect(await saver()('estuary.json', '{}')).toBe('declined')
    expect(readdirSync(folder)).toEqual(before)
  })

  it('is refused in words where it cannot be written, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'taken'))
    const before = readdirSync(folder)
    for (const path of [join(folder, 'nowhere', 'x.json'), join(folder, 'taken')]) {
      says(path)
      await expect(saver()('estuary.json', '{}')).rejects.toThrow(/could not save the file \(.*\)\. \S/)
    }
    expect(readdirSync(folder)).toEqual(before)
  })

  it('is asked about one at a time', async () => {
    let answer: (chosen: { canceled: boolean; filePath: string }) => void = () => {}
    electron.answer = new Promise((resolve) => (answer = resolve))
    const save = saver()
    const first = save('one.json', '1')
    expect(await save('two.json', '2')).toBe('declined')
    answer({ canceled: false, filePath: join(folder, 'one.json') })
    expect(await first).toBe('saved')
    expect(electron.asked).toEqual(['one.json'])
    expect(readFileSync(join(folder, 'one.json'), 'utf8')).toBe('1')
  })
})

describe('several files that are saved for the person', () => {
  const content = Buffer.from('new')

  it('go into a folder that is asked for once, beside what is there already', async () => {
    const parent = temporaryFolder('saved')
    const folder = join(parent, 'mine')
    mkdirSync(folder)
    writeFileSync(join(folder, 'one.torrent'), 'old')
    electron.answer = Promise.resolve({ canceled: false, filePath: folder })
    const files = ['one.torrent', 'two.torrent'].map((name) => ({ name, content }))
    expect(await saverOfMany()(files)).toEqual([null, null])
    expect(readdirSync(folder).toSorted()).toEqual(['one (2).torrent', 'one.torrent', 'two.torrent'])
    expect(readFileSync(join(folder, 'one.torrent'), 'utf8')).toBe('old')
    expect(readFileSync(join(folder, 'one (2).torrent'), 'utf8')).toBe('new')
    removeFolder(parent)
    const [one] = (await saverOfMany()(files)) as ({ code: string; message: string } | null)[]
    expect(one?.message).toMatch(/could not save the file \(.*\)\. \S/)
  })

  it('go nowhere when the person does not want it', async () => {
    electron.answer = Promise.resolve({ canceled: true, filePath: '' })
    expect(await saverOfMany()([{ name: 'one.torrent', content }])).toBe('declined')
  })
})
