import { describe, expect, it } from 'vitest'
import type { Daemon, LinkState } from '../../../../preload/contract/daemons.ts'
import { staleWords } from '../../../../renderer/screen/torrents/stale.ts'
import { sampleDaemon } from './samples.ts'

const now = 1_000_000
const inState = (state: LinkState, lastSeenAt: number | null): Daemon =>
  sampleDaemon({ name: 'nas', lastSeenAt, link: { state, since: 0, problem: null, retryAt: null } })

describe('the line over old rows', () => {
  it('says since when they are old, once no daemon among them is connected', () => {
    const gone = inState('waiting', now - 120_000)
    expect(staleWords([gone, inState('off', null)], now)).toEqual([
      expect.stringMatching(/nas\W*: last seen 2\W?min ago$/),
      expect.stringMatching(/nas\W*: not reached yet$/),
    ])
    expect(staleWords([gone, inState('live', now)], now)).toBeNull()
    expect(staleWords([], now)).toBeNull()
  })

  it('is not there while a first list is being read, whose daemon it would call not reached', () => {
    expect(staleWords([inState('warming', null)], now)).toBeNull()
  })

  it('says of a list that is read again that it is', () => {
    expect(staleWords([inState('warming', now - 120_000)], now)?.[0]).toMatch(/last seen .*, reading its list…$/)
  })
})
