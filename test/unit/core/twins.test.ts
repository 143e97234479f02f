import { describe, expect, it } from 'vitest'
import { twinOf } from '../../../main/core/daemons/twins.ts'
import { carefulBackend, fingerprintOf, hostOf } from './fake-backend.ts'
import { at, box, nas, newPlace, open, type Window } from './house.ts'

const own = fingerprintOf('A1')
const other = fingerprintOf('B2')

/** Adds a daemon and trusts what it shows. */
async function meet({ window, clock }: Awaited<ReturnType<typeof open>>, daemon: typeof nas): Promise<string> {
  const { id } = await window.value('daemons.add', daemon)
  await clock.advance(200)
  await trustSeen(window, id)
  await clock.advance(200)
  return id
}

async function trustSeen(window: Window, id: string): Promise<void> {
  const problem = window.daemons.find((one) => one.id === id)?.link.problem
  await window.value('daemons.trust', { id, fingerprint: String(problem?.details?.['seen']) })
}

/** nas, then box, which is the same daemon under another name. */
async function twoEntries(fingerprints: Record<string, string> = { 'nas.home': own, 'box.example': own }) {
  const backend = carefulBackend(fingerprints)
  const place = newPlace()
  const run = await open(backend, place)
  const first = await meet(run, nas)
  const second = await meet(run, box)
  const daemon = (id: string) => run.window.daemons.find((one) => one.id === id)
  return { ...run, backend, place, first, second, daemon }
}

describe('which of two entries is asked about', () => {
  const record = (
    id: string,
    fingerprint: string | null,
    trustedAt: number | null,
    keptTwin: string | null = null,
  ) => ({
    id,
    fingerprint,
    trustedAt,
    keptTwin,
  })

  it('is the one whose certificate was trusted later, wherever it stands in the list', () => {
    const list = [record('late', own, 2), record('early', own, 1)]
    expect(twinOf('late', list)?.id).toBe('early')
    expect(twinOf('early', list)).toBeNull()
  })

  it('is the lower one when both were trusted in the same moment', () => {
    const list = [record('upper', own, 1), record('lower', own, 1)]
    expect(twinOf('lower', list)?.id).toBe('upper')
    expect(twinOf('upper', list)).toBeNull()
  })

  it('is none without a certificate, with another one, or when both were kept', () => {
    expect(twinOf('b', [record('a', null, null), record('b', null, null)])).toBeNull()
    expect(twinOf('b', [record('a', own, 1), record('b', other, 2)])).toBeNull()
    expect(twinOf('b', [record('a', own, 1), record('b', own, 2, own)])).toBeNull()
    expect(twinOf('gone', [record('a', own, 1)])).toBeNull()
  })

  it('is asked again when what was kept was another certificate', () => {
    expect(twinOf('b', [record('a', own, 1), record('b', own, 2, other)])?.id).toBe('a')
  })

  it('names the first of three', () => {
    const list = [record('c', own, 3), record('b', own, 2), record('a', own, 1)]
    expect(twinOf('c', list)?.id).toBe('a')
    expect(twinOf('b', list)?.id).toBe('a')
  })
})

describe('a second entry of the same daemon', () => {
  it('waits, says whose twin it is, and shows nothing twice', async () => {
    const { window, daemon, first, second } = await twoEntries()
    expect(daemon(first)).toMatchObject({ twin: null, link: { state: 'live' } })
    expect(daemon(second)).toMatchObject({
      twin: first,
      torrents: 0,
      link: { state: 'refused', problem: { code: 'twin', details: { twin: first }, retry: 'after-change' } },
    })
    expect(daemon(second)?.link.problem?.message).toContain('nas')
    expect([...window.rows.keys()].filter((key) => key.startsWith(second))).toEqual([])
    expect(window.events.at(-1)).toMatchObject({ kind: 'refused', daemon: second })
  })

  it('is not dialled again, not even after a start', async () => {
    const { clock, window, backend, place, second, close } = await twoEntries()
    const before = backend.dials.length
    await window.value('daemons.connect', { id: second })
    await clock.advance(60_000)
    expect(backend.dials).toHaveLength(before)
    await close()
    const again = carefulBackend({ 'nas.home': own, 'box.example': own })
    const next = await open(again, place)
    await next.clock.advance(60_000)
    expect(again.dials.map(({ target }) => hostOf(target))).toEqual(['nas.home'])
    expect(next.window.daemons.map(({ link }) => link.problem?.code)).toEqual([undefined, 'twin'])
  })

  it('connects when the person keeps both, also after a start', async () => {
    const { clock, window, place, daemon, second, close } = await twoEntries()
    await window.value('daemons.keepTwin', { id: second })
    await clock.advance(200)
    expect(daemon(second)).toMatchObject({ twin: null, torrents: 1, link: { state: 'live' } })
    expect(window.events.find(({ kind }) => kind === 'acted')?.text).toBe('Kept box beside nas, the same daemon.')
    await close()
    const next = await open(carefulBackend({ 'nas.home': own, 'box.example': own }), place)
    await next.clock.advance(200)
    expect(next.window.daemons.map(({ link }) => link.state)).toEqual(['live', 'live'])
  })

  it('connects by itself when the first one is removed', async () => {
    const { clock, window, daemon, first, second } = await twoEntries()
    await window.value('daemons.remove', { id: first })
    await clock.advance(200)
    expect(daemon(second)).toMatchObject({ twin: null, link: { state: 'live' } })
  })

  it('that was meant to be elsewhere meets the daemon at its right address for the first time', async () => {
    const fingerprints = { 'nas.home': own, 'box.example': own, 'right.example': other }
    const { clock, window, daemon, second } = await twoEntries(fingerprints)
    await window.value('daemons.edit', {
      id: second,
      name: 'box',
      address: at('right.example'),
      username: box.username,
    })
    await clock.advance(200)
    expect(daemon(second)).toMatchObject({ certificate: null, link: { problem: { code: 'certificate-unknown' } } })
    await trustSeen(window, second)
    await clock.advance(200)
    expect(daemon(second)).toMatchObject({
      twin: null,
      link: { state: 'live' },
      certificate: { fingerprint: other },
    })
  })

  it('that was pinned beforehand is refused before anything is sent', async () => {
    const backend = carefulBackend({ 'nas.home': own, 'box.example': own })
    const { clock, window } = await open(backend)
    await window.value('daemons.add', { ...nas, fingerprint: own })
    await clock.advance(200)
    await window.value('daemons.add', { ...box, fingerprint: own })
    await clock.advance(200)
    expect(window.daemons[1]?.link.problem?.code).toBe('twin')
    expect(backend.dials.map(({ target }) => hostOf(target))).toEqual(['nas.home'])
  })

  it('has nothing to keep once it is decided', async () => {
    const { window, first } = await twoEntries()
    await window.value('daemons.keepTwin', { id: first })
    expect(window.events.filter(({ kind }) => kind === 'acted')).toEqual([])
  })
})
