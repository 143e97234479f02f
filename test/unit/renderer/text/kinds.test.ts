import { describe, expect, it } from 'vitest'
import { kindNames, kindWords, needsOf } from '../../../../renderer/text/kinds.ts'
import { sampleKind } from '../screen/samples.ts'

describe('what is said of a kind of daemon', () => {
  it('holds for any, with its name', () => {
    const words = kindWords(sampleKind())
    expect(words.webPortHint(4000)).toBe('That is the port of Ferry’s web page. Daemons usually listen at 4000.')
    expect(words.webPortHint(null)).toBe('That is the port of Ferry’s web page.')
    expect(words.usernameHint).toBe('Of an account on the daemon.')
    expect(words.importNoneHint).toContain('Ferry')
    expect(words.certificateCommand).toBe('')
  })

  it('follows from the accounts that it has', () => {
    expect(kindWords(sampleKind({ account: 'none' })).needs).toBe('You need its address.')
    expect(kindWords(sampleKind({ account: 'optional' })).usernameHint).toBe('Only where the daemon asks for one.')
  })

  it('says more of one that has words of its own', () => {
    const words = kindWords(sampleKind({ id: 'deluge', name: 'Deluge' }))
    expect(words.usernameHint).toBe('From the daemon’s auth file.')
    expect(words.certificateCommand).toContain('openssl x509')
    expect(words.webPortHint(58846)).toBe('That is the port of Deluge’s web page. Daemons usually listen at 58846.')
  })
})

describe('several kinds', () => {
  const three = [sampleKind(), sampleKind({ id: 'raft', name: 'Raft' }), sampleKind({ id: 'buoy', name: 'Buoy' })]

  it('are named in one breath', () => {
    expect(kindNames([])).toBe('')
    expect(kindNames(three.slice(0, 1))).toBe('Ferry')
    expect(kindNames(three)).toBe('Ferry, Raft and Buoy')
  })

  it('need what the only one of them needs, else what holds for all', () => {
    expect(needsOf([sampleKind({ account: 'none' })])).toBe('You need its address.')
    expect(needsOf(three)).toContain('where it asks for one')
    expect(needsOf([])).toBe(needsOf(three))
  })
})
