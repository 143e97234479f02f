import { expect, it } from 'vitest'
import { FilesReader } from '../../../preload/contract/files.ts'

it('files come in parts, and change by their places', () => {
  const reader = new FilesReader()
  reader.read({
    kind: 'part',
    first: 0,
    of: 3,
    paths: ['a', 'b'],
    sizes: [1, 2],
    progress: [0, 1],
    priorities: ['skip', 'low'],
  })
  expect(reader.isWhole).toBe(false)
  reader.read({ kind: 'part', first: 2, of: 3, paths: ['c'], sizes: [3], progress: [0.5], priorities: ['high'] })
  expect(reader.isWhole).toBe(true)
  const before = reader.files[1]
  reader.read({ kind: 'changes', at: [1, 9], progress: [0.25, 1], priorities: ['normal', 'high'] })
  expect(before).toEqual({ path: 'b', sizeBytes: 2, progress: 1, priority: 'low' })
  expect(reader.files.map(({ path, progress, priority }) => [path, progress, priority])).toEqual([
    ['a', 0, 'skip'],
    ['b', 0.25, 'normal'],
    ['c', 0.5, 'high'],
  ])
  reader.read({ kind: 'away', problem: { code: 'offline', message: 'Off.', retry: 'later' } })
  expect(reader.files).toHaveLength(3)
  reader.read({ kind: 'unknown' })
  expect(reader.files).toEqual([])
})
