import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entriesOf, entryOf, type Kind } from '../../../../main/wire/rtorrent/names.ts'
import { generateNames, modelMap, nameOf, namesPath } from '../../../vectors/generate-names.ts'

const kinds: Kind[] = ['rtorrent', 'torrent', 'file', 'peer', 'tracker']
const all = kinds.flatMap((kind) => Object.entries(entriesOf(kind)).map(([name, entry]) => ({ kind, name, ...entry })))

describe('the names that can be asked', () => {
  it('are what their generator writes from the recorded lists', async () => {
    expect(readFileSync(namesPath, 'utf8')).toBe(await generateNames())
  })

  it('are every one of the 78 of the model, with their old and new methods, but the one that runs programs', () => {
    const missing = modelMap().filter(({ kind, model, old, v0_9_8: now }) => {
      const name = nameOf(model)
      const methods = name === null ? undefined : entryOf(kind as Kind, name)?.methods
      return !methods || methods[0] !== now || methods.at(-1) !== old
    })
    expect(modelMap()).toHaveLength(78)
    expect(missing.map(({ model }) => model)).toEqual(['execute_command'])
  })

  it('run no program, name no event, and load from one source without anything behind it', () => {
    const methods = all.flatMap(({ methods: each }) => each)
    expect(methods.filter((method) => /^(execute|import|method\.|event\.|schedule|log\.)/.test(method))).toEqual([])
    for (const { name, takes } of all.filter(({ methods: each }) => each.some((method) => method.startsWith('load')))) {
      expect(takes, name).toHaveLength(1)
    }
  })

  it('call files, peers and trackers nothing but what belongs to them', () => {
    const letters = {
      rtorrent: /^(?![fpt]\.)/,
      torrent: /^(d\.|add_peer$)/,
      file: /^f\./,
      peer: /^p\./,
      tracker: /^t\./,
    }
    const wrong = all.filter(({ kind, methods }) => !methods.every((method) => letters[kind].test(method)))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('are never those of what the queries themselves do', () => {
    const taken = new Set(['first', 'each', 'all', 'named', 'calls', 'read', 'then', 'constructor', 'trackerUrls'])
    expect(all.filter(({ name }) => taken.has(name)).map(({ name }) => name)).toEqual([])
  })
})
