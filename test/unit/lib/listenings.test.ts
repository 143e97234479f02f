import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../../preload/contract/errors.ts'
import { isListeningId, type Listen, Listenings } from '../../../main/lib/listenings.ts'

const why: Problem = { code: 'not-found', message: 'The torrent is gone.', retry: 'never' }

type Listener = Parameters<Listen>[0]

let told: unknown[]
let stopped: string[]
let listenings: Listenings

beforeEach(() => {
  told = []
  stopped = []
  listenings = new Listenings({
    item: (id, item) => told.push([id, item]),
    end: (id, { code }) => told.push([id, code]),
  })
})

/** A feed that a test speaks for. */
function begin(id: number, name = String(id)): Listener {
  let heard: Listener | undefined
  listenings.begin(id, (listener) => {
    heard = listener
    return () => stopped.push(name)
  })
  return heard as Listener
}

describe('what a window listens to', () => {
  it('comes under the window’s numbers, until it ends them', () => {
    const [one, two] = [begin(1), begin(2)]
    one.item('a')
    two.item('b')
    listenings.end(1)
    one.item('c')
    one.ended(why)
    two.item('d')
    listenings.end(1)
    expect(told).toEqual([
      [1, 'a'],
      [2, 'b'],
      [2, 'd'],
    ])
    expect(stopped).toEqual(['1'])
  })

  it('may end by itself: once, with the reason, and nothing comes after that', () => {
    const one = begin(1)
    one.ended(why)
    one.ended(why)
    one.item('late')
    listenings.end(1)
    expect(told).toEqual([[1, 'not-found']])
    expect(stopped).toEqual([])
  })

  it('may say something, and end, before it has begun', () => {
    listenings.begin(1, (listener) => {
      listener.item('present')
      listener.ended(why)
      return () => stopped.push('1')
    })
    expect(told).toEqual([
      [1, 'present'],
      [1, 'not-found'],
    ])
    listenings.endAll()
    expect(stopped).toEqual([])
  })

  it('gives way under a number that is used again, and what it still says is not taken for the new one', () => {
    const old = begin(1, 'old')
    const young = begin(1, 'young')
    expect(stopped).toEqual(['old'])
    old.item('late')
    old.ended(why)
    young.item('new')
    expect(told).toEqual([[1, 'new']])
    listenings.endAll()
    expect(stopped).toEqual(['old', 'young'])
  })

  it('is 64 feeds at most; one too many ends at once and costs none of the others', () => {
    const all = Array.from({ length: 64 }, (_, at) => begin(at + 1))
    expect(begin(65)).toBeUndefined()
    expect(told).toEqual([[65, 'too-large']])
    all[0]?.ended(why)
    begin(65).item('room')
    expect(told.slice(1)).toEqual([
      [1, 'not-found'],
      [65, 'room'],
    ])
  })

  it('is all ended together', () => {
    for (const id of [3, 1, 2]) begin(id)
    listenings.endAll()
    listenings.endAll()
    expect(stopped).toEqual(['3', '1', '2'])
  })

  it.each([
    [1, true],
    [2 ** 53 - 1, true],
    [0, false],
    [-1, false],
    [1.5, false],
    [2 ** 53, false],
    [Number.NaN, false],
    ['1', false],
    [1n, false],
    [null, false],
    [[1], false],
  ])('has numbers that are whole and from 1 on: %s', (value, fits) => {
    expect(isListeningId(value)).toBe(fits)
  })
})
