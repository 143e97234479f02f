import { beforeEach, describe, expect, it } from 'vitest'
import { Kinds } from '../../../../renderer/data/kinds.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { sampleKind } from '../screen/samples.ts'
import { HandBridge, offline } from './bridge.ts'

let bridge: HandBridge
let toasts: Toasts
let kinds: Kinds

beforeEach(() => {
  bridge = new HandBridge()
  toasts = new Toasts()
  kinds = new Kinds(bridge, toasts)
  bridge.answers['kinds.list'] = () => [sampleKind(), sampleKind({ id: 'raft', name: 'Raft', imports: false })]
})

describe('the kinds of daemons', () => {
  it('are asked for once, however often somebody wants them', async () => {
    await Promise.all([kinds.load(), kinds.load()])
    await kinds.load()
    expect(bridge.named('kinds.list')).toHaveLength(1)
    expect(kinds.list.map(({ id }) => id)).toEqual(['ferry', 'raft'])
    expect(kinds.importing.map(({ id }) => id)).toEqual(['ferry'])
  })

  it('have names, and their ids stand for these until they are known', async () => {
    expect(kinds.name('raft')).toBe('raft')
    await kinds.load()
    expect(kinds.name('raft')).toBe('Raft')
    expect(kinds.get('steamer')).toBeUndefined()
  })

  it('are asked for again after a failure, which is told', async () => {
    bridge.answers['kinds.list'] = () => ({ ...offline, message: 'The program does not answer.' })
    await kinds.load()
    expect(kinds.ready).toBe(true)
    expect(toasts.list).toMatchObject([{ text: 'The program does not answer.', tone: 'bad' }])
    bridge.answers['kinds.list'] = () => [sampleKind()]
    await kinds.load()
    expect(kinds.list).toHaveLength(1)
  })

  it('leave it to the door to say that it is lost', async () => {
    bridge.answers['kinds.list'] = () => ({ ...offline, code: 'closed' })
    await kinds.load()
    expect(toasts.list).toEqual([])
  })
})
