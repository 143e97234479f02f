import { describe, expect, it } from 'vitest'
import { linkStates, type Daemon, type LinkStatus } from '../../../../preload/contract/daemons.ts'
import type { ErrorCode } from '../../../../preload/contract/errors.ts'
import { certificates, describeLink, sideLine } from '../../../../renderer/view/link.ts'
import { fingerprint, sampleDaemon } from '../screen/samples.ts'

const now = 1_000_000_000
const linked = (link: Partial<LinkStatus>, more: Partial<Daemon> = {}): Daemon =>
  sampleDaemon({ link: { state: 'live', since: now, problem: null, retryAt: null, ...link }, ...more })
const problem = (code: ErrorCode, details = {}) =>
  ({ code, message: `nas: ${code}.`, retry: 'later', details }) as const

describe('a connection in words', () => {
  it('has words and a button that helps for every state', () => {
    for (const state of linkStates) {
      const words = describeLink(linked({ state }), 'Ferry', now)
      expect(words.state, state).not.toBe('')
      expect(words.remedy, state).not.toBe('')
    }
  })

  it('counts down to the next try and then says that it is trying', () => {
    const waiting = linked({ state: 'waiting', problem: problem('unreachable'), retryAt: now + 7_400 })
    expect(describeLink(waiting, 'Ferry', now)).toEqual({
      state: 'Retry in 8 s',
      tone: 'warn',
      remedy: 'retry',
      problem: 'nas: unreachable.',
    })
    expect(describeLink(waiting, 'Ferry', now + 9_000).state).toBe('Retrying…')
  })

  it('says of a daemon that it sends nonsense, and when the next try is', () => {
    const waiting = linked({ state: 'waiting', problem: problem('protocol'), retryAt: now + 60_000 })
    expect(describeLink(waiting, 'Ferry', now).state).toBe('Sends nonsense; next try in 60 s')
    expect(sideLine(waiting, 'Ferry', now)?.text).toBe('sends nonsense · retrying')
  })

  it('says that more torrents are there than are shown', () => {
    const part = linked({}, { torrents: 250_000, shortage: 'rows' })
    expect(describeLink(part, 'Ferry', now).note).toBe('More than 250,000 torrents: showing the first 250,000.')
    expect(describeLink(linked({}, { torrents: 7, shortage: 'bytes' }), 'Ferry', now).note).toContain('7 torrents')
  })

  it('says of a live one that its download folder is missing', () => {
    const bare = linked({}, { folder: '/srv/new', isFolderMissing: true })
    expect(describeLink(bare, 'Ferry', now).note).toContain('is not there yet')
  })

  it('asks the person to decide about a daemon that is in the list twice', () => {
    const link = { state: 'refused', problem: { code: 'twin', message: '', retry: 'after-change' } } as const
    expect(describeLink(linked(link, { twin: 'box0' }), 'Ferry', now)).toMatchObject({
      state: 'In the list twice',
      remedy: 'decide',
    })
    expect(sideLine(linked(link, { twin: 'box0' }), 'Ferry', now)?.act?.word).toBe('decide')
  })

  it('offers a review for a first certificate that nobody has looked at', () => {
    const link = {
      state: 'refused',
      problem: { code: 'certificate-unknown', message: '', retry: 'after-change' },
    } as const
    expect(describeLink(linked(link), 'Ferry', now)).toMatchObject({
      state: 'New daemon',
      remedy: 'review',
      tone: 'warn',
    })
    expect(sideLine(linked(link), 'Ferry', now)).toEqual({
      text: 'new daemon',
      tone: 'warn',
      act: { word: 'review', remedy: 'review' },
    })
  })

  it('offers a review for a changed certificate and the form for everything else that was refused', () => {
    expect(
      describeLink(linked({ state: 'refused', problem: problem('certificate-changed') }), 'Ferry', now),
    ).toMatchObject({
      state: 'Certificate changed',
      remedy: 'review',
      tone: 'bad',
    })
    expect(describeLink(linked({ state: 'refused', problem: problem('bad-login') }), 'Ferry', now)).toMatchObject({
      state: 'Password refused',
      remedy: 'edit',
    })
    expect(describeLink(linked({ state: 'refused', problem: problem('internal') }), 'Ferry', now).state).toBe('Refused')
  })
})

describe('something that is no such daemon', () => {
  it('is called by the name of the kind that was looked for', () => {
    const refused = linked({ state: 'refused', problem: problem('not-a-daemon') })
    expect(describeLink(refused, 'Ferry', now).state).toBe('Not a Ferry daemon')
    expect(sideLine(refused, 'Oar', now)?.text).toBe('not an Oar daemon')
  })
})

describe('the second line in the sidebar', () => {
  it('is left to the rates while the daemon is live', () => {
    expect(sideLine(linked({}), 'Ferry', now)).toBeNull()
  })

  it('says when a daemon was last seen, and stays the same while it is being tried', () => {
    const seen = { lastSeenAt: now - 125_000 }
    const waiting = sideLine(linked({ state: 'waiting', problem: problem('unreachable') }, seen), 'Ferry', now)
    expect(waiting?.text).toBe('last seen 2\u00a0min ago · retrying')
    const dialling = sideLine(linked({ state: 'dialling', problem: problem('unreachable') }, seen), 'Ferry', now)
    expect(dialling?.text).toBe(waiting?.text)
    expect(sideLine(linked({ state: 'dialling' }, seen), 'Ferry', now)?.text).toBe('connecting…')
    expect(sideLine(linked({ state: 'waiting' }, { lastSeenAt: null }), 'Ferry', now)?.text).toBe(
      'not reached yet · retrying',
    )
  })

  it('offers the word that helps', () => {
    const refused = sideLine(linked({ state: 'refused', problem: problem('certificate-changed') }), 'Ferry', now)
    expect(refused).toEqual({
      text: 'certificate changed',
      tone: 'bad',
      act: { word: 'review', remedy: 'review' },
    })
  })
})

describe('an account that sees only a part', () => {
  it('is told of beside a connection that works', () => {
    const part = { code: 'level', message: 'anna sees only her own torrents.', retry: 'after-change' } as const
    const normal = describeLink(linked({ state: 'live' }, { cannot: { 'list-all': part } }), 'Ferry', now)
    expect(normal).toMatchObject({ tone: 'good', problem: null, note: part.message })
    expect(describeLink(linked({ state: 'live' }, { level: 1 }), 'Ferry', now).note).toBeUndefined()
  })
})

describe('the two certificates', () => {
  it('come from the problem, the trusted one else from the daemon', () => {
    const [expected, seen] = [fingerprint('01'), fingerprint('02')]
    const both = linked({ state: 'refused', problem: problem('certificate-changed', { expected, seen }) })
    expect(certificates(both)).toEqual({ trusted: expected, seen })
    const only = linked({ state: 'refused', problem: problem('certificate-changed', { seen }) })
    expect(certificates(only)).toEqual({ trusted: fingerprint('A1'), seen })
  })

  it('are not guessed from details of another type', () => {
    const odd = linked({ state: 'refused', problem: problem('certificate-changed', { seen: 7 }) })
    expect(certificates(odd).seen).toBeNull()
  })
})
