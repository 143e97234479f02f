import { inflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { interests } from '../../../../main/backend/deluge/signals.ts'
import { eventArgsIn, isEventName } from '../../../../main/wire/deluge/lookup.ts'
import { decode } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, HandClock, OutgoingRefusal, ScriptedDaemon, silence, speak13, until } from './scripted.ts'

let daemon: ScriptedDaemon
let clock: HandClock

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  clock = new HandClock()
})
afterEach(() => daemon.stop())

/** A session with a daemon that is known to speak 1.3. */
function dial13(): Promise<Following> {
  speak13(daemon)
  return dialTo(daemon, { clock, target: { memo: '1.3' } })
}

describe('finding out what a daemon speaks', () => {
  it('asks as of Deluge 2, waits, and asks as of 1.3 on another connection', async () => {
    speak13(daemon)
    const dialling = dialTo(daemon, { clock })
    await until(() => daemon.misheard === 1)
    expect(daemon.heard).toEqual([])
    clock.pass(5_000)
    const session = await dialling
    expect(session).toMatchObject({ memo: '1.3', version: '1.3.15', level: 10 })
    expect(daemon.met).toBe(2)
    session.close()
    await until(() => daemon.sockets.size === 0)
  })

  it('asks a daemon that is known to speak 1.3 at once', async () => {
    const session = await dial13()
    expect(session.memo).toBe('1.3')
    expect([daemon.met, daemon.misheard]).toEqual([1, 0])
    session.close()
  })

  it('finds a daemon that was upgraded to Deluge 2', async () => {
    const target = { memo: '1.3', identity: daemon.fingerprint }
    const dialling = dialTo(daemon, { clock, target })
    await until(() => daemon.misheard === 1)
    clock.pass(15_000)
    const session = await dialling
    expect(session).toMatchObject({ memo: '2', version: '2.0.3' })
    session.close()
  })

  it('says that the login begins once', async () => {
    speak13(daemon)
    let greetings = 0
    const dialling = dialTo(daemon, { clock, options: { onGreeting: () => (greetings += 1) } })
    await until(() => daemon.misheard === 1)
    clock.pass(5_000)
    const session = await dialling
    expect(greetings).toBe(1)
    session.close()
  })

  it('gives no password to what has not answered like Deluge', async () => {
    const seen: Buffer[] = []
    daemon.intercept = (_, bytes) => seen.push(bytes) > 0
    const dialling = dialTo(daemon, { clock })
    const refused = expect(dialling).rejects.toMatchObject({ code: 'not-a-daemon' })
    await until(() => daemon.met === 1)
    for (let connection = 1; connection <= 2; connection += 1) {
      await until(() => daemon.met === connection)
      // The question has left as soon as its deadline runs.
      await until(() => clock.waiting > 0)
      clock.pass(5_000)
    }
    await refused
    const messages = seen.map((bytes, dialect) => decode(inflateSync(bytes.subarray(dialect === 0 ? 5 : 0))))
    expect(messages).toEqual([[[1, 'daemon.info', [], {}]], [[1, 'daemon.info', [], {}]]])
  })

  it('goes on to 1.3 at once when the first bytes are of 1.3', async () => {
    speak13(daemon)
    const session = dialTo(daemon, { clock })
    await until(() => daemon.sockets.size === 1)
    daemon.send([3, 'SessionStartedEvent', []])
    expect((await session).memo).toBe('1.3')
    ;(await session).close()
  })

  it('can be given up in the second half, too', async () => {
    daemon.scripts['daemon.info'] = () => silence
    const controller = new AbortController()
    const dialling = dialTo(daemon, { clock, options: { signal: controller.signal } })
    const refused = expect(dialling).rejects.toMatchObject({ code: 'closed', retry: 'never' })
    await until(() => daemon.heard.length === 1)
    clock.pass(5_000)
    await until(() => daemon.misheard === 1)
    controller.abort()
    await refused
    await until(() => daemon.sockets.size === 0)
  })
})

describe('a greeting of Deluge 1.3', () => {
  it('asks first, logs in alone and without keywords, and asks for events only after that', async () => {
    const session = await dial13()
    await until(() => daemon.heard.length === 5)
    expect(daemon.heard.map(({ method, message }) => [method, message])).toEqual([
      ['daemon.info', 0],
      ['daemon.login', 1],
      ['daemon.info', 2],
      ['daemon.set_event_interest', 3],
      ['core.get_session_state', 3],
    ])
    expect(daemon.calls('daemon.login')[0]).toMatchObject({ args: ['ada', 'secret-word'], kwargs: {} })
    const [asked] = daemon.calls('daemon.set_event_interest')[0]!.args as string[][]
    const known = asked!.filter((name) => isEventName(name) && eventArgsIn('1.3.15', name))
    expect(asked).toEqual(known)
    expect(asked).toEqual(expect.arrayContaining(['TorrentAddedEvent', 'TorrentStateChangedEvent']))
    expect(asked!.length).toBe(interests.length - 2)
    session.close()
  })

  it.each([
    ['Password does not match', 'Attic refused the login: the password is wrong.'],
    ['Username does not exist', 'Attic refused the login: it knows no such user name.'],
  ])('that is refused with "%s" is told in plain words', async (said, message) => {
    speak13(daemon)
    daemon.scripts['daemon.login'] = () => new OutgoingRefusal('BadLoginError', [said])
    const dialling = dialTo(daemon, { clock, target: { memo: '1.3' } })
    await expect(dialling).rejects.toMatchObject({ code: 'bad-login', message })
    await until(() => daemon.sockets.size === 0)
  })

  it('with a read-only account connects and lives, though 1.3 tells it nothing at all', async () => {
    speak13(daemon)
    daemon.scripts['daemon.login'] = () => 1
    const session = await dialTo(daemon, { clock, target: { memo: '1.3' } })
    expect(session).toMatchObject({ version: '1.3', level: 1 })
    await session.ping()
    daemon.scripts['core.get_session_state'] = () =>
      new OutgoingRefusal('NotAuthorizedError', ['Auth level too low: 1 < 5'])
    await expect(session.hashes()).rejects.toMatchObject({ code: 'level', details: { have: 1, need: 5 } })
    session.close()
  })
})

describe('a daemon that has nothing newer than TLS 1.1', () => {
  const oldTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const
  let old: ScriptedDaemon

  beforeEach(async () => {
    old = await ScriptedDaemon.start(oldTls)
    speak13(old)
  })
  afterEach(() => old.stop())

  it('can only be a 1.3, and is spoken to as such at once', async () => {
    const session = await dialTo(old, { clock })
    expect(session).toMatchObject({ memo: '1.3' })
    expect([old.met, old.misheard]).toEqual([1, 0])
    session.close()
  })

  it('is spoken to again when it is known to run 1.3', async () => {
    const session = await dialTo(old, { clock, target: { memo: '1.3', identity: old.fingerprint } })
    expect(session.memo).toBe('1.3')
    session.close()
  })

  it('is refused in the place of one that runs Deluge 2: nothing makes that use old TLS', async () => {
    const target = { memo: '2', identity: old.fingerprint }
    await expect(dialTo(old, { clock, target })).rejects.toMatchObject({ code: 'tls' })
    expect(old.met).toBe(0)
  })

  it('still has to show the certificate that was trusted', async () => {
    const fingerprint = old.fingerprint.replaceAll(/[0-9A-F]/g, 'A')
    const dialling = dialTo(old, { clock, target: { identity: fingerprint } })
    await expect(dialling).rejects.toMatchObject({ code: 'certificate-changed' })
    expect(old.heard).toEqual([])
  })
})
