import { describe, expect, it } from 'vitest'
import type { FeedItem } from '../../../preload/contract/feeds.ts'
import type { TorrentState } from '../../../preload/contract/torrents.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent, type Window } from './house.ts'

function watch(window: Window): { readonly items: FeedItem<'moves'>[]; readonly end: FeedItem<'moves'> | undefined } {
  const items: FeedItem<'moves'>[] = []
  window.listen('moves', {}, (item) => items.push(item))
  return {
    items,
    get end() {
      return items.findLast(({ kind }) => kind === 'end')
    },
  }
}

async function house() {
  const session = new FakeConnection([1, 2].map((n) => torrent(n, { folder: '/srv/old', state: 'seeding' })))
  const backend = answering(session)
  const opened = await open(backend)
  const { id } = await opened.window.value('daemons.add', nas)
  await opened.clock.advance(3_000)
  const put = (n: number, state: TorrentState, folder: string, message = ''): void => {
    session.torrents.set(hashOf(n), torrent(n, { state, folder, message }))
  }
  return {
    ...opened,
    backend,
    session,
    id,
    put,
    keys: [1, 2].map((n) => `${id}/${hashOf(n)}`),
    seen: watch(opened.window),
  }
}

const stayed =
  'It is still in /srv/old: nas did not move it and does not say why. Look whether it may write to the folder.'

describe('moving what torrents have', () => {
  it('is followed until it is true', async () => {
    const { window, clock, session, id, keys, put, seen } = await house()
    const targets = [{ daemon: id, folder: '/srv/new/' }]
    expect(await window.value('torrents.move', { keys, targets })).toEqual(keys.map((key) => ({ key, problem: null })))
    expect(session.moves).toEqual([{ hashes: [hashOf(1), hashOf(2)], folder: '/srv/new/' }])
    for (const n of [1, 2]) put(n, 'moving', '/srv/old')
    await clock.advance(60_000)
    expect(seen.end).toBeUndefined()
    for (const n of [1, 2]) put(n, 'seeding', '/srv/new')
    await clock.advance(5_000)
    expect(seen.end).toMatchObject({ moved: 2, failed: [], targets })
    expect(window.events.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Began to move 2 torrents to /srv/new/.', 'Moved 2 torrents to /srv/new/.']),
    )
  })

  it('says which stayed, and what their daemon says of that', async () => {
    const { window, clock, id, keys, put, seen } = await house()
    await window.value('torrents.move', { keys, targets: [{ daemon: id, folder: '/proc/no' }] })
    put(2, 'error', '/srv/old', 'No space left on device')
    await clock.advance(20_000)
    expect(seen.end).toMatchObject({
      moved: 0,
      failed: [
        { key: keys[1], problem: { message: 'nas could not move it: No space left on device' } },
        {
          key: keys[0],
          problem: { message: stayed },
        },
      ],
    })
  })

  it('is followed on after a lost connection and another start', async () => {
    const { window, clock, session, backend, place, close, id, keys, put } = await house()
    await window.value('torrents.move', { keys, targets: [{ daemon: id, folder: '/srv/new' }] })
    for (const n of [1, 2]) put(n, 'moving', '/srv/old')
    await clock.advance(4_000)
    session.break()
    await close()
    const again = await open(backend, place)
    const seen = watch(again.window)
    expect(seen.items).toMatchObject([{ kind: 'now', moves: [{ daemon: id, folder: '/srv/new', number: 2 }] }])
    for (const n of [1, 2]) put(n, 'seeding', '/srv/new')
    await again.clock.advance(10_000)
    expect(seen.end).toMatchObject({ moved: 2, failed: [] })
  })

  it('is not begun without a folder, or at a daemon that refuses it', async () => {
    const { window, session, id, keys, seen } = await house()
    expect(await window.value('torrents.move', { keys, targets: [{ daemon: 'other', folder: '/srv' }] })).toMatchObject(
      [{ problem: { message: 'Give the folder to move to.' } }, { problem: { code: 'invalid' } }],
    )
    const problem = { code: 'not-found', message: 'nas has no such torrent.', retry: 'never' } as const
    session.move = (hashes) => Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    await window.value('torrents.move', { keys, targets: [{ daemon: id, folder: '/srv' }] })
    expect(seen.items.at(-1)).toEqual({ kind: 'now', moves: [] })
    expect(await window.call('torrents.move', { keys, targets: [{ daemon: id, folder: 'new' }] })).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: 'Give the whole path of the folder.' },
    })
  })
})
