import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../../preload/contract/errors.ts'
import {
  checkAdd,
  checkEdit,
  checkTest,
  draftOf,
  emptyDraft,
  fieldOf,
  fieldsOf,
  firstError,
  isMoved,
  nameOf,
  needsTrial,
  dangerOf,
  portHint,
  spread,
  withKind,
  type Draft,
} from '../../../../renderer/screen/daemons/form.ts'
import { fingerprint, sampleDaemon, sampleKind } from './samples.ts'

const ferry = sampleKind()
/** One that is reached in three ways, and may be open to everybody. */
const raft = sampleKind({
  id: 'raft',
  name: 'Raft',
  ways: [
    { way: 'url', usualPort: null, webPort: null, login: true, identity: false },
    { way: 'unix', usualPort: null, webPort: null, login: true, identity: false },
    { way: 'tcp', usualPort: null, webPort: null, login: false, identity: false },
  ],
  account: 'optional',
})
/** One that asks for nobody. */
const buoy = sampleKind({ id: 'buoy', name: 'Buoy', ways: raft.ways.slice(1), account: 'none' })

const filled: Draft = { ...emptyDraft(ferry), host: 'nas.home', username: 'rob', password: 'secret' }
describe('what to know of a way before anything goes there', () => {
  const danger = (more: Partial<Draft>): string | null => dangerOf({ ...emptyDraft(raft), ...more }, raft)

  it('is that whoever reaches an open port of another machine may do anything', () => {
    const open = /whoever reaches this port can do anything/
    expect(danger({ way: 'tcp', host: 'nas.home', port: '5000' })).toMatch(open)
    expect(danger({ way: 'tcp', host: '192.0.2.7' })).toMatch(open)
    for (const host of ['', 'localhost', '127.0.0.1', '::1']) expect(danger({ way: 'tcp', host })).toBeNull()
    expect(danger({ way: 'unix', path: '/run/a' })).toBeNull()
  })

  it('is that others read along where a web address has no https', () => {
    expect(danger({ way: 'url', url: 'http://nas.home/RPC2' })).toMatch(/^Without https/)
    expect(danger({ way: 'url', url: 'https://nas.home/RPC2' })).toBeNull()
    expect(danger({ way: 'url', url: 'http://localhost:8080/' })).toBeNull()
    expect(danger({ way: 'url', url: '' })).toBeNull()
  })

  it('and no account is asked for where there is nobody to ask', () => {
    const draft = {
      ...emptyDraft(raft),
      way: 'tcp',
      host: 'localhost',
      port: '1',
      username: 'rob',
      password: 'x',
    } as const
    expect(fieldsOf(draft, raft)).toEqual(['host', 'port', 'name'])
    expect(checkTest(draft, raft, null)).toMatchObject({ ok: true, args: { username: '' } })
    expect(JSON.stringify(checkTest(draft, raft, null))).not.toContain('password')
  })
})

describe('the fields of the form', () => {
  it('are those that the kind has a use for', () => {
    expect(fieldsOf(emptyDraft(ferry), ferry)).toEqual(['host', 'port', 'username', 'password', 'name'])
    expect(fieldsOf(emptyDraft(raft), raft)).toEqual(['url', 'username', 'password', 'name'])
    expect(fieldsOf(emptyDraft(buoy), buoy)).toEqual(['path', 'name'])
    expect(fieldsOf({ ...emptyDraft(buoy), way: 'tcp' }, buoy)).toEqual(['host', 'port', 'name'])
  })

  it('keep what was typed and the way when another kind is chosen, where it has that way', () => {
    expect(withKind(filled, raft)).toEqual({ ...filled, way: 'url' })
    expect(withKind({ ...filled, way: 'unix' }, buoy)).toEqual({ ...filled, way: 'unix' })
  })

  it('hold a daemon as it is', () => {
    const socket = sampleDaemon({ kind: 'buoy', address: { way: 'unix', path: '/run/buoy.sock' }, username: '' })
    expect(draftOf(socket, buoy)).toMatchObject({ way: 'unix', path: '/run/buoy.sock', host: '' })
    const site = sampleDaemon({ kind: 'raft', address: { way: 'url', url: 'https://nas.home/rpc' } })
    expect(draftOf(site, raft)).toMatchObject({ way: 'url', url: 'https://nas.home/rpc', username: 'admin' })
    expect(draftOf(sampleDaemon({ address: { way: 'tls', host: 'nas', port: 4000 } }), ferry).port).toBe('')
    expect(draftOf(sampleDaemon({ address: { way: 'tls', host: 'nas', port: 4001 } }), ferry).port).toBe('4001')
  })
})

