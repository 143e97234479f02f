import Database from 'better-sqlite3'
import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../../main/core/audit/facts.ts'
import { outcomeOf } from '../../../main/core/audit/outcome.ts'
import { KnownSecrets } from '../../../main/lib/redact.ts'
import { databaseName } from '../../../main/store/open.ts'
import type { Deed } from '../../../preload/contract/audit.ts'
import type { CallName } from '../../../preload/contract/calls.ts'
import { isDeed, natures } from '../../../preload/contract/deeds.ts'
import { type Settings, SettingsSchema } from '../../../preload/contract/settings.ts'
import * as v from 'valibot'
import { startChild } from '../store/child.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, box, nas, open, torrent } from './house.ts'

const secret = 'S3cr3tKeyOfAnna'

/** A core with one daemon and its torrents, connected. */
async function connected(...torrents: ReturnType<typeof torrent>[]) {
  const connection = new FakeConnection(torrents)
  const house = await open(answering(connection))
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(10_000)
  const deeds = (): Promise<Deed[]> => house.window.value('audit.list', { limit: 100 })
  return { ...house, connection, id, deeds }
}

describe('the audit', () => {
  it('has a deed on the disk before it is sent, and its result behind it', async () => {
    const { window, connection, id, deeds, place } = await connected(torrent(1, { state: 'seeding' }))
    let kept: unknown
    connection.act = (_verb, hashes) => {
      const db = new Database(join(place.dataFolder, databaseName), { readonly: true })
      kept = db.prepare('SELECT state, facts FROM audit ORDER BY id DESC LIMIT 1').get()
      db.close()
      return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
    }
    const told: Deed[] = []
    window.listen('audit', {}, (lines) => told.push(...lines))
    await window.value('torrents.pause', { keys: [`${id}/${hashOf(1)}`] })
    expect(kept).toMatchObject({ state: 'pending', facts: expect.stringContaining('torrent 1') as string })
    const [deed, added, ...others] = await deeds()
    expect(deed).toMatchObject({
      call: 'torrents.pause',
      state: 'done',
      who: 'window',
      door: 'web',
      daemons: [{ id, name: 'nas' }],
      torrents: [{ key: `${id}/${hashOf(1)}`, name: 'torrent 1' }],
      torrentCount: 1,
      changes: [{ field: 'state', before: 'seeding', after: 'paused', mixed: false }],
      failures: [],
    })
    expect([added?.call, added?.state, others]).toEqual(['daemons.add', 'done', []])
    expect(told.map(({ state }) => state)).toEqual(['pending', 'done'])
    // What only reads, and what only follows from how the window is used, is none.
    await window.value('settings.set', { sidebarPx: 300 })
    await window.value('torrents.magnets', { keys: [`${id}/${hashOf(1)}`] })
    expect(await deeds()).toHaveLength(2)
    await window.value('settings.set', { theme: 'dark', sidebarPx: 310 })
    expect((await deeds())[0]?.changes).toContainEqual({
      field: 'theme',
      before: 'system',
      after: 'dark',
      mixed: false,
    })
  })

  it('says why something was not done, for how many, and of what nobody knows', async () => {
    const { window, connection, id, deeds } = await connected(torrent(1), torrent(2, { state: 'seeding' }))
    const problem = { code: 'outcome-unknown', message: 'No answer.', retry: 'never' } as const
    connection.act = (_verb, hashes) => Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    const keys = [1, 2].map((n) => `${id}/${hashOf(n)}`)
    await window.value('torrents.pause', { keys })
    expect((await deeds())[0]).toMatchObject({
      state: 'unknown',
      torrentCount: 2,
      changes: [{ field: 'state', before: null, mixed: true }],
      failures: [{ problem: { code: 'outcome-unknown' }, what: keys[0], times: 2 }],
    })
    await window.value('torrents.pause', { keys: [`gone1/${hashOf(1)}`] })
    expect((await deeds())[0]).toMatchObject({ state: 'failed', failures: [{ problem: { code: 'not-found' } }] })
    expect((await window.call('daemons.remove', { id: 'gone1' })).ok).toBe(false)
    expect((await deeds())[0]).toMatchObject({ call: 'daemons.remove', state: 'failed' })
    expect(await window.value('audit.list', { limit: 9, failures: true, text: 'Pausiert' })).toHaveLength(2)
  })

  it.each([
    ['before', 'lost'],
    ['behind', 'done'],
  ])('survives kill -9 %s the answer, and the next start says what is known: %s', async (when, state) => {
    const { place, close } = await open(answering(new FakeConnection()))
    await close()
    const child = startChild('../../core/fixtures/dying-deed.ts', place.dataFolder, when)
    await child.line(when === 'before' ? 'sent' : 'answered')
    await child.ended
    const again = await open(answering(new FakeConnection()), place)
    const [deed] = await again.window.value('audit.list', { limit: 1 })
    expect(deed).toMatchObject({ call: 'torrents.pause', state, torrents: [{ name: 'debian.iso' }] })
  })

  it('refuses what cannot be written down, and sends nothing of it', async () => {
    const { window, connection, id, place } = await connected(torrent(1))
    const db = new Database(join(place.dataFolder, databaseName))
    db.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    const answer = await window.call('torrents.pause', { keys: [`${id}/${hashOf(1)}`] })
    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('could not write down what is to be done') as string },
    })
    expect(connection.acts).toEqual([])
    db.exec('DROP TRIGGER full')
    db.close()
    await window.value('torrents.pause', { keys: [`${id}/${hashOf(1)}`] })
    expect(connection.acts).toHaveLength(1)
  })

  it('keeps no password, in whatever call it stands, nor one that a daemon repeats', async () => {
    const { window, deeds, id, place } = await connected(torrent(1))
    await window.call('daemons.edit', { ...box, id, password: secret })
    await window.call('accounts.create', { daemon: id, name: 'anna', level: 5, password: secret })
    await window.call('trackers.set', {
      key: `${id}/${hashOf(1)}`,
      trackers: [{ url: `https://tracker.example/${secret}/announce`, tier: 0 }],
    })
    await window.call('torrents.add', {
      daemon: id,
      source: { kind: 'url', url: `https://anna:${secret}@site.example/get?passkey=${secret}` },
      paused: true,
    })
    const content = Buffer.from(`announce:https://tracker.example/${secret}`).toString('base64')
    await window.call('torrents.add', { daemon: id, source: { kind: 'file', name: 'a', content }, paused: true })
    const all = JSON.stringify(await deeds())
    expect(await deeds()).toHaveLength(6)
    const db = new Database(join(place.dataFolder, databaseName), { readonly: true })
    const raw = JSON.stringify(db.prepare('SELECT * FROM audit').all())
    db.close()
    for (const text of [all, raw]) {
      expect(text).toContain('tracker.example')
      for (const one of [secret, secret.toLowerCase(), nas.password, content]) expect(text).not.toContain(one)
    }
  })

  it('strikes out secrets wherever they stand among arguments, and stays small', () => {
    const settings = { get: (): Settings => v.parse(SettingsSchema, {}) }
    const known = { roster: { find: () => undefined }, settings, secrets: new KnownSecrets() }
    known.secrets.add('hunter2-hunter2')
    const hidden = fc.constantFrom(
      { password: secret },
      { cookies: { session: secret } },
      { passkey: secret },
      `https://anna:${secret}@host.example/`,
      `udp://tracker.example/announce/${secret}`,
      `magnet:?xt=urn:btih:aa&tr=https%3A%2F%2Ft.example%2F${secret}`,
      'it is hunter2-hunter2 everywhere',
    )
    const data = fc.letrec((tie) => ({
      any: fc.oneof(hidden, fc.string(), fc.integer(), fc.array(tie('any'), { maxLength: 30 }), tie('table')),
      table: fc.dictionary(fc.string({ maxLength: 20 }), tie('any'), { maxKeys: 5 }),
    })).table
    fc.assert(
      fc.property(data, (args) => {
        const text = JSON.stringify(placeOf('options.set', { change: args, ...(args as object) }, known))
        expect(text).not.toContain(secret)
        expect(text).not.toContain('hunter2')
        expect(text.length).toBeLessThan(60_000)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the outcome of a deed', () => {
  const secrets = new KnownSecrets()
  const problem = { code: 'remote', message: 'No.', retry: 'never' }

  it('is read from every form of results', () => {
    const of = (value: unknown): string => outcomeOf(value, secrets).state
    expect(of(null)).toBe('done')
    expect(of({ hash: 'x' })).toBe('done')
    expect(
      of([
        { key: 'a', problem: null },
        { key: 'b', problem },
      ]),
    ).toBe('partly')
    expect(of([{ key: 'a', problem }])).toBe('failed')
    expect(of([{ key: 'a', failed: [] }])).toBe('done')
    expect(of([{ key: 'a', failed: [{ option: 'label', problem }] }])).toBe('partly')
    expect(of({ daemons: [{ id: 'a', problem: null }], settings: problem })).toBe('partly')
    expect(of([{ indexes: [1], problem }])).toBe('failed')
  })
})

describe('what a call does', () => {
  it('is said of every call: what a daemon must be capable of changing is a deed', () => {
    const deeds = (Object.keys(natures) as CallName[]).filter((name) => isDeed(name, { theme: 'dark' }))
    expect(deeds.length).toBeGreaterThan(25)
    expect(isDeed('settings.set', { columns: [], sort: [] })).toBe(false)
  })
})
