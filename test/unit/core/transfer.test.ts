import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallArgs } from '../../../preload/contract/calls.ts'
import type { Address } from '../../../preload/contract/address.ts'
import type { Arrival, TransferPlan } from '../../../preload/contract/transfer.ts'
import { mostTransferCharacters } from '../../../preload/contract/transfer.ts'
import { portableSettings } from '../../../preload/contract/settings.ts'
import { plainAddress } from '../../../main/core/transfer/file.ts'
import { carefulBackend, fingerprintOf } from './fake-backend.ts'
import { at, box, nas, open, type Window } from './house.ts'

const certificate = fingerprintOf('A1')

function openHere() {
  return open(carefulBackend({ 'nas.home': certificate }))
}

/** A file as somebody may have written it. */
function file(fields: object): string {
  return JSON.stringify({ format: 'estuary-settings', version: 1, ...fields })
}

const daemon = {
  name: 'nas',
  kind: 'deluge',
  address: at('nas.home'),
  username: 'me',
  certificate: null,
  mark: 3,
  connect: true,
}

/** Takes everything that can be chosen of what was shown. */
function takeAll(window: Window, plan: TransferPlan) {
  const chosen = plan.daemons.filter(({ state, problem }) => state !== 'same' && !problem)
  const args: CallArgs<'transfer.take'> = {
    daemons: chosen.map(({ id, name }) => ({ id, name })),
    settings: Object.keys(plan.settings.to) as (typeof portableSettings)[number][],
  }
  return window.value('transfer.take', args)
}

const look = (window: Window, content: string): Promise<TransferPlan> => window.value('transfer.look', { content })

describe('an export', () => {
  it('has the daemons in their order and the settings that mean something elsewhere', async () => {
    const { window, clock } = await openHere()
    await window.value('daemons.add', { ...nas, fingerprint: certificate })
    await window.value('daemons.add', { ...box, fingerprint: certificate })
    await window.value('settings.set', {
      theme: 'dark',
      keys: { find: ['Ctrl+J'] },
      recentCommands: ['find'],
      adding: { daemon: 'abcd', choices: { abcd: { folder: '/srv/films', paused: true } } },
    })
    await clock.advance(200)
    const { name, content } = await window.value('transfer.export', {})
    expect(name).toMatch(/^estuary-\d{4}-\d\d-\d\d\.json$/)
    const written = JSON.parse(content) as Record<string, unknown>
    expect(written).toMatchObject({
      format: 'estuary-settings',
      version: 1,
      writtenBy: '1.2.3',
      daemons: [
        { name: 'nas', kind: 'deluge', address: at('nas.home'), username: 'me', certificate, mark: 0, connect: true },
        { name: 'box', address: at('box.example'), certificate, mark: 1 },
      ],
    })
    expect(Object.keys(written['settings'] as object).sort()).toEqual([...portableSettings].sort())
    expect(content).not.toContain('/srv/films')
  })

  it('has where folders are, which come to a daemon that has none', async () => {
    const { window, clock } = await openHere()
    const { id } = await window.value('daemons.add', { ...nas, fingerprint: certificate })
    const folders = [{ remote: '/srv', local: '/mnt/nas' }]
    const other = [{ remote: '/srv', local: '/mnt/other' }]
    const of = (given: unknown): string => file({ daemons: [{ ...daemon, mark: 0, folders: given }] })
    const plan = await look(window, of(folders))
    expect(plan.daemons[0]).toMatchObject({ state: 'differs', changes: ['folders'] })
    await takeAll(window, plan)
    await clock.advance(1_000)
    expect(window.daemons.find((each) => each.id === id)?.mappings).toEqual(folders)
    expect((await look(window, of(other))).daemons[0]).toMatchObject({ state: 'same' })
    expect((await look(window, of([{ remote: 'x', local: 1 }]))).daemons[0]).toMatchObject({ state: 'same' })
    const { content } = await window.value('transfer.export', {})
    expect((JSON.parse(content) as { daemons: object[] }).daemons[0]).toMatchObject({ folders })
  })

  it('has no password in it, whatever was given to the keeper', async () => {
    const { window, place } = await openHere()
    let number = 0
    const password = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }).filter((text) => /\S{6}/.test(text))
    await fc.assert(
      fc.asyncProperty(password, async (typed) => {
        number += 1
        // The name of nothing.
        const secret = `~${typed}~`
        const host = `host${number}.example`
        const { id } = await window.value('daemons.add', { ...nas, address: at(host), password: secret })
        expect(await place.keeper.get(`daemon.${id}.password`)).toBe(secret)
        const { content } = await window.value('transfer.export', {})
        expect(content).toContain(host)
        for (const spelled of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())])
          expect(content).not.toContain(spelled)
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['https://me:secret@nas.home:8112/rpc?token=secret#secret', 'https://nas.home:8112/rpc'],
    ['http://me@nas.home/', 'http://nas.home/'],
    ['https://nas.home/rpc?x', 'https://nas.home/rpc'],
  ])('leaves out of a web address what logs in: %s', (url, plain) => {
    expect(plainAddress({ way: 'url', url })).toEqual({ way: 'url', url: plain } satisfies Address)
  })

  it('is given to a window and to no program', async () => {
    const { core } = await openHere()
    const program = core.enter('program')
    for (const [name, args] of [
      ['transfer.export', {}],
      ['transfer.look', { content: file({}) }],
      ['transfer.take', { daemons: [], settings: [] }],
      ['app.saveFile', { name: 'x.json', content: '' }],
      ['app.openFolder', {}],
    ] as const) {
      expect(await program.call(name, args)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    }
  })
})