describe('an address pasted into the form', () => {
  it('goes to the fields it speaks of, and leaves the others', () => {
    const draft = spread({ ...emptyDraft(ferry), host: 'rob@sb.example.net:58900', password: 'typed' }, ferry)
    expect(draft).toMatchObject({ host: 'sb.example.net', port: '58900', username: 'rob', password: 'typed' })
  })

  it('leaves the port empty when it is the usual one', () => {
    expect(spread({ ...emptyDraft(ferry), host: '[::1]:4000' }, ferry)).toMatchObject({ host: '::1', port: '' })
  })

  it('is told from a plain host', () => {
    for (const host of ['nas.home', '::1', '']) expect(spread({ ...filled, host }, ferry), host).toBeNull()
    for (const host of ['nas.home:4000', 'rob@nas.home']) {
      expect(spread({ ...filled, host }, ferry), host).toMatchObject({ host: 'nas.home' })
    }
  })

  it('gives its account away where it is one of the web, and stays whole as a path', () => {
    const pasted = { ...emptyDraft(raft), url: 'https://rob:secret@nas.home:9091/rpc', username: 'typed' }
    expect(spread(pasted, raft)).toMatchObject({
      url: 'https://nas.home:9091/rpc',
      username: 'rob',
      password: 'secret',
    })
    expect(spread({ ...pasted, url: 'https://nas.home/' }, raft)).toBeNull()
    expect(spread({ ...emptyDraft(buoy), path: '/run/rob@nas:1' }, buoy)).toBeNull()
  })
})

describe('adding a daemon', () => {
  it('takes the usual port and a name from the host when none are given', () => {
    expect(checkAdd(filled, ferry, [], null)).toEqual({
      ok: true,
      args: {
        kind: 'ferry',
        name: 'nas',
        address: { way: 'tls', host: 'nas.home', port: 4000 },
        username: 'rob',
        password: 'secret',
      },
    })
  })

  it('pins the certificate that was looked at, where there was one', () => {
    const looked = { ok: true, args: { fingerprint: fingerprint('AB') } }
    expect(checkAdd(filled, ferry, [], fingerprint('AB'))).toMatchObject(looked)
    expect(checkTest(filled, ferry, null, fingerprint('AB'))).toMatchObject(looked)
    const none = checkAdd(filled, ferry, [], null)
    expect(none.ok && none.args).not.toHaveProperty('fingerprint')
  })

  it('says beside each field what is missing', () => {
    const checked = checkAdd(emptyDraft(ferry), ferry, [], null)
    expect(checked).toEqual({
      ok: false,
      errors: {
        name: 'Give the daemon a name.',
        host: 'Give a host name or an IP address.',
        username: 'Give the user name of an account on the daemon.',
        password: 'Give the account’s password.',
      },
    })
    expect(checked.ok || firstError(checked.errors, fieldsOf(emptyDraft(ferry), ferry))).toBe('host')
  })

  it('asks for no account that the kind does not ask for', () => {
    const open: Draft = { ...emptyDraft(raft), url: ' https://nas.home:9091/rpc ' }
    const address = { way: 'url', url: 'https://nas.home:9091/rpc' }
    expect(checkAdd(open, raft, [], null)).toEqual({
      ok: true,
      args: { kind: 'raft', name: 'nas', address, username: '' },
    })
    expect(checkAdd({ ...open, username: 'rob', password: 'x' }, raft, [], null)).toMatchObject({
      ok: true,
      args: { username: 'rob', password: 'x' },
    })
  })

  it('sends nothing of what was typed for another kind', () => {
    const draft = { ...withKind(filled, buoy), path: '/run/buoy.sock' }
    const args = { kind: 'buoy', name: 'buoy', address: { way: 'unix', path: '/run/buoy.sock' }, username: '' }
    expect(checkAdd(draft, buoy, [], null)).toEqual({ ok: true, args })
  })

  it('says beside a path or a web address what is wrong with it', () => {
    expect(checkAdd({ ...emptyDraft(buoy), path: 'buoy.sock' }, buoy, [], null)).toEqual({
      ok: false,
      errors: { path: 'Give the whole path of the socket.' },
    })
    expect(checkAdd({ ...emptyDraft(raft), url: 'ftp://nas' }, raft, [], null)).toEqual({
      ok: false,
      errors: { url: 'An address begins with http:// or https://' },
    })
  })

  it('refuses ports that are none, and an empty one where none is usual', () => {
    const errors = { port: 'A port is a number from 1 to 65535.' }
    for (const port of ['0', '65536', 'x', '1.5', '-1', '999999999']) {
      expect(checkAdd({ ...filled, port }, ferry, [], null), port).toEqual({ ok: false, errors })
    }
    expect(checkAdd({ ...filled, way: 'tcp' }, raft, [], null)).toEqual({ ok: false, errors })
  })

  it('refuses a host with a colon that is no IPv6 address', () => {
    expect(checkAdd({ ...filled, host: 'nas:x' }, ferry, [], null)).toMatchObject({
      ok: false,
      errors: { host: expect.stringContaining('neither a host name nor an IPv6 address') as unknown },
    })
    expect(checkAdd({ ...filled, host: 'fe80::1' }, ferry, [], null).ok).toBe(true)
  })

  it('refuses a name that another daemon has, whatever its case', () => {
    const checked = checkAdd({ ...filled, name: 'NAS' }, ferry, [sampleDaemon()], null)
    expect(checked).toEqual({ ok: false, errors: { name: 'There is a daemon named nas already.' } })
    expect(nameOf(filled, [sampleDaemon()])).toBe('nas 2')
  })

  it('hints at the port of the web page, where the kind has one', () => {
    expect(portHint({ ...filled, port: '4080' }, ferry)).toBe(
      'That is the port of Ferry’s web page. Daemons usually listen at 4000.',
    )
    expect(portHint({ ...filled, port: '4000' }, ferry)).toBeNull()
    expect(portHint({ ...filled, way: 'tcp', port: '' }, raft)).toBeNull()
  })
})

