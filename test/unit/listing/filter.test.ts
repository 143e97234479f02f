import { describe, expect, it } from 'vitest'
import {
  active,
  Filter,
  noFacets,
  notAnswering,
  toggleFacet,
  type FacetCounts,
  type Facets,
} from '../../../preload/listing/filter.ts'
import { fold, words } from '../../../preload/listing/fold.ts'
import { Groups } from '../../../preload/listing/groups.ts'
import type { Row } from '../../../preload/listing/row.ts'
import { hashOf, makeRow } from '../renderer/view/rows.ts'

function facets(more: Partial<Record<keyof Facets, string[]>>): Facets {
  const chosen = Object.fromEntries(Object.entries(more).map(([facet, values]) => [facet, new Set(values)]))
  return { ...noFacets, ...chosen }
}

describe('folding', () => {
  it('takes case, accents and letters with strokes away', () => {
    expect(fold('Łódź ÉVORA Großer Ærø')).toBe('lodz evora grosser aero')
  })

  it('folds the dotted and the dotless Turkish i alike', () => {
    expect(fold('İzmir ISPARTA ılık')).toBe('izmir isparta ilik')
  })

  it('splits a search into words and forgets the spaces', () => {
    expect(words('  Big\u00a0 BUCK ')).toEqual(['big', 'buck'])
  })
})

describe('a filter by text', () => {
  const row = makeRow(1, { name: 'Big.Buck.Bunny.Łódź.2160p' })
  const passes = (text: string): boolean => new Filter(text, noFacets).passes(row)

  it('finds every word in any order', () => {
    expect(passes('2160p buck')).toBe(true)
    expect(passes('buck 1080p')).toBe(false)
  })

  it('finds accented names by plain letters, and plain names by accented letters', () => {
    expect(passes('lodz')).toBe(true)
    expect(passes('Búck')).toBe(true)
  })

  it('finds a name by what is read of it and by what it is', () => {
    const name = 'holiday-\u202egpj\u200b.exe'
    for (const typed of [name, 'holiday-gpj.exe', 'holiday-\ufffdgpj.exe']) {
      expect(new Filter(typed, noFacets).matchesText(makeRow(2, { name }))).toBe(true)
    }
  })

  it('finds torrents by the name of their daemon, alone or with words of their own', () => {
    const onDaemon = (text: string): boolean => new Filter(text, noFacets, () => 'Attic Łódź').passes(row)
    expect(['attic', 'lodz attic', 'buck ATTIC', 'bunny lod'].map(onDaemon)).toEqual([true, true, true, true])
    expect(['attic 1080p', 'cellar'].map(onDaemon)).toEqual([false, false])
    expect(passes('attic')).toBe(false)
  })

  it('finds a torrent by its whole info-hash', () => {
    expect(passes(hashOf(1))).toBe(true)
    expect(passes(hashOf(2))).toBe(false)
  })

  it('shows everything when only spaces were typed', () => {
    expect(new Filter('   ', noFacets).empty).toBe(true)
    expect(passes('   ')).toBe(true)
  })
})

describe('a filter by buckets', () => {
  const downloading = makeRow(1, { state: 'downloading', downBytesPerSecond: 10, label: 'iso' })
  const idle = makeRow(2, { state: 'seeding', label: 'film', daemon: 'attic0' })
  const broken = makeRow(3, { state: 'error', tracker: 'a.example', trackerState: 'error' })

  it('adds up within a section and narrows across sections', () => {
    const filter = new Filter('', facets({ label: ['iso', 'film'], daemon: ['attic0'] }))
    expect([downloading, idle, broken].filter((row) => filter.passes(row))).toEqual([idle])
  })

  it('counts a torrent with a rate as active beside its own state', () => {
    expect(new Filter('', facets({ state: [active] })).passes(downloading)).toBe(true)
    expect(new Filter('', facets({ state: ['downloading'] })).passes(downloading)).toBe(true)
    expect(new Filter('', facets({ state: [active] })).passes(idle)).toBe(false)
  })

  it('finds torrents without a label', () => {
    const filter = new Filter('', facets({ label: [''] }))
    expect([downloading, idle, broken].filter((row) => filter.passes(row))).toEqual([broken])
  })

  it('finds failing trackers under their host and under those that do not answer', () => {
    expect(new Filter('', facets({ tracker: [notAnswering] })).passes(broken)).toBe(true)
    expect(new Filter('', facets({ tracker: ['a.example'] })).passes(broken)).toBe(true)
    expect(new Filter('', facets({ tracker: [notAnswering] })).passes(idle)).toBe(false)
  })
})

