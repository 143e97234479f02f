import { beforeEach, describe, expect, it } from 'vitest'
import { FolderSearch } from '../../../../renderer/data/folder-search.svelte.ts'
import { byHand, HandBridge, settled } from './bridge.ts'

let bridge: HandBridge
let rest: ReturnType<typeof byHand>
let search: FolderSearch

beforeEach(() => {
  bridge = new HandBridge()
  rest = byHand()
  search = new FolderSearch(bridge, rest.schedule)
  bridge.answers['folders.complete'] = ({ path }: { path: string }) => ({ folders: [`${path}one/`], left: 0 })
})

describe('folders of a daemon', () => {
  it('are asked about once for what is typed in one go', async () => {
    search.askSoon('nas0', '/s')
    search.askSoon('nas0', '/srv/')
    rest.run()
    expect(search.isAsking).toBe(true)
    await settled()
    expect(bridge.named('folders.complete')).toEqual([{ daemon: 'nas0', path: '/srv/', hidden: false }])
    expect(search.found?.folders).toEqual(['/srv/one/'])
    expect(search.isAsking).toBe(false)
  })

  it('are those of the last question, also when an older answer comes later', async () => {
    const first = search.ask('nas0', '/a/')
    const second = search.ask('nas0', '/b/')
    await Promise.all([first, second])
    expect(search.found?.folders).toEqual(['/b/one/'])
  })

  it('that are hidden are asked for by whoever begins a name with a dot', async () => {
    await search.ask('nas0', '/srv/.ca')
    await search.ask('nas0', '/srv/a.b')
    expect(bridge.named('folders.complete').map((args) => (args as { hidden: boolean }).hidden)).toEqual([true, false])
  })

  it('that cannot be told are no trouble of anybody’s', async () => {
    bridge.answers['folders.complete'] = () => ({ code: 'timeout', message: 'No answer.', retry: 'later' })
    await search.ask('nas0', '/srv/')
    expect(search.found).toBeNull()
    expect(search.isAsking).toBe(false)
  })

  it('that nobody wants any more are not heard of', async () => {
    const asked = search.ask('nas0', '/srv/')
    search.forget()
    await asked
    expect(search.found).toBeNull()
    search.askSoon('nas0', '/srv/')
    search.forget()
    expect(rest.waiting).toBe(0)
  })
})
