import { beforeEach, describe, expect, it } from 'vitest'
import type { FilesItem } from '../../../../preload/contract/files.ts'
import { Looks } from '../../../../renderer/data/looks.ts'
import { hashOf } from '../view/rows.ts'
import { byHand, HandBridge } from './bridge.ts'

const [one, two] = [`nas0/${hashOf(1)}`, `nas0/${hashOf(2)}`]

let bridge: HandBridge
let rest: ReturnType<typeof byHand>
let looks: Looks
let told: FilesItem[]
let ended: string[]

beforeEach(() => {
  bridge = new HandBridge()
  rest = byHand()
  looks = new Looks(bridge, rest.schedule)
  told = []
  ended = []
})

function open(key: string): () => void {
  return looks.open(
    'files',
    key,
    (item) => void told.push(item),
    ({ message }) => void ended.push(message),
  )
}

describe('what an open tab reads', () => {
  it('is read from when the keyboard rests until the tab is closed', () => {
    const close = open(one)
    expect(bridge.listenings('files')).toEqual([])
    rest.run()
    expect(bridge.listenings('files')).toEqual([{ key: one }])
    bridge.say('files', { kind: 'unknown' })
    expect(told).toEqual([{ kind: 'unknown' }])
    close()
    expect(bridge.listenings('files')).toEqual([])
  })

  it('is not read of torrents that the keyboard only passes over', () => {
    open(one)()
    open(two)
    rest.run()
    expect(bridge.listenings('files')).toEqual([{ key: two }])
  })

  it('is not read while the window is hidden, and read anew when it is seen again', () => {
    open(one)
    rest.run()
    looks.hide(true)
    expect(bridge.listenings('files')).toEqual([])
    open(two)
    rest.run()
    expect(bridge.listenings('files')).toEqual([])
    looks.hide(false)
    rest.run()
    expect(bridge.listenings('files')).toEqual([{ key: one }, { key: two }])
  })

  it('is not begun again when it ended by itself', () => {
    open(one)
    rest.run()
    bridge.end('files')
    expect(ended).toHaveLength(1)
    looks.hide(true)
    looks.hide(false)
    rest.run()
    expect(bridge.listenings('files')).toEqual([])
  })
})
