import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { interests } from '../../../../main/backend/deluge/signals.ts'
import { dialTo, HandClock, hashNumber, OutgoingRefusal, ScriptedDaemon, silence, until } from './scripted.ts'

let daemon: ScriptedDaemon

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
})
afterEach(() => daemon.stop())

describe('a greeting', () => {
  it('asks for the version, logs in alone, and only then asks for events and the list in one message', async () => {
    const session = await dialTo(daemon)
    await until(() => daemon.heard.length === 4)
    expect(daemon.heard.map(({ method, message }) => [method, message])).toEqual([
      ['daemon.info', 0],
      ['daemon.login', 1],
      ['daemon.set_event_interest', 2],
      ['core.get_session_state', 2],
    ])
    expect(session).toMatchObject({ version: '2.0.3', level: 10, identity: daemon.fingerprint })
    session.close()
  })

  it('logs in with name and password and says who we are', async () => {
    const session = await dialTo(daemon, { options: { client: 'Estuary 1.2.3' } })
    const [login] = daemon.calls('daemon.login')
    expect(login?.args).toEqual(['ada', 'secret-word'])
    expect(login?.kwargs).toEqual({ client_version: 'Estuary 1.2.3' })
    session.close()
  })

  it('says when the login begins', async () => {
    let greetings = 0
    const session = await dialTo(daemon, { options: { onGreeting: () => (greetings += 1) } })
    expect(greetings).toBe(1)
    session.close()
  })

  it('never asks for the event that kills connections on 2.0.x', () => {
    expect(interests).not.toContain('CreateTorrentProgressEvent')
    expect(interests).toContain('TorrentAddedEvent')
  })

  it('asks for no events with a read-only account', async () => {
    daemon.scripts['daemon.login'] = () => 1
    const session = await dialTo(daemon)
    expect(session.level).toBe(1)
    await session.ping()
    expect(daemon.calls('daemon.set_event_interest')).toEqual([])
    session.close()
  })

  it('uses the list that came with the events once, and asks anew after that', async () => {
    const lists = [[hashNumber(1)], [hashNumber(1), hashNumber(2)]]
    daemon.scripts['core.get_session_state'] = () => lists.shift() ?? []
    const session = await dialTo(daemon)
    expect(await session.hashes()).toEqual([hashNumber(1)])
    expect(await session.hashes()).toEqual([hashNumber(1), hashNumber(2)])
    session.close()
  })

  it('does not use that list when torrents came or went since', async () => {
    const lists = [[hashNumber(1)], [hashNumber(1), hashNumber(2)]]
    daemon.scripts['core.get_session_state'] = () => lists.shift() ?? []
    const session = await dialTo(daemon)
    const notices: unknown[] = []
    session.onSignal((notice) => notices.push(notice))
    daemon.sendEvent('TorrentAddedEvent', hashNumber(2), false)
    await until(() => notices.length === 1)
    expect(await session.hashes()).toEqual([hashNumber(1), hashNumber(2)])
    session.close()
  })
})

describe('a known certificate', () => {
  it('that changed ends the connection before anything is sent', async () => {
    const expected = daemon.fingerprint.replaceAll(/[0-9A-F]/g, 'A')
    const bytes: unknown[] = []
    daemon.intercept = (socket) => bytes.push(socket) > 0
    await expect(dialTo(daemon, { target: { identity: expected } })).rejects.toMatchObject({
      code: 'certificate-changed',
      retry: 'after-change',
      message: expect.stringContaining('Attic') as string,
      details: { expected, seen: daemon.fingerprint },
    })
    await until(() => daemon.sockets.size === 0)
    expect(bytes).toEqual([])
  })
})

describe('an unknown certificate', () => {
  it('that may not be trusted now ends the connection before anything is sent, and is told', async () => {
    const bytes: unknown[] = []
    daemon.intercept = (socket) => bytes.push(socket) > 0
    await expect(dialTo(daemon, { target: { mayTrust: false } })).rejects.toMatchObject({
      code: 'certificate-unknown',
      retry: 'after-change',
      message: expect.stringContaining('Attic') as string,
      details: { seen: daemon.fingerprint },
    })
    await until(() => daemon.sockets.size === 0)
    expect(bytes).toEqual([])
  })

  it('is none when it is the pinned one', async () => {
    const target = { identity: daemon.fingerprint, mayTrust: false }
    const session = await dialTo(daemon, { target })
    expect(session.identity).toBe(daemon.fingerprint)
    session.close()
  })
})