describe('an import', () => {
  it('shows what it would change, and changes nothing by that', async () => {
    const { window } = await openHere()
    await window.value('daemons.add', nas)
    await window.value('daemons.add', box)
    const plan = await look(
      window,
      file({
        writtenBy: '9.9.9',
        writtenAt: '2026-11-01T10:00:00.000Z',
        daemons: [
          { ...daemon, mark: 0 },
          { ...daemon, address: at('box.example'), name: 'shed', mark: 6, certificate },
          { ...daemon, address: at('barn.home'), name: 'box' },
        ],
        settings: { theme: 'dark', density: 'compact', sort: [{ column: 'name', down: false }] },
      }),
    )
    expect(plan).toMatchObject({ writtenBy: '9.9.9', writtenAt: Date.UTC(2026, 10, 1, 10), problems: [] })
    expect(plan.daemons).toMatchObject([
      { state: 'same', name: 'nas', here: 'nas', changes: [] },
      { state: 'differs', name: 'shed', here: 'box', changes: ['name', 'mark', 'certificate'] },
      { state: 'new', name: 'box 2', here: null },
    ] satisfies Partial<Arrival>[])
    expect(plan.settings).toEqual({
      from: { theme: 'system', sort: [{ column: 'added', down: true }] },
      to: { theme: 'dark', sort: [{ column: 'name', down: false }] },
    })
    expect((await window.value('settings.get', {})).theme).toBe('system')
    expect(window.daemons.length).toBeLessThanOrEqual(2)
  })

  it('takes everything of an export into an empty Estuary, where daemons wait for their passwords', async () => {
    const old = await openHere()
    await old.window.value('daemons.add', { ...nas, fingerprint: certificate })
    await old.window.value('daemons.add', box)
    const id = (await old.window.value('daemons.add', { ...nas, name: 'off', address: at('off.home') })).id
    await old.window.value('daemons.disconnect', { id })
    await old.window.value('settings.set', { theme: 'light', language: 'de', keys: { find: [] } })
    await old.clock.advance(200)
    const { content } = await old.window.value('transfer.export', {})

    const { window, clock, place } = await openHere()
    const plan = await look(window, content)
    const taken = await takeAll(window, plan)
    expect(taken.settings).toBeNull()
    expect(taken.daemons.map(({ problem }) => problem)).toEqual([null, null, null])
    // One refusal may be a daemon that is still starting.
    await clock.advance(10_000)
    expect(window.daemons).toMatchObject([
      { name: 'nas', mark: 0, certificate: { fingerprint: certificate }, hasPassword: false },
      { name: 'box', mark: 1, certificate: null, link: { state: 'refused', problem: { code: 'bad-login' } } },
      { name: 'off', mark: 2, link: { state: 'off' } },
    ])
    expect(window.daemons[0]?.link.problem?.message).toContain('No password is kept')
    expect(await window.value('settings.get', {})).toMatchObject({ theme: 'light', language: 'de', keys: { find: [] } })
    // Typed later, it connects to what was trusted.
    const [first] = window.daemons
    const { name, address, username } = nas
    await window.value('daemons.edit', { id: first!.id, name, address, username, password: 'top secret' })
    await clock.advance(200)
    expect(window.daemons[0]?.link.state).toBe('live')
    expect(await place.keeper.get(`daemon.${first!.id}.password`)).toBe('top secret')
  })

  it('done twice changes nothing more', async () => {
    const { window } = await openHere()
    await window.value('daemons.add', { ...box, name: 'nas' })
    const content = file({
      daemons: [daemon, { ...daemon, address: at('other.home'), certificate }, { ...daemon, username: 'you' }],
      settings: { theme: 'dark', columns: [{ id: 'name', width: 300, visible: true }] },
    })
    const first = await takeAll(window, await look(window, content))
    expect(first.daemons.map(({ daemon: one }) => one?.name)).toEqual(['nas 2', 'nas 3', 'nas 4'])
    const again = await look(window, content)
    expect(again.daemons.map(({ state }) => state)).toEqual(['same', 'same', 'same'])
    expect(again.settings).toEqual({ from: {}, to: {} })
  })

  it('takes only what was chosen, under the names that were given', async () => {
    const { window } = await openHere()
    const content = file({
      daemons: [daemon, { ...daemon, name: 'box', address: at('box.home') }],
      settings: { theme: 'dark', density: 'comfortable' },
    })
    const { daemons } = await look(window, content)
    await window.value('transfer.take', { daemons: [{ id: daemons[1]!.id, name: 'shed' }], settings: ['density'] })
    const after = await look(window, content)
    expect(after.daemons.map(({ state, here }) => [state, here])).toEqual([
      ['new', null],
      ['differs', 'shed'],
    ])
    expect(await window.value('settings.get', {})).toMatchObject({ theme: 'system', density: 'comfortable' })
  })

  it('lets the certificate that is trusted here stay', async () => {
    const { window, clock } = await openHere()
    const { id } = await window.value('daemons.add', { ...nas, fingerprint: certificate })
    await clock.advance(200)
    const plan = await look(window, file({ daemons: [{ ...daemon, name: 'store', certificate: fingerprintOf('EE') }] }))
    expect(plan.daemons).toMatchObject([{ otherCertificate: true, changes: ['name', 'mark'] }])
    await takeAll(window, plan)
    await clock.advance(200)
    expect(window.daemons).toMatchObject([
      { id, name: 'store', mark: 3, certificate: { fingerprint: certificate }, link: { state: 'live' } },
    ])
  })

  it('says in the history why a certificate is trusted', async () => {
    const { window, clock } = await openHere()
    await takeAll(window, await look(window, file({ daemons: [{ ...daemon, certificate }] })))
    await clock.advance(2_000)
    expect(window.events[0]).toMatchObject({
      kind: 'trusted',
      text: `Certificate ${certificate} trusted: it is the one in the imported file.`,
    })
  })

  it('takes an account once that stands in the file twice', async () => {
    const { window } = await openHere()
    expect((await look(window, file({ daemons: [daemon, { ...daemon, name: 'again' }] }))).daemons).toHaveLength(1)
  })

  it('knows only what its own window was shown', async () => {
    const { window, core } = await openHere()
    const { daemons } = await look(window, file({ daemons: [daemon] }))
    const other = core.enter('window')
    const args = { daemons: [{ id: daemons[0]!.id, name: 'nas' }], settings: ['theme'] }
    expect(await other.call('transfer.take', args)).toMatchObject({
      ok: true,
      value: { daemons: [{ daemon: null, problem: { code: 'not-found' } }], settings: { code: 'not-found' } },
    })
  })

  it('is refused whole where it cannot be written down that it is done', async () => {
    const { window, core } = await openHere()
    const plan = await look(window, file({ daemons: [daemon], settings: { theme: 'dark' } }))
    await core.close()
    await expect(takeAll(window, plan)).rejects.toThrow('The store is closed.')
    expect((await window.value('settings.get', {})).theme).toBe('system')
  })
})

