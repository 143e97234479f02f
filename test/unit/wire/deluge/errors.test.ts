import { describe, expect, it } from 'vitest'
import { toProblem } from '../../../../main/lib/fault.ts'
import { remoteError, toFault, type CallContext } from '../../../../main/wire/deluge/errors.ts'
import { parseDaemonMessage } from '../../../../main/wire/deluge/messages.ts'
import type { WireValue } from '../../../../main/wire/deluge/rencode.ts'

const hash = 'ab'.repeat(20)
const home: CallContext = { daemon: 'Home', method: 'core.some_method' }

function faultFor(exception: string, args: WireValue[], context: CallContext = home, traceback = 'Traceback') {
  return toFault(remoteError(exception, args, {}, traceback), context)
}

describe("a daemon's exception", () => {
  it('of a refused login says what was wrong with it', () => {
    const password = faultFor('BadLoginError', ['Password does not match', 'admin'])
    expect(password).toMatchObject({ code: 'bad-login', retry: 'after-change' })
    expect(password.message).toBe('Home refused the login: the password is wrong.')
    const user = faultFor('BadLoginError', ['Username does not exist', 'nobody'])
    expect(user.message).toBe('Home refused the login: it knows no such user name.')
    const empty = faultFor('AuthenticationRequired', ['Username and Password are required.', ''])
    expect(empty).toMatchObject({ code: 'bad-login', message: 'Home asks for a user name and a password.' })
  })

  it('of a refused login names the field that is wrong, where the daemon tells', () => {
    const field = (exception: string, message: string): unknown =>
      faultFor(exception, [message, 'ada']).details?.['field']
    expect(field('BadLoginError', 'Username does not exist')).toBe('username')
    expect(field('BadLoginError', 'Password does not match')).toBe('password')
    expect(field('AuthenticationRequired', 'Username and Password are required.')).toBe('username')
    expect(field('AuthenticationRequired', 'Password is required')).toBe('password')
    expect(field('BadLoginError', 'Go away')).toBeUndefined()
  })

  it('of a level names the level needed and the level had', () => {
    const fault = faultFor('NotAuthorizedError', [1, 5])
    expect(fault).toMatchObject({ code: 'level', details: { have: 1, need: 5, args: [1, 5] } })
    expect(fault.message).toBe(
      'Home does not allow this: it needs level 5 (normal) and this account has level 1 (read-only).',
    )
  })

  it('of a level is understood from the text of 1.3', () => {
    const message = parseDaemonMessage([2, 1, ['NotAuthorizedError', 'Auth level too low: 5 < 10', 'tb']])
    if (message.kind !== 'error') throw new Error('no error')
    expect(toFault(message.error, home)).toMatchObject({ code: 'level', details: { have: 5, need: 10 } })
  })

  it('of a level that says nothing is still about the level', () => {
    expect(faultFor('NotAuthorizedError', [], home, '').message).toContain('another level')
  })

  it('of an incompatible client names the version that is wanted', () => {
    const fault = faultFor('IncompatibleClient', ['2.0.3'])
    expect(fault).toMatchObject({
      code: 'incompatible',
      message: 'Home refuses this client: it wants a client of Deluge 2.0.3.',
    })
  })

  it('of an unknown torrent says which one is missing', () => {
    const unknown = faultFor('InvalidTorrentError', [`torrent_id ${hash} not in session.`])
    expect(unknown).toMatchObject({ code: 'not-found', details: { hash } })
    expect(unknown.message).toBe(`Home does not have the torrent ${hash} (any more).`)
    const paused = faultFor('WrappedException', [`'${hash}'`, 'KeyError', 'tb'], { ...home, torrent: 'Ubuntu' })
    expect(paused).toMatchObject({ code: 'not-found', message: 'Home does not have the torrent Ubuntu (any more).' })
  })

  it('of an unknown torrent is understood from 1.3, which sends the bare id and does not wrap', () => {
    expect(faultFor('KeyError', [hash])).toMatchObject({ code: 'not-found', details: { hash } })
    expect(faultFor('KeyError', ['queue'])).toMatchObject({ code: 'remote', message: 'Home reported KeyError: queue.' })
    const removed = faultFor('InvalidTorrentError', ['torrent_id not in session'], { ...home, torrent: hash })
    expect(removed).toMatchObject({ code: 'not-found' })
  })

  it('without a message has none of its traceback’s source lines for one', () => {
    const traceback = '  File "core.py", line 7, in get_config\n    return open(path)\n'
    expect(faultFor('IOError', [''], home, traceback).message).toBe('Home reported IOError.')
  })

  it('of a missing key that is no torrent stays what it is', () => {
    expect(faultFor('WrappedException', ["'NoneType'", 'KeyError', 'tb'])).toMatchObject({
      code: 'remote',
      details: { pythonType: 'KeyError' },
    })
  })

  it('of a torrent that is there already tells its hash', () => {
    const fault = faultFor('AddTorrentError', [`Torrent already in session (${hash}).`])
    expect(fault).toMatchObject({ code: 'remote', retry: 'never', details: { kind: 'duplicate', hash } })
    expect(fault.message).toBe('Home already has this torrent.')
  })

  it('of a torrent that cannot be added repeats the reason', () => {
    const fault = faultFor('AddTorrentError', ['You must specify a valid torrent_info, torrent state or magnet.'])
    expect(fault.code).toBe('remote')
    expect(fault.details?.['kind']).toBeUndefined()
    expect(fault.message).toBe(
      'Home could not add the torrent: You must specify a valid torrent_info, torrent state or magnet.',
    )
  })

  it("of any other kind keeps Python's name, text, arguments and traceback", () => {
    const args = ['404 Not Found', 'Error', 'inner traceback']
    const fault = faultFor('WrappedException', args)
    expect(fault.message).toBe('Home reported Error: 404 Not Found.')
    expect(fault).toMatchObject({
      code: 'remote',
      details: {
        exception: 'WrappedException',
        pythonType: 'Error',
        message: '404 Not Found',
        args,
        traceback: 'inner traceback',
        method: 'core.some_method',
      },
    })
  })

  it('without any text is still a sentence', () => {
    expect(toFault(remoteError('', [], {}, undefined)).message).toBe('The daemon reported an error.')
  })

  it('is plain data for the border, whatever the daemon put into it', () => {
    const args: WireValue[] = [
      'x',
      2n ** 70n,
      new Uint8Array([255]),
      new Map<WireValue, WireValue>([[1, 'a']]),
      { k: [1] },
    ]
    const problem = toProblem(faultFor('Strange', args))
    expect(structuredClone(JSON.parse(JSON.stringify(problem)))).toEqual(problem)
  })
})