describe('the counts of the sidebar', () => {
  const rows = [
    makeRow(1, { state: 'downloading', label: 'iso' }),
    makeRow(2, { state: 'seeding', label: 'iso' }),
    makeRow(3, { state: 'seeding', label: 'film', trackerState: 'error', upBytesPerSecond: 5 }),
  ]
  const count = (chosen: Facets): FacetCounts => {
    const groups = new Groups(new Filter('', chosen))
    for (const row of rows) groups.count(groups.join(row, row.daemon), 1)
    return groups.counts()
  }

  it('hold for each section what its other buckets would show, and for the others what is shown', () => {
    const counts = count(facets({ state: ['seeding'] }))
    expect(Object.fromEntries(counts.state)).toEqual({ downloading: 1, seeding: 2, active: 1 })
    expect(Object.fromEntries(counts.label)).toEqual({ iso: 1, film: 1 })
  })

  it('hold a row under its host and under what does not answer', () => {
    expect(Object.fromEntries(count(noFacets).tracker)).toEqual({ 'tracker.example': 3, [notAnswering]: 1 })
  })

  it('have no row that two sections keep out, and no bucket with nothing in it', () => {
    const counts = count(facets({ state: ['paused'], label: ['film'] }))
    expect(Object.fromEntries(counts.state)).toEqual({ seeding: 1, active: 1 })
    expect(Object.fromEntries(counts.label)).toEqual({})
    const groups = new Groups(new Filter('', noFacets))
    const group = groups.join(rows[0] as Row, 'nas0')
    groups.count(group, 1)
    groups.count(group, -1)
    expect(groups.counts().label.size).toBe(0)
  })

  it('keep nothing of labels that no row has any more', () => {
    const groups = new Groups(new Filter('', noFacets))
    const rows = Array.from({ length: 3_000 }, (_, turn) => makeRow(1, { label: `label ${turn}` }))
    for (const row of rows) {
      const group = groups.join(row, row.daemon)
      groups.count(group, 1)
      if (row !== rows.at(-1)) {
        groups.count(group, -1)
        groups.leave(group)
      }
    }
    expect(groups.size).toBe(1)
    expect([...groups.counts().label]).toEqual([['label 2999', 1]])
  })
})

describe('more words', () => {
  const filter = (text: string): Filter => new Filter(text, noFacets)

  it('let in nothing that fewer did not, so that only what those let in is looked at', () => {
    expect(filter('debian net').narrows(filter('deb'))).toBe(true)
    expect(filter('deb').narrows(filter(''))).toBe(true)
    expect(filter('deb').narrows(filter('debi'))).toBe(false)
    expect(filter('deb').narrows(filter('net'))).toBe(false)
  })

  it('that are an info-hash may let in another row', () => {
    expect(filter(hashOf(7)).narrows(filter(hashOf(7).slice(0, -1)))).toBe(false)
  })
})

describe('a click on a bucket', () => {
  it('chooses it alone, and a second click lifts the choice', () => {
    const once = toggleFacet(facets({ label: ['film', 'iso'] }), 'label', 'iso', false)
    expect([...once.label]).toEqual(['iso'])
    expect([...toggleFacet(once, 'label', 'iso', false).label]).toEqual([])
  })

  it('with the adding key joins or leaves the others', () => {
    const two = toggleFacet(facets({ label: ['film'] }), 'label', 'iso', true)
    expect([...two.label]).toEqual(['film', 'iso'])
    expect([...toggleFacet(two, 'label', 'film', true).label]).toEqual(['iso'])
  })
})
