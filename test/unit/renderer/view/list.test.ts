import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SortKey } from '../../../../preload/contract/settings.ts'
import { Filter, noFacets, type Facets } from '../../../../preload/listing/filter.ts'
import { ListModel } from '../../../../renderer/view/list.ts'
import type { Change, Row } from '../../../../preload/listing/row.ts'
import { Order } from '../../../../preload/listing/sort.ts'
import { asMap, makeRow } from './rows.ts'

const context = { daemonName: (id: string): string => id }
const bySize: SortKey[] = [{ column: 'size', down: true }]

function step(rows: Map<string, Row>, key: string, after: Row | undefined): Change {
  const before = rows.get(key)
  if (after) rows.set(key, after)
  else rows.delete(key)
  return { key, before, after }
}

function modelOf(rows: Map<string, Row>, sort = bySize): ListModel {
  const model = new ListModel(rows, sort, context)
  model.rebuild()
  return model
}

/** Another filter, and all that it lets in. */
function filter(model: ListModel, text: string, facets: Facets): void {
  model.setFilter(text, facets)
  model.finish()
}

describe('the list', () => {
  it('puts a new row where it belongs', () => {
    const rows = asMap([makeRow(1, { sizeBytes: 10 }), makeRow(2, { sizeBytes: 30 })])
    const model = modelOf(rows)
    const fresh = makeRow(3, { sizeBytes: 20 })
    expect(model.apply([step(rows, fresh.key, fresh)])).toBe(true)
    expect(model.shown.map((key) => rows.get(key)?.sizeBytes)).toEqual([30, 20, 10])
    expect([...model.moved]).toEqual([fresh.key])
  })

  it('stays the very same list when only other fields change', () => {
    const rows = asMap([makeRow(1), makeRow(2)])
    const model = modelOf(rows)
    const before = model.shown
    const old = rows.get(makeRow(1).key) as Row
    expect(model.apply([step(rows, old.key, { ...old, seeds: 5 })])).toBe(false)
    expect(model.shown).toBe(before)
  })

  it('sums the rates of what is shown', () => {
    const rows = asMap([
      makeRow(1, { downBytesPerSecond: 5, label: 'a' }),
      makeRow(2, { downBytesPerSecond: 7, label: 'b' }),
    ])
    const model = modelOf(rows)
    expect(model.totals()).toEqual({ count: 2, downBytesPerSecond: 12, upBytesPerSecond: 0 })
    filter(model, '', { ...noFacets, label: new Set(['b']) })
    expect(model.totals()).toEqual({ count: 1, downBytesPerSecond: 7, upBytesPerSecond: 0 })
    const old = rows.get(makeRow(2).key) as Row
    model.apply([step(rows, old.key, { ...old, downBytesPerSecond: 1 })])
    expect(model.totals().downBytesPerSecond).toBe(1)
  })

  it('tells the place of every row, and -1 of those it does not show', () => {
    const rows = asMap(Array.from({ length: 30 }, (_, number) => makeRow(number, { sizeBytes: number % 4 })))
    const model = modelOf(rows)
    expect(model.shown.map((key) => model.indexOf(key))).toEqual(model.shown.map((_, index) => index))
    const gone = makeRow(5)
    model.apply([step(rows, gone.key, undefined)])
    expect(model.indexOf(gone.key)).toBe(-1)
    expect(model.indexOf(null)).toBe(-1)
  })
})

describe('the counts', () => {
  it('follow the words typed, and rows that change, come and go', () => {
    const rows = asMap([makeRow(1, { label: 'iso' }), makeRow(2, { label: 'film' }), makeRow(33, { label: 'film' })])
    const model = modelOf(rows)
    filter(model, 'torrent 3', noFacets)
    expect(Object.fromEntries(model.counts().label)).toEqual({ film: 1 })
    const old = rows.get(makeRow(1).key) as Row
    model.apply([step(rows, old.key, { ...old, name: 'torrent 3b' })])
    expect(Object.fromEntries(model.counts().label)).toEqual({ film: 1, iso: 1 })
    model.apply([step(rows, makeRow(33).key, undefined)])
    expect(Object.fromEntries(model.counts().label)).toEqual({ iso: 1 })
  })
})

describe('a list made afresh', () => {
  it('keeps its filter, and has everything when that is lifted', () => {
    const rows = asMap([makeRow(1, { label: 'iso' }), makeRow(2, { label: 'film' })])
    const model = modelOf(rows)
    filter(model, 'torrent 1', noFacets)
    model.rebuild()
    expect(Object.fromEntries(model.counts().label)).toEqual({ iso: 1 })
    filter(model, '', noFacets)
    expect(Object.fromEntries(model.counts().label)).toEqual({ iso: 1, film: 1 })
  })

  it('is not confused by labels that look like two', () => {
    const rows = asMap([makeRow(1, { label: 'a', tracker: 'b c' }), makeRow(2, { label: 'a b', tracker: 'c' })])
    expect(Object.fromEntries(modelOf(rows).counts().label)).toEqual({ a: 1, 'a b': 1 })
  })
})

