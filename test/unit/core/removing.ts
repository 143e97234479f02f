import type { FeedItem } from '../../../preload/contract/feeds.ts'
import type { Removal } from '../../../preload/contract/removals.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent, type Window } from './house.ts'

/** What the feed says now, put together as a window does. */
export class Watcher {
  readonly items: FeedItem<'removals'>[] = []
  readonly now = new Map<string, Removal>()

  constructor(window: Window) {
    window.listen('removals', {}, (item) => {
      this.items.push(item)
      if (item.kind === 'all') for (const removal of item.removals) this.now.set(removal.id, removal)
      if (item.kind === 'put') this.now.set(item.removal.id, item.removal)
      if (item.kind === 'end') this.now.delete(item.id)
      const held = item.kind === 'pace' ? this.now.get(item.id) : undefined
      if (held && item.kind === 'pace') this.now.set(item.id, { ...held, leftMs: item.leftMs, isHeld: item.isHeld })
    })
  }

  get first(): Removal {
    const [removal] = this.now.values()
    if (!removal) throw new Error('Nothing waits.')
    return removal
  }

  get end(): FeedItem<'removals'> | undefined {
    return this.items.findLast(({ kind }) => kind === 'end')
  }
}

/** A house with one daemon that has three torrents: two run, one is paused. */
export async function house() {
  const session = new FakeConnection([
    torrent(1, { state: 'seeding' }),
    torrent(2, { state: 'downloading' }),
    torrent(3, { state: 'paused' }),
  ])
  const backend = answering(session)
  const opened = await open(backend)
  const { id } = await opened.window.value('daemons.add', nas)
  await opened.clock.advance(200)
  const key = (n: number): string => `${id}/${hashOf(n)}`
  return { ...opened, backend, session, id, key, watcher: new Watcher(opened.window) }
}
