import { beforeEach, describe, expect, it } from 'vitest'
import type { Lead } from '../../../../preload/contract/notices.ts'
import { Leads } from '../../../../renderer/data/leads.ts'
import { hashOf } from '../../core/fake-backend.ts'

const key = (n: number): string => `nas0/${hashOf(n)}`

let rows: Map<string, never>
let size: number
let shown: Set<string>
let did: unknown[]
let tell: () => void
let leads: Leads

beforeEach(() => {
  rows = new Map([1, 2, 3].map((n) => [key(n), {} as never]))
  size = 3
  shown = new Set(rows.keys())
  did = []
  tell = () => {}
  leads = new Leads({
    listing: {
      show: (one) => did.push(['show', one]) > 0,
      select: (keys) => void did.push(['select', ...keys]),
      has: (one) => shown.has(one),
      clear: () => void did.push(['clear']),
      showDaemon: (id) => void did.push(['daemon', id]),
    },
    torrents: {
      rows,
      get size() {
        return size
      },
      get ready() {
        return size > 0
      },
      listen: (listener) => {
        tell = () => listener([])
        return () => {}
      },
    },
    daemons: { list: [{ id: 'nas0' }] as never },
    pages: { leave: () => void did.push(['leave']) },
  })
})

const about = (...torrents: string[]): Lead => ({ daemon: 'nas0', torrents })

describe('following a notice', () => {
  it('shows its torrent', () => {
    leads.follow(about(key(2)))
    expect(did).toEqual([['show', key(2)]])
  })

  it('selects its torrents, and lifts a filter that hides one', () => {
    shown.delete(key(3))
    leads.follow(about(key(2), key(3), key(9)))
    expect(did).toEqual([['clear'], ['show', key(2)], ['select', key(2), key(3)]])
  })

  it('waits for rows that are still to come, as in a window that was opened for it', () => {
    size = 10
    leads.follow(about(key(9)))
    tell()
    expect(did).toEqual([])
    rows.set(key(9), {} as never)
    shown.add(key(9))
    tell()
    tell()
    expect(did).toEqual([['show', key(9)]])
  })

  it('shows the daemon where its torrent is gone, and nothing where both are', () => {
    leads.follow(about(key(9)))
    leads.follow({ daemon: 'gone', torrents: [] })
    leads.follow({ daemon: null, torrents: [] })
    expect(did).toEqual([['leave'], ['daemon', 'nas0']])
  })
})