describe('a frozen list', () => {
  it('moves nothing until it thaws, and then makes all good', () => {
    const rows = asMap([makeRow(1, { sizeBytes: 10 }), makeRow(2, { sizeBytes: 30 })])
    const model = modelOf(rows)
    const before = model.shown
    model.freeze()
    const old = rows.get(makeRow(1).key) as Row
    expect(model.apply([step(rows, old.key, { ...old, sizeBytes: 99 })])).toBe(false)
    expect(model.apply([step(rows, makeRow(3).key, makeRow(3, { sizeBytes: 50 }))])).toBe(false)
    expect(model.shown).toBe(before)
    expect(model.thaw()).toBe(true)
    expect(model.shown.map((key) => rows.get(key)?.sizeBytes)).toEqual([99, 50, 30])
  })

  it('has nothing to make good when nothing would have moved', () => {
    const rows = asMap([makeRow(1)])
    const model = modelOf(rows)
    model.freeze()
    const old = rows.get(makeRow(1).key) as Row
    model.apply([step(rows, old.key, { ...old, seeds: 3 })])
    expect(model.thaw()).toBe(false)
  })

  it('counts on while it holds still', () => {
    const rows = asMap([makeRow(1)])
    const model = modelOf(rows)
    model.freeze()
    model.apply([step(rows, makeRow(2).key, makeRow(2))])
    expect(model.counts().daemon.get('nas0')).toBe(2)
  })

  it('has all rows in order when the filter changes meanwhile', () => {
    const rows = asMap([makeRow(1, { sizeBytes: 1 })])
    const model = modelOf(rows)
    model.freeze()
    model.apply([step(rows, makeRow(2).key, makeRow(2, { sizeBytes: 2 }))])
    filter(model, 'torrent', noFacets)
    expect(model.shown).toHaveLength(2)
  })
})

const anyRow = fc.record({
  number: fc.integer({ min: 0, max: 25 }),
  size: fc.integer({ min: 0, max: 5 }),
  label: fc.constantFrom('', 'iso', 'film'),
  rate: fc.constantFrom(0, 0, 100),
  state: fc.constantFrom('seeding' as const, 'paused' as const, 'error' as const),
  gone: fc.boolean(),
  name: fc.constantFrom('torrent a', 'torrent b', 'other'),
  freeze: fc.boolean(),
})

const anyFacets: fc.Arbitrary<Facets> = fc
  .record({ label: fc.subarray(['', 'iso', 'film']), state: fc.subarray(['seeding', 'active', 'error']) })
  .map(({ label, state }) => ({ ...noFacets, label: new Set(label), state: new Set(state) }))

const anyText = fc.constantFrom('', 't', 'torrent', 'torrent a', 'b', 'other')
const anySort = fc.constantFrom<SortKey[]>(
  [],
  bySize,
  [{ column: 'up', down: true }],
  [{ column: 'label', down: false }],
)

