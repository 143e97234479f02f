import { describe, expect, it } from 'vitest'
import {
  checkAdd,
  checkEdit,
  checkTest,
  draftOf,
  emptyDraft,
  fieldOf,
  firstError,
  isCompound,
  isMoved,
  nameOf,
  needsTrial,
  portHint,
  spread,
  type Draft,
} from '../../../../renderer/screen/daemons/form.ts'
import { fingerprint, sampleDaemon } from './samples.ts'

const filled: Draft = { name: '', host: 'nas.home', port: '', username: 'rob', password: 'secret', mark: 0 }

describe('an address pasted into the form', () => {
  it('goes to the fields it speaks of, and leaves the others', () => {
    const draft = spread({ ...emptyDraft(), host: 'rob@sb.example.net:58900', password: 'typed' })
    expect(draft).toMatchObject({ host: 'sb.example.net', port: '58900', username: 'rob', password: 'typed' })
    expect(spread({ ...filled, host: 'other.home' })).toEqual({ ...filled, host: 'other.home' })
  })

  it('leaves the port empty when it is the usual one', () => {
    expect(spread({ ...emptyDraft(), host: '[::1]:58846' })).toMatchObject({ host: '::1', port: '' })
  })

  it('is told from a plain host', () => {
    expect(isCompound('nas.home')).toBe(false)
    expect(isCompound('::1')).toBe(false)
    expect(isCompound('nas.home:58846')).toBe(true)
    expect(isCompound('rob@nas.home')).toBe(true)
  })
})

describe('adding a daemon', () => {
  it('takes the usual port and a name from the host when none are given', () => {
    const checked = checkAdd(filled, [], null)
    expect(checked).toEqual({
      ok: true,
      args: { name: 'nas', host: 'nas.home', port: 58846, username: 'rob', password: 'secret' },
    })
  })

  it('pins the certificate that the trial has shown', () => {
    const trial = { version: '2.1.1', level: 10, latencyMs: 1, torrents: 0, fingerprint: fingerprint('AB') }
    expect(checkAdd(filled, [], trial)).toMatchObject({ ok: true, args: { fingerprint: fingerprint('AB') } })
  })

  it('says beside each field what is missing', () => {
    const checked = checkAdd(emptyDraft(), [], null)
    expect(checked).toEqual({
      ok: false,
      errors: {
        name: 'Give the daemon a name.',
        host: 'Give a host name or an IP address.',
        username: 'Give the user name of an account on the daemon.',
        password: 'Give the account’s password.',
      },
    })
    expect(checked.ok || firstError(checked.errors)).toBe('host')
  })

  it('refuses ports that are none', () => {
    for (const port of ['0', '65536', 'x', '1.5', '-1', '999999999']) {
      const checked = checkAdd({ ...filled, port }, [], null)
      expect(checked, port).toEqual({ ok: false, errors: { port: 'A port is a number from 1 to 65535.' } })
    }
  })

  it('refuses a host with a colon that is no IPv6 address', () => {
    expect(checkAdd({ ...filled, host: 'nas:x' }, [], null)).toMatchObject({
      ok: false,
      errors: { host: expect.stringContaining('neither a host name nor an IPv6 address') as unknown },
    })
    expect(checkAdd({ ...filled, host: 'fe80::1' }, [], null).ok).toBe(true)
  })

  it('refuses a name that another daemon has, whatever its case', () => {
    const checked = checkAdd({ ...filled, name: 'NAS' }, [sampleDaemon()], null)
    expect(checked).toEqual({ ok: false, errors: { name: 'There is a daemon named nas already.' } })
    expect(nameOf(filled, [sampleDaemon()])).toBe('nas 2')
  })

  it('hints at the port of the web page', () => {
    expect(portHint('8112')).toMatch(/web page/)
    expect(portHint('58846')).toBeNull()
  })
})

describe('editing a daemon', () => {
  const daemon = sampleDaemon()

  it('keeps the password unless one was typed', () => {
    const kept = checkEdit(draftOf(daemon), daemon, [])
    expect(kept).toEqual({
      ok: true,
      args: { id: 'nas0', name: 'nas', host: 'nas.home', port: 58846, username: 'admin', mark: 0 },
    })
    const typed = checkEdit({ ...draftOf(daemon), password: 'new' }, daemon, [])
    expect(typed).toMatchObject({ ok: true, args: { password: 'new' } })
  })

  it('tries the connection only when the login would be another', () => {
    const draft = draftOf(daemon)
    expect(needsTrial({ ...draft, name: 'attic' }, daemon)).toBe(false)
    expect(needsTrial({ ...draft, port: '58846' }, daemon)).toBe(false)
    expect(needsTrial({ ...draft, host: 'attic.home' }, daemon)).toBe(true)
    expect(needsTrial({ ...draft, password: 'x' }, daemon)).toBe(true)
    expect(needsTrial(draft, null)).toBe(true)
  })

  it('asks for the password again when the address is another', () => {
    const moved = { ...draftOf(daemon), host: 'attic.home' }
    expect(isMoved(moved, daemon)).toBe(true)
    expect(checkTest(moved, daemon)).toMatchObject({ ok: false, errors: { password: expect.any(String) as unknown } })
    expect(checkTest(draftOf(daemon), daemon)).toMatchObject({ ok: true, args: { id: 'nas0' } })
  })
})

describe('a failed trial', () => {
  it('is shown beside the field it speaks of', () => {
    const problem = (code: 'unresolved' | 'refused' | 'bad-login' | 'timeout' | 'invalid', field?: string) =>
      ({ code, message: '', retry: 'later', ...(field ? { details: { field } } : {}) }) as const
    expect(fieldOf(problem('unresolved'))).toBe('host')
    expect(fieldOf(problem('refused'))).toBe('port')
    expect(fieldOf(problem('bad-login'))).toBe('password')
    expect(fieldOf(problem('timeout'))).toBeNull()
    expect(fieldOf(problem('invalid', 'username'))).toBe('username')
    expect(fieldOf(problem('invalid', 'constructor'))).toBeNull()
  })
})