describe('a refused login', () => {
  it.each([
    ['BadLoginError', 'Password does not match', 'Attic refused the login: the password is wrong.'],
    ['BadLoginError', 'Username does not exist', 'Attic refused the login: it knows no such user name.'],
    ['AuthenticationRequired', 'Username and Password are required.', 'Attic asks for a user name and a password.'],
  ])('with %s "%s" is told in plain words, and the connection is closed at once', async (name, said, message) => {
    daemon.scripts['daemon.login'] = () => new OutgoingRefusal(name, [said, 'ada'])
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'bad-login', message })
    await until(() => daemon.sockets.size === 0)
    expect(daemon.calls('daemon.set_event_interest')).toEqual([])
  })

  it('never carries the password in what it tells', async () => {
    daemon.scripts['daemon.login'] = () => new OutgoingRefusal('BadLoginError', ['Password does not match', 'ada'])
    const fault = await dialTo(daemon).catch((error: unknown) => error)
    expect(JSON.stringify(fault) + String((fault as Error).stack)).not.toContain('secret-word')
  })

  it('with level 0 names the account', async () => {
    daemon.scripts['daemon.login'] = () => 0
    await expect(dialTo(daemon)).rejects.toMatchObject({
      code: 'level',
      message: 'The account ada on Attic has no rights (level 0).',
    })
    await until(() => daemon.sockets.size === 0)
  })

  it('with an answer that is no level is a fault of the protocol', async () => {
    daemon.scripts['daemon.login'] = () => ['10']
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'protocol' })
  })

  it('by a daemon that wants another client is incompatible', async () => {
    daemon.scripts['daemon.login'] = () => new OutgoingRefusal('IncompatibleClient', ['9.0.0'])
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'incompatible' })
  })
})

describe('something that is not a Deluge daemon', () => {
  it('and answers as a web server is told from a daemon', async () => {
    daemon.intercept = (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')
    await expect(dialTo(daemon)).rejects.toMatchObject({
      code: 'web-ui',
      message: expect.stringContaining('58846') as string,
    })
  })

  it('and answers anything else', async () => {
    daemon.intercept = (socket) => socket.write('220 mail.example ESMTP ready\r\n')
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'not-a-daemon' })
  })

  it('and says a version that is none', async () => {
    daemon.scripts['daemon.info'] = () => 'hello'
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'not-a-daemon' })
  })

  it('and stays silent, in whatever dialect it is asked', async () => {
    daemon.scripts['daemon.info'] = () => silence
    const clock = new HandClock()
    const dialling = dialTo(daemon, { clock })
    const refused = expect(dialling).rejects.toMatchObject({ code: 'not-a-daemon', retry: 'after-change' })
    await until(() => daemon.heard.length === 1)
    clock.pass(5_000)
    await until(() => daemon.misheard === 1)
    clock.pass(5_000)
    await refused
  })

  it('but one that we know and that stays silent is only slow', async () => {
    daemon.scripts['daemon.info'] = () => silence
    const clock = new HandClock()
    const dialling = dialTo(daemon, { clock, target: { identity: daemon.fingerprint, memo: '2' } })
    const refused = expect(dialling).rejects.toMatchObject({
      code: 'timeout',
      retry: 'later',
      message: 'Attic did not answer within 15\u00a0s.',
    })
    await until(() => daemon.heard.length === 1)
    clock.pass(15_000)
    await until(() => daemon.misheard === 1)
    clock.pass(5_000)
    await refused
  })

  it('and sends a huge answer before the login', async () => {
    daemon.scripts['daemon.info'] = () => 'x'.repeat(2_000_000)
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'not-a-daemon' })
  })
})

describe('an attempt', () => {
  it.each(['daemon.info', 'daemon.login', 'daemon.set_event_interest'])('can be given up during %s', async (method) => {
    const controller = new AbortController()
    daemon.scripts[method] = () => silence
    const refused = expect(dialTo(daemon, { options: { signal: controller.signal } })).rejects.toMatchObject({
      code: 'closed',
      retry: 'never',
    })
    await until(() => daemon.calls(method).length === 1)
    controller.abort()
    await refused
    await until(() => daemon.sockets.size === 0)
  })

  it('that is given up before it begins reaches nobody', async () => {
    await expect(dialTo(daemon, { options: { signal: AbortSignal.abort() } })).rejects.toMatchObject({ code: 'closed' })
    expect(daemon.heard).toEqual([])
  })

  it('fails when the daemon hangs up in between', async () => {
    daemon.scripts['daemon.login'] = () => {
      daemon.hangUp()
      return silence
    }
    await expect(dialTo(daemon)).rejects.toMatchObject({ code: 'closed', retry: 'later' })
  })
})