describe('a filter over a long list', () => {
  const letters = ['alpha', 'beta', 'gamma', 'delta']
  const many = (): Map<string, Row> =>
    asMap(
      Array.from({ length: 4_000 }, (_, number) =>
        makeRow(number, {
          name: `${letters[number % 4]} ${number}`,
          sizeBytes: number,
          label: number % 3 ? '' : 'iso',
        }),
      ),
    )
  /** Goes on as little as possible. */
  const goOn = (model: ListModel): boolean => model.choose(() => true)
  const wanted = (rows: Map<string, Row>, text: string, facets = noFacets): string[] =>
    [...rows.values()]
      .filter((row) => new Filter(text, facets, context.daemonName).passes(row))
      .sort(new Order(bySize, context).compare)
      .map(({ key }) => key)

  it('shows what was shown until enough for a screen is found, then that, then all', () => {
    const rows = many()
    const model = modelOf(rows)
    const all = wanted(rows, 'beta')
    const lengths = new Set<number>()
    model.setFilter('beta', noFacets)
    while (!model.isWhole) {
      goOn(model)
      lengths.add(model.shown.length)
      if (model.shown.length < 4_000) expect(model.shown).toEqual(all.slice(0, model.shown.length))
    }
    expect([...lengths]).toEqual([4_000, 200, 1_000])
  })

  it('knows of every row at any time whether it will be shown, and the places of those that are', () => {
    const rows = many()
    const model = modelOf(rows)
    model.setFilter('beta', { ...noFacets, label: new Set(['iso']) })
    const [last, first] = [makeRow(3).key, makeRow(3_993).key]
    expect([...rows.keys()].filter((key) => model.has(key)).length).toBe(
      wanted(rows, 'beta', { ...noFacets, label: new Set(['iso']) }).length,
    )
    while (!goOn(model));
    expect(model.isWhole).toBe(false)
    expect(model.indexOf(first)).toBe(0)
    expect([model.has(makeRow(9).key), model.indexOf(makeRow(9).key), model.indexOf(last)]).toEqual([true, -1, -1])
    model.finish()
    expect(model.indexOf(makeRow(9).key)).toBe(332)
  })

  it('is the one typed last, wherever the ones before it had come to', () => {
    const texts = fc.array(fc.tuple(fc.constantFrom('', 'a', 'al', 'be', 'ta', '1', '12', 'beta 3'), fc.nat(20)), {
      minLength: 1,
      maxLength: 6,
    })
    const rows = many()
    fc.assert(
      fc.property(texts, (typed) => {
        const model = modelOf(rows)
        for (const [text, goes] of typed) {
          model.setFilter(text, noFacets)
          for (let go = 0; go < goes; go += 1) goOn(model)
        }
        model.finish()
        const text = typed.at(-1)?.[0] ?? ''
        expect(model.shown).toEqual(wanted(rows, text))
        expect(model.counts().daemon.get('nas0') ?? 0).toBe(model.shown.length)
      }),
      { numRuns: 60 },
    )
  })

  it('is whole as soon as rows change', () => {
    const rows = many()
    const model = modelOf(rows)
    model.setFilter('beta', noFacets)
    goOn(model)
    const row = makeRow(1, { name: 'beta without a number', sizeBytes: 9_999 })
    expect(model.apply([step(rows, row.key, row)])).toBe(true)
    expect(model.shown).toEqual(wanted(rows, 'beta'))
    expect(model.shown[0]).toBe(row.key)
  })
})

describe('whatever happens', () => {
  it('the list is the naive one, whatever is typed, chosen and sorted by between the changes', () => {
    const turn = fc.record({
      batch: fc.array(anyRow, { maxLength: 8 }),
      text: anyText,
      facets: anyFacets,
      sort: anySort,
    })
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 10 }), (turns) => {
        const rows = new Map<string, Row>()
        const model = modelOf(rows)
        for (const { batch, text, facets, sort } of turns) {
          const latest = new Map(batch.map((each) => [each.number, each]))
          const changes = [...latest.values()].map(({ number, size, label, rate, state, gone, name }) => {
            const row = makeRow(number, { sizeBytes: size, label, upBytesPerSecond: rate, state, name })
            return step(rows, row.key, gone ? undefined : row)
          })
          model.apply(changes)
          model.setSort(sort)
          filter(model, text, facets)
          const wantedBy = new Filter(text, facets, context.daemonName)
          const wanted = [...rows.values()].sort(new Order(sort, context).compare).filter((row) => wantedBy.passes(row))
          expect(model.shown).toEqual(wanted.map((row) => row.key))
          expect(model.totals().upBytesPerSecond).toBe(wanted.reduce((sum, row) => sum + row.upBytesPerSecond, 0))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('the list, its counts and its sums are those of a list made afresh', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRow, { maxLength: 8 }), { maxLength: 12 }), anyFacets, (batches, facets) => {
        const rows = new Map<string, Row>()
        const sort: SortKey[] = [
          { column: 'size', down: true },
          { column: 'label', down: false },
        ]
        const model = modelOf(rows, sort)
        filter(model, 'torrent', facets)
        for (const batch of batches) {
          const changes = new Map<string, Change>()
          for (const { number, size, label, rate, state, gone, name } of batch) {
            const row = makeRow(number, { sizeBytes: size, label, upBytesPerSecond: rate, state, name })
            const change = step(rows, row.key, gone ? undefined : row)
            changes.set(row.key, {
              ...change,
              before: changes.has(row.key) ? changes.get(row.key)?.before : change.before,
            })
          }
          if (batch[0]?.freeze) model.freeze()
          model.apply([...changes.values()])
          model.thaw()
        }
        const wantedBy = new Filter('torrent', facets, context.daemonName)
        const wanted = [...rows.values()].sort(new Order(sort, context).compare).filter((row) => wantedBy.passes(row))
        expect(model.shown).toEqual(wanted.map((row) => row.key))
        const afresh = modelOf(rows, sort)
        filter(afresh, 'torrent', facets)
        expect(model.counts()).toEqual(afresh.counts())
        expect(model.totals()).toEqual(afresh.totals())
      }),
      { numRuns: 300 },
    )
  })
})