describe('editing a daemon', () => {
  const daemon = sampleDaemon({ address: { way: 'tls', host: 'nas.home', port: 4000 } })
  const draft = draftOf(daemon, ferry)

  it('keeps the password unless one was typed', () => {
    const args = { id: 'nas0', name: 'nas', address: daemon.address, username: 'admin', mark: 0 }
    expect(checkEdit(draft, ferry, daemon, [])).toEqual({ ok: true, args })
    const typed = checkEdit({ ...draft, password: 'new' }, ferry, daemon, [])
    expect(typed).toMatchObject({ ok: true, args: { password: 'new' } })
  })

  it('does not go on without the user name that the kind asks for', () => {
    const errors = { username: 'Give the user name of an account on the daemon.' }
    expect(checkEdit({ ...draft, username: ' ' }, ferry, daemon, [])).toEqual({ ok: false, errors })
    expect(checkEdit({ ...draft, username: ' ' }, { ...ferry, account: 'optional' }, daemon, []).ok).toBe(true)
  })

  it('tries the connection only when the login would be another', () => {
    expect(needsTrial({ ...draft, name: 'attic' }, ferry, daemon)).toBe(false)
    expect(needsTrial({ ...draft, port: '4000' }, ferry, daemon)).toBe(false)
    expect(needsTrial({ ...draft, host: 'attic.home' }, ferry, daemon)).toBe(true)
    expect(needsTrial({ ...draft, password: 'x' }, ferry, daemon)).toBe(true)
    expect(needsTrial(draft, ferry, null)).toBe(true)
  })

  it('asks for the password again when the address is another', () => {
    const moved = { ...draft, host: 'attic.home' }
    expect(isMoved(moved, ferry, daemon)).toBe(true)
    expect(checkTest(moved, ferry, daemon)).toEqual({
      ok: false,
      errors: { password: 'Needed again for the new address.' },
    })
    expect(checkTest(draft, ferry, daemon)).toMatchObject({ ok: true, args: { kind: 'ferry', id: 'nas0' } })
  })

  it('takes another way for another address, and asks for no password where none is needed', () => {
    const socket = sampleDaemon({ kind: 'raft', address: { way: 'unix', path: '/run/raft' }, hasPassword: false })
    const moved = { ...draftOf(socket, raft), way: 'url', url: 'http://nas.home/run/raft' } as const
    expect(isMoved(moved, raft, socket)).toBe(true)
    expect(checkTest(moved, raft, socket)).toMatchObject({ ok: true, args: { address: { way: 'url' } } })
  })
})

describe('a failed trial', () => {
  const problem = (code: ErrorCode, field?: string) =>
    ({ code, message: '', retry: 'later', ...(field ? { details: { field } } : {}) }) as const
  const [host, url, path] = [
    fieldsOf(emptyDraft(ferry), ferry),
    fieldsOf(emptyDraft(raft), raft),
    fieldsOf(emptyDraft(buoy), buoy),
  ]

  it('is shown beside the field it speaks of', () => {
    expect(fieldOf(problem('unresolved'), host)).toBe('host')
    expect(fieldOf(problem('refused'), host)).toBe('port')
    expect(fieldOf(problem('bad-login'), host)).toBe('password')
    expect(fieldOf(problem('timeout'), host)).toBeNull()
    expect(fieldOf(problem('invalid', 'username'), host)).toBe('username')
    expect(fieldOf(problem('invalid', 'constructor'), host)).toBeNull()
  })

  it('is never shown beside a field that the form does not have', () => {
    expect(fieldOf(problem('unresolved'), url)).toBe('url')
    expect(fieldOf(problem('not-a-daemon'), url)).toBe('url')
    expect(fieldOf(problem('refused'), path)).toBe('path')
    expect(fieldOf(problem('bad-login'), path)).toBeNull()
    expect(fieldOf(problem('refused', 'port'), path)).toBe('path')
  })
})