describe('a file that is not as it should be', () => {
  it.each([
    ['nothing', '', 'corrupt', /no JSON/],
    ['half of one', '{"format":"estuary-settings","version":1,', 'corrupt', /only a part/],
    ['null', 'null', 'corrupt', /no file of settings/],
    ['a list', '[]', 'corrupt', /no file of settings/],
    ['an empty object', '{}', 'corrupt', /no file of settings/],
    ['another format', '{"format":"other","version":1}', 'corrupt', /no file of settings/],
    ['no version that there is', '{"format":"estuary-settings","version":0}', 'corrupt', /no file of settings/],
    ['a version that is a text', '{"format":"estuary-settings","version":"1"}', 'corrupt', /no file of settings/],
    ['an endless version', '{"format":"estuary-settings","version":1e999}', 'corrupt', /no file of settings/],
    [
      'a newer version',
      '{"format":"estuary-settings","version":2,"daemons":7}',
      'future',
      /newer Estuary .*format 2.*Update/,
    ],
    [
      'daemons that are no list',
      '{"format":"estuary-settings","version":1,"daemons":{"length":1}}',
      'corrupt',
      /makes no sense/,
    ],
    [
      'settings that are no table',
      '{"format":"estuary-settings","version":1,"settings":7}',
      'corrupt',
      /makes no sense/,
    ],
    ['too many daemons', file({ daemons: Array.from({ length: 1_001 }, () => daemon) }), 'corrupt', /makes no sense/],
    ['a deep one', '['.repeat(1_000_000), 'corrupt', /no JSON/],
    ['too much of nothing', ' '.repeat(mostTransferCharacters + 1), 'invalid', /too large/],
  ] as const)('is refused in a sentence: %s', async (_what, content, code, message) => {
    const { window } = await openHere()
    const answer = await window.call('transfer.look', { content })
    expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(message) as string } })
    if (!answer.ok) expect(answer.error.says).toBeDefined()
  })

  it('may have a mark before its text, as some editors put it', async () => {
    const { window } = await openHere()
    expect((await look(window, `\ufeff${file({ daemons: [daemon] })}`)).daemons).toHaveLength(1)
  })

  it.each([
    { ...daemon, name: '' },
    { ...daemon, name: 'x'.repeat(101) },
    { ...daemon, kind: '../etc' },
    { ...daemon, address: { way: 'tls', host: 'a b', port: 1 } },
    { ...daemon, address: { way: 'tls', host: 'nas', port: 65_536 } },
    { ...daemon, address: 'nas.home' },
    { ...daemon, certificate: 'A1:B2' },
    { ...daemon, mark: 8 },
    { ...daemon, mark: -1 },
    { ...daemon, connect: 'yes' },
    null,
    [],
    'nas',
  ])('costs the entry that is damaged, and no other: %j', async (entry) => {
    const { window } = await openHere()
    const plan = await look(window, file({ daemons: [entry, { ...daemon, address: at('good.home') }] }))
    expect(plan.daemons).toMatchObject([{ address: at('good.home') }])
    expect(plan.problems).toMatchObject([{ message: 'Entry 1 of its daemons is damaged and is left out.' }])
  })

  it('costs the settings that are damaged; those that nobody knows are passed over', async () => {
    const { window } = await openHere()
    const content = `{"format":"estuary-settings","version":1,"settings":{"theme":"pink","sidebarPx":1e999,"density":"comfortable",
      "adding":{"daemon":null,"choices":{}},"__proto__":{"theme":"dark"},"constructor":1,"later":true}}`
    const plan = await look(window, content)
    expect(plan.settings.to).toEqual({ density: 'comfortable' })
    expect(plan.problems).toMatchObject([{ message: '2 settings of the file make no sense and are left out.' }])
  })

  it('names kinds and ways that this Estuary does not have, and takes nothing of them', async () => {
    const { window } = await openHere()
    const plan = await look(
      window,
      file({
        daemons: [
          { ...daemon, kind: 'rain' },
          { ...daemon, address: { way: 'url', url: 'https://nas.home/' } },
        ],
      }),
    )
    expect(plan.daemons.map(({ problem }) => problem?.message)).toEqual([
      'This Estuary does not know daemons of the kind “rain”.',
      'Daemons of the kind Deluge cannot be reached in that way.',
    ])
    const { daemons } = await window.value('transfer.take', {
      daemons: plan.daemons.map(({ id, name }) => ({ id, name })),
      settings: [],
    })
    expect(daemons.map(({ problem }) => problem?.code)).toEqual(['incompatible', 'incompatible'])
  })

  it('never ends the program, whatever is in it', async () => {
    const { window } = await openHere()
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.json({ maxDepth: 4 }), async (daemons, settings) => {
        const content = `{"format":"estuary-settings","version":1,"daemons":[${daemons}],"settings":{"columns":${settings}}}`
        const answer = await window.call('transfer.look', { content })
        if (!answer.ok) expect(answer.error.code).not.toBe('internal')
      }),
      { numRuns: 60 },
    )
  })

  it('shows names as they are seen', async () => {
    const { window } = await openHere()
    const { daemons } = await look(window, file({ daemons: [{ ...daemon, name: 'holiday-\u202egpj' }] }))
    expect(daemons[0]?.name).toBe('holiday-\ufffdgpj')
  })
})
