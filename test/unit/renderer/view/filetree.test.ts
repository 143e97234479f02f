import { describe, expect, it } from 'vitest'
import type { FilePriority, TorrentFile } from '../../../../preload/contract/files.ts'
import { words } from '../../../../preload/listing/fold.ts'
import { FileOrder, isOpenAtFirst, linesOf, nextFileSort, stemLength } from '../../../../renderer/view/filelines.ts'
import { filesOf, FileTree, priorityOf, progressOf, wantedOf } from '../../../../renderer/view/filetree.ts'

function file(path: string, more: Partial<TorrentFile> = {}): TorrentFile {
  return { path, sizeBytes: 100, progress: 0, priority: 'normal', ...more }
}

const album = [
  file('Album/disc 10/01 end.flac', { sizeBytes: 300, progress: 1 }),
  file('Album/disc 2/02 b.flac', { priority: 'high', progress: 0.5 }),
  file('Album/disc 2/01 a.flac', { priority: 'skip' }),
  file('Album/cover.jpg', { sizeBytes: 10, progress: 1, priority: 'low' }),
]

const byName = { column: 'name', down: false } as const

function names(tree: FileTree, sort: Parameters<typeof linesOf>[2] = byName, isOpen = (): boolean => true): string[] {
  return linesOf(tree, isOpen, sort, new FileOrder()).map(({ name, depth }) => `${'  '.repeat(depth)}${name}`)
}

