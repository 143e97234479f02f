import { beforeEach, describe, expect, it } from 'vitest'
import type { Tracker } from '../../../../preload/contract/trackers.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { TrackerJob } from '../../../../renderer/screen/details/tracker-job.svelte.ts'
import { linesOf, nextAnnounce, statusOf, summaryOf } from '../../../../renderer/screen/details/trackers.ts'
import { HandBridge, offline, settled } from '../data/bridge.ts'
import { hashOf } from '../view/rows.ts'

const key = `nas0/${hashOf(1)}`
const [a, b] = ['http://a.example/x', 'http://b.example/x'] as const
const tracker = (url: string, tier: number, more: Partial<Tracker> = {}): Tracker => ({
  url,
  tier,
  state: null,
  status: '',
  seeds: null,
  peers: null,
  nextAnnounceMs: null,
  ...more,
})

describe('what is told of a tracker', () => {
  it('is said in words: its own where it complains, and that nothing is told', () => {
    expect(statusOf(tracker(a, 0, { state: 'ok' }), 'nas')).toMatchObject({ tone: 'ok', text: 'ok' })
    const late = statusOf(tracker(a, 0, { state: 'error', status: 'timed out' }), 'nas')
    expect(late.tone).toBe('bad')
    expect(late.text).toContain('timed out')
    expect(statusOf(tracker(a, 0, { state: 'error' }), 'nas').text).toBe('not answering')
    const untold = statusOf(tracker(a, 0), 'nas')
    expect([untold.tone, untold.text]).toEqual(['untold', 'not told'])
    expect(untold.title).toContain('nas')
  })

  it('is the time until it is asked again, as it runs', () => {
    const soon = tracker(a, 0, { nextAnnounceMs: 65_000 })
    expect(nextAnnounce(soon, 0)).toBe('in 1\u00a0m\u00a05\u00a0s')
    expect(nextAnnounce(soon, 10_000)).toBe('in 55\u00a0s')
    expect(nextAnnounce(soon, 70_000)).toBe('now')
    expect(nextAnnounce(tracker(a, 0), 0)).toBe('–')
  })

  it('counts those that answer only where that is told of all', () => {
    expect(summaryOf([tracker(a, 0, { state: 'ok' }), tracker(b, 0)], false)).toEqual(['2 trackers', 'Public torrent'])
    expect(summaryOf([tracker(a, 0, { state: 'ok' })], true)).toEqual(['1 of 1 tracker answering', 'Private torrent'])
    expect(summaryOf([], false)).toEqual(['Public torrent'])
  })

  it('stands in lines with a head for each tier; an address that is there twice has two', () => {
    const lines = linesOf([[a, a], [b]], [tracker(a, 0, { seeds: 3 })])
    expect(lines.map((line) => line.key)).toEqual(['tier 0', `1 ${a}`, `2 ${a}`, 'tier 1', `1 ${b}`])
    expect(lines[1]).toMatchObject({ spot: { tier: 0, at: 0 }, tracker: { seeds: 3 } })
  })
})

describe('a change of trackers', () => {
  let bridge: HandBridge
  let toasts: Toasts
  let job: TrackerJob
  beforeEach(() => {
    bridge = new HandBridge()
    toasts = new Toasts()
    job = new TrackerJob(bridge, toasts, key)
    job.take([tracker(a, 0), tracker(b, 1)])
  })

  it('is shown at once, and is over when the daemon tells of it', async () => {
    const change = job.change([[b], [a]])
    expect(job.tiers).toEqual([[b], [a]])
    expect([job.isPending, job.isBusy]).toEqual([true, true])
    expect(await job.change([[a]])).toBe('A change is on its way.')
    expect(await change).toBeNull()
    expect([job.isPending, job.isBusy]).toEqual([true, false])
    job.take([tracker(b, 0), tracker(a, 1)])
    expect(job.isPending).toBe(false)
    expect(bridge.named('trackers.set')).toHaveLength(1)
    job.close()
  })

  it('snaps back where it was refused, and says why', async () => {
    bridge.answers['trackers.set'] = () => offline
    expect(await job.attempt([[b]])).toBe(false)
    expect(job.tiers).toEqual([[a], [b]])
    expect(toasts.list.map(({ text, tone }) => [text, tone])).toEqual([[offline.message, 'bad']])
  })

  it('that removes one offers to take it back, also after others were added', async () => {
    await job.remove({ tier: 0, at: 0 })
    expect(bridge.named('trackers.set')).toEqual([{ key, trackers: [{ url: b, tier: 0 }] }])
    job.take([tracker(b, 0), tracker('udp://c.example:1', 1)])
    toasts.list[0]?.act?.run()
    await settled()
    expect(job.tiers).toEqual([[a], [b], ['udp://c.example:1']])
    job.close()
  })
})