describe('a tree of files', () => {
  it('has a line for each folder and each file, folders first, in the order that people expect', () => {
    expect(names(new FileTree(album))).toEqual([
      'Album',
      '  disc 2',
      '    01 a.flac',
      '    02 b.flac',
      '  disc 10',
      '    01 end.flac',
      '  cover.jpg',
    ])
    expect(names(new FileTree(album), { column: 'name', down: true }).slice(0, 3)).toEqual([
      'Album',
      '  disc 10',
      '    01 end.flac',
    ])
  })

  it('hides what is in folders that are closed', () => {
    const tree = new FileTree(album)
    const isOpen = ({ name }: { name: string }): boolean => name === 'Album'
    expect(linesOf(tree, isOpen, byName, new FileOrder()).map(({ name }) => name)).toEqual([
      'Album',
      'disc 2',
      'disc 10',
      'cover.jpg',
    ])
  })

  it('orders by size, progress and priority, folders among files', () => {
    const tree = new FileTree(album)
    const inAlbum = (column: 'size' | 'progress' | 'priority', down: boolean): string[] =>
      names(tree, { column, down })
        .filter((name) => /^ {2}\S/.test(name))
        .map((name) => name.trim())
    expect(inAlbum('size', true)).toEqual(['disc 10', 'disc 2', 'cover.jpg'])
    expect(inAlbum('progress', false)).toEqual(['disc 2', 'disc 10', 'cover.jpg'])
    // Skip and High are Mixed, which stands between them.
    expect(inAlbum('priority', true)).toEqual(['disc 10', 'disc 2', 'cover.jpg'])
  })

  it('turns an order round at the second click, and begins with the largest', () => {
    expect(nextFileSort(byName, 'name')).toEqual({ column: 'name', down: true })
    expect(nextFileSort(byName, 'size')).toEqual({ column: 'size', down: true })
  })

  it('sums up what is in a folder, at every depth', () => {
    const tree = new FileTree(album)
    const sums = tree.folder('Album')?.sums
    expect(sums).toMatchObject({
      files: 4,
      sizeBytes: 510,
      doneBytes: 360,
      whole: 2,
      skip: 1,
      low: 1,
      normal: 1,
      high: 1,
    })
    expect(tree.folder('Album/disc 2')?.sums).toMatchObject({ files: 2, sizeBytes: 200, doneBytes: 50 })
    expect(tree.wanted).toEqual({ files: 3, sizeBytes: 410 })
  })

  it('says truly how far a folder is, and what is wanted of it', () => {
    const tree = new FileTree(album)
    const of = (path: string) => {
      const sums = tree.folder(path)?.sums
      return sums && [progressOf(sums), priorityOf(sums), wantedOf(sums)]
    }
    expect(of('Album')).toEqual([360 / 510, null, 'some'])
    expect(of('Album/disc 10')).toEqual([1, 'normal', 'all'])
    expect(of('Album/disc 2')).toEqual([0.25, null, 'some'])
    tree.change(1, { priority: 'skip' })
    expect(of('Album/disc 2')).toEqual([0.25, 'skip', 'none'])
  })

  it('calls a folder whole only where every file of it is, however little is missing', () => {
    const tree = new FileTree([
      file('a/big', { sizeBytes: 1e15, progress: 1 }),
      file('a/small', { sizeBytes: 1, progress: 0.5 }),
      file('empty/nothing', { sizeBytes: 0, progress: 1 }),
      file('empty/not yet', { sizeBytes: 0, progress: 0 }),
    ])
    expect(progressOf(tree.folder('a')!.sums)).toBeLessThan(1)
    expect(progressOf(tree.folder('empty')!.sums)).toBe(0.5)
    tree.change(1, { progress: 1 })
    expect(progressOf(tree.folder('a')!.sums)).toBe(1)
  })

  it('takes a change into the sums of all folders around it, and none where nothing changed', () => {
    const tree = new FileTree(album)
    const other = tree.folder('Album/disc 10')!.sums
    const before = { ...other }
    expect(tree.change(2, { progress: 1, priority: 'high', isPending: true })).toBe(true)
    expect(tree.change(2, { progress: 1, priority: 'high' })).toBe(false)
    expect(tree.change(99, { progress: 1 })).toBe(false)
    for (const path of ['Album', 'Album/disc 2']) {
      expect(tree.folder(path)?.sums).toMatchObject({ skip: 0, high: 2, pending: 1 })
    }
    expect(tree.folder('Album')?.sums.doneBytes).toBe(460)
    expect(other).toEqual(before)
  })

  it('comes to the same sums by any number of changes as from the beginning', () => {
    const files = Array.from({ length: 400 }, (_, at) => file(`t/${at % 7}/${at % 3}/${at}`, { sizeBytes: at * 17 }))
    const tree = new FileTree(files)
    const priorities: FilePriority[] = ['skip', 'low', 'normal', 'high']
    for (let step = 0; step < 3_000; step += 1) {
      const at = (step * 7919) % files.length
      const change = { progress: ((step * 31) % 9) / 8, priority: priorities[step % 4] ?? 'normal' }
      files[at] = { ...files[at]!, ...change }
      tree.change(at, change)
    }
    const fresh = new FileTree(files)
    for (const { path, sums } of fresh.folders()) {
      const { doneBytes, ...counted } = sums
      expect(tree.folder(path)?.sums).toMatchObject(counted)
      expect(tree.folder(path)?.sums.doneBytes).toBeCloseTo(doneBytes, 3)
    }
  })

  it('stands for all its files by a folder, each of them once', () => {
    const tree = new FileTree(album)
    const nodes = [tree.folder('Album/disc 2')!, tree.leaves[1]!, tree.leaves[3]!]
    expect(
      filesOf(nodes)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([1, 2, 3])
  })

  it('is known by the ids of its lines', () => {
    const tree = new FileTree(album)
    for (const node of linesOf(tree, () => true, byName, new FileOrder())) expect(tree.node(node.id)).toBe(node)
    expect(tree.node('f99')).toBeUndefined()
    expect(tree.node('dAlbum/none')).toBeUndefined()
  })

  it('takes paths that make no sense for what they are', () => {
    const tree = new FileTree([file('/'), file('a//b'), file(''), file('a'), file('__proto__/x')])
    expect(tree.leaves.map(({ path }) => path)).toEqual(['/', 'a//b', '', 'a', '__proto__/x'])
    expect(tree.root.sums.files).toBe(5)
    expect(tree.folder('__proto__')?.sums.files).toBe(1)
  })

  it('keeps the rest of a path as a name where folders are deeper than anybody looks', () => {
    const deep = `${'d/'.repeat(2_000)}file`
    const tree = new FileTree([file(deep), file('top')])
    expect(tree.folderCount).toBeLessThan(60)
    const [leaf] = tree.leaves
    expect(`${leaf?.parent.path}/${leaf?.name}`).toBe(deep)
  })
})

describe('a filter of files', () => {
  it('keeps the folders of what it finds, and sums up only that', () => {
    const tree = new FileTree(album)
    tree.narrow(words('FLAC 01'))
    expect(names(tree)).toEqual(['Album', '  disc 2', '    01 a.flac', '  disc 10', '    01 end.flac'])
    expect(tree.hits).toBe(2)
    expect(tree.folder('Album/disc 2')?.sums).toMatchObject({ files: 1, skip: 1, high: 0 })
    tree.change(0, { priority: 'low' })
    tree.change(3, { priority: 'high' })
    expect(tree.folder('Album')?.sums).toMatchObject({ files: 2, low: 1, high: 0 })
    // What a verb acts on is what is shown.
    expect(
      filesOf([tree.folder('Album')!])
        .map(({ index }) => index)
        .sort(),
    ).toEqual([0, 2])
    tree.narrow([])
    expect(tree.folder('Album')?.sums).toMatchObject({ files: 4, low: 1, high: 2 })
  })

  it('finds a file by the folder that it is in, and nothing by what is nowhere', () => {
    const tree = new FileTree(album)
    tree.narrow(words('disc 2'))
    expect(tree.hits).toBe(2)
    tree.narrow(words('nothing like that'))
    expect(names(tree)).toEqual([])
  })
})

describe('the beginning', () => {
  it('is all open in a small torrent, and only what has no other beside it in a large one', () => {
    const small = new FileTree(album)
    expect([...small.folders()].every((folder) => isOpenAtFirst(small, folder))).toBe(true)
    const large = new FileTree(Array.from({ length: 500 }, (_, at) => file(`top/only/${at % 5}/${at}`)))
    const open = [...large.folders()].filter((folder) => isOpenAtFirst(large, folder)).map(({ path }) => path)
    expect(open).toEqual(['top', 'top/only'])
  })

  it('of a rename marks the name without its ending', () => {
    expect(stemLength('film.mkv')).toBe(4)
    expect(stemLength('README')).toBe(6)
    expect(stemLength('.hidden')).toBe(7)
  })
})
