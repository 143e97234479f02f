import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { writeAddress } from '../../../preload/contract/address.ts'
import type { CallResult } from '../../../preload/contract/calls.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'
import { makeIdentity } from '../../fleet/certificate.ts'
import { carefulBackend, fingerprintOf } from './fake-backend.ts'
import { at, nas, newPlace, open, Window } from './house.ts'

const folders: string[] = []
const header = '{"file": 3, "format": 1}'

afterEach(() => {
  for (const folder of folders.splice(0)) removeFolder(folder)
})

type Host = readonly [id: string, host: unknown, port: unknown, username?: unknown, password?: unknown]

/** A person's home with a Deluge configuration folder in its usual place. */
class DelugeHome {
  readonly path = temporaryFolder('home')
  readonly deluge = join(this.path, '.config', 'deluge')

  constructor() {
    folders.push(this.path)
    mkdirSync(join(this.deluge, 'ssl'), { recursive: true })
  }

  write(name: string, text: string): string {
    const path = join(this.deluge, name)
    writeFileSync(path, text)
    return path
  }

  hosts(hosts: readonly Host[], name = 'hostlist.conf'): string {
    return this.write(name, header + JSON.stringify({ hosts }))
  }
}

async function openAt(home: DelugeHome, fingerprints: Record<string, string> = {}) {
  const backend = carefulBackend(fingerprints)
  const around = { env: {}, platform: 'linux', home: home.path } as const
  return { ...(await open(backend, newPlace(), around)), backend }
}

function only(result: CallResult<'import.find'>) {
  expect(result.candidates).toHaveLength(1)
  return result.candidates[0]!
}

describe('looking for what Deluge knows', () => {
  it('finds the hosts of the usual place, with all that is said of them but their passwords', async () => {
    const home = new DelugeHome()
    const source = home.hosts([['a1', 'nas.home', 58847, 'anna', 'sesame street']])
    const { window } = await openAt(home)
    const found = await window.value('import.find', { kind: 'deluge' })
    expect(found).toMatchObject({
      folders: [home.deluge, expect.stringContaining('org.deluge_torrent.deluge') as string],
      problems: [],
    })
    expect(only(found)).toEqual({
      id: expect.stringMatching(/^\S{8,}$/) as string,
      source,
      name: 'nas',
      place: 'nas.home',
      address: at('nas.home', 58847),
      username: 'anna',
      hasPassword: true,
      level: null,
      fingerprint: null,
      already: null,
      problem: null,
    })
    expect(window.all).not.toContain('sesame street')
  })

  it('gives the local daemon its account from the auth file and its certificate from its folder', async () => {
    const home = new DelugeHome()
    const identity = await makeIdentity()
    home.hosts([['a1', 'localhost', 58846, '', '']], 'hostlist.conf.1.2')
    home.write('auth', 'anna:other:5\nlocalclient:f00dcafe:10\n')
    home.write('ssl/daemon.cert', identity.cert)
    const { window } = await openAt(home)
    expect(only(await window.value('import.find', { kind: 'deluge' }))).toMatchObject({
      address: at('localhost'),
      username: 'localclient',
      hasPassword: true,
      level: 10,
      fingerprint: identity.fingerprint,
    })
    expect(window.all).not.toContain('f00dcafe')
  })

  it('takes the folder’s certificate only for accounts of its own auth file: a tunnel ends at 127.0.0.1, too', async () => {
    const home = new DelugeHome()
    const identity = await makeIdentity()
    home.write('auth', 'localclient:f00dcafe:10\nanna:here:5\n')
    home.write('ssl/daemon.cert', identity.cert)
    home.hosts([
      ['1', '127.0.0.1', 58846, 'localclient', 'f00dcafe'],
      ['2', '127.0.0.1', 58847, 'anna', 'elsewhere'],
      ['3', '127.0.0.1', 58848, 'anna', ''],
      ['4', 'nas.home', 58846, 'anna', 'here'],
    ])
    const { window } = await openAt(home)
    const { candidates } = await window.value('import.find', { kind: 'deluge' })
    expect(candidates.map(({ fingerprint, level }) => [fingerprint, level])).toEqual([
      [identity.fingerprint, 10],
      [null, null],
      [identity.fingerprint, 5],
      [null, null],
    ])
  })

  it('offers the daemon of the folder itself where no client was ever used', async () => {
    const home = new DelugeHome()
    const source = home.write('auth', 'localclient:f00dcafe:10\n')
    home.write('core.conf', '{"file": 1, "format": 1}{"daemon_port": 4242}')
    const { window } = await openAt(home)
    expect(only(await window.value('import.find', { kind: 'deluge' }))).toMatchObject({
      source,
      address: at('127.0.0.1', 4242),
      username: 'localclient',
    })
  })

  it('finds nothing where there is nothing, and is no fault', async () => {
    const home = new DelugeHome()
    const { window } = await openAt(home)
    expect(await window.value('import.find', { kind: 'deluge' })).toMatchObject({ candidates: [], problems: [] })
  })

  it('names daemons that are in the list already, and gives new ones names of their own', async () => {
    const home = new DelugeHome()
    home.hosts([
      ['1', 'NAS.home', 58846, 'me', 'x'],
      ['2', 'nas.home', 58846, 'other', 'x'],
      ['3', 'nas.example', 58846, 'me', 'x'],
      ['4', '10.0.0.9', 58846, 'me', 'x'],
    ])
    const { window } = await openAt(home)
    await window.value('daemons.add', nas)
    const { candidates } = await window.value('import.find', { kind: 'deluge' })
    expect(candidates.map(({ already }) => already)).toEqual(['nas', null, null, null])
    expect(candidates.map(({ name }) => name)).toEqual(['NAS 2', 'nas 3', 'nas 4', '10.0.0.9'])
  })

  it('shows an account once that stands in both lists', async () => {
    const home = new DelugeHome()
    const source = home.hosts([['1', 'nas.home', 58846, 'anna', 'new']])
    home.hosts([['1', 'nas.home', 58846, 'anna', 'old']], 'hostlist.conf.1.2')
    const { window } = await openAt(home)
    expect(only(await window.value('import.find', { kind: 'deluge' })).source).toBe(source)
  })

  it('loses one bad entry, not the others, and says where it stands', async () => {
    const home = new DelugeHome()
    const source = home.hosts([
      ['1', 'nas.home', 'ssh', 'anna', 'x'],
      ['2', 'two words', 58846, 'anna', 'x'],
      ['3', 'nas.home', 58846, 'n'.repeat(300), 'x'],
      ['4', 'box.home', 58846, 'anna', 'x'],
    ])
    const { window } = await openAt(home)
    const { candidates } = await window.value('import.find', { kind: 'deluge' })
    expect(candidates.map(({ problem }) => problem?.message ?? null)).toEqual([
      `Entry 1 of ${source} is damaged: its port is no number from 1 to 65535.`,
      `Entry 2 of ${source} is damaged: its host is neither a name nor an address.`,
      `Entry 3 of ${source} is damaged: its user name is too long.`,
      null,
    ])
  })

  it('names a file that makes no sense, is too large, or may not be read', async () => {
    const home = new DelugeHome()
    const pickle = home.write('hostlist.conf.1.2', "(dp0\nS'hosts'\n.")
    const large = home.write('hostlist.conf', ' '.repeat(600 * 1024))
    const auth = home.write('auth', 'localclient:x:10\n')
    chmodSync(auth, 0)
    const mayReadAll = process.platform === 'win32' || process.getuid?.() === 0
    const { window } = await openAt(home)
    const { problems } = await window.value('import.find', { kind: 'deluge' })
    const messages = problems.map(({ message }) => message).join('\n')
    for (const path of [pickle, large, ...(mayReadAll ? [] : [auth])]) expect(messages).toContain(path)
  })

  it('changes nothing in Deluge’s folder', async () => {
    const home = new DelugeHome()
    home.hosts([['1', 'localhost', 58846, '', '']])
    home.write('auth', 'localclient:f00dcafe:10\n')
    const picture = (): unknown =>
      readdirSync(home.deluge).map((name) => [name, statSync(join(home.deluge, name)).mtimeMs])
    const before = picture()
    const { window } = await openAt(home)
    const { id, name } = only(await window.value('import.find', { kind: 'deluge' }))
    await window.value('import.take', { items: [{ id, name }] })
    expect(picture()).toEqual(before)
  })
})

describe('looking in a folder that the person names', () => {
  it('takes the folder, its list’s own path, and ~ for home', async () => {
    const home = new DelugeHome()
    home.hosts([['1', 'nas.home', 58846, 'anna', 'x']])
    const { window } = await openAt(home)
    for (const folder of [
      home.deluge,
      join(home.deluge, 'hostlist.conf'),
      '~/.config/deluge',
      `${home.deluge}/ssl/..`,
    ]) {
      const found = await window.value('import.find', { kind: 'deluge', folder })
      expect(found.candidates.map(({ place }) => place)).toEqual(['nas.home'])
      expect(found.folders.map((path) => path.replace(/\/$/, ''))).toEqual([home.deluge])
    }
  })

  it('says at the field what is wrong with it', async () => {
    const home = new DelugeHome()
    const file = home.write('notes.txt', '')
    const { window } = await openAt(home)
    const cases = [
      ['deluge', 'invalid', 'Give the whole path of the folder.'],
      [join(home.path, 'nowhere'), 'not-found', `There is no folder ${join(home.path, 'nowhere')} that can be read.`],
      [file, 'invalid', `${file} is no folder.`],
    ] as const
    for (const [folder, code, message] of cases) {
      const answer = await window.call('import.find', { kind: 'deluge', folder })
      expect(answer).toMatchObject({ ok: false, error: { code, message, details: { field: 'folder' } } })
    }
  })
})

describe('taking what was found', () => {
  it('adds the daemons under the names given, with their passwords in the keeper, and connects', async () => {
    const home = new DelugeHome()
    home.hosts([
      ['1', 'nas.home', 58846, 'anna', 'sesame street'],
      ['2', 'box.home', 58847, 'rob', 'x'],
    ])
    const fingerprint = fingerprintOf('A1')
    const { window, clock, place, backend } = await openAt(home, { 'nas.home': fingerprint })
    const [first] = (await window.value('import.find', { kind: 'deluge' })).candidates
    const results = await window.value('import.take', { items: [{ id: first!.id, name: 'store' }] })
    expect(results).toMatchObject([
      { id: first!.id, problem: null, daemon: { name: 'store', address: at('nas.home') } },
    ])
    await clock.advance(200)
    expect(window.daemons).toMatchObject([{ name: 'store', link: { state: 'live' }, certificate: { fingerprint } }])
    expect(await place.keeper.get(`daemon.${window.daemons[0]?.id}.password`)).toBe('sesame street')
    expect(backend.dials[0]?.target).toMatchObject({ username: 'anna', password: 'sesame street' })
    expect(window.all).not.toContain('sesame street')
    for (const file of readdirSync(place.dataFolder)) {
      expect(readFileSync(join(place.dataFolder, file)).includes('sesame street')).toBe(false)
    }
  })

  it('pins the certificate of the local daemon’s folder before the first connection', async () => {
    const home = new DelugeHome()
    const { cert, fingerprint } = await makeIdentity()
    home.write('auth', 'localclient:f00dcafe:10\n')
    home.write('ssl/daemon.cert', cert)
    const { window, clock, backend } = await openAt(home, { '127.0.0.1': fingerprintOf('EE') })
    const { id, name } = only(await window.value('import.find', { kind: 'deluge' }))
    await window.value('import.take', { items: [{ id, name }] })
    await clock.advance(200)
    // Somebody else is at that port: the folder's password was not sent to them.
    expect(backend.dials.map(({ target }) => target.identity)).toEqual([fingerprint])
    expect(window.daemons[0]?.link.problem?.code).toBe('certificate-changed')
    expect(window.events.find(({ kind }) => kind === 'trusted')?.text).toContain(join(home.deluge, 'ssl/daemon.cert'))
  })

  it('asks for the account that the file does not have', async () => {
    const home = new DelugeHome()
    home.hosts([['1', 'nas.home', 58846, '', '']])
    const { window } = await openAt(home)
    const candidate = only(await window.value('import.find', { kind: 'deluge' }))
    expect(candidate).toMatchObject({ username: '', hasPassword: false, problem: null })
    const { id, name } = candidate
    const [without] = await window.value('import.take', { items: [{ id, name }] })
    expect(without).toMatchObject({ daemon: null, problem: { code: 'invalid', details: { field: 'username' } } })
    const [half] = await window.value('import.take', { items: [{ id, name, username: 'anna' }] })
    expect(half).toMatchObject({ daemon: null, problem: { code: 'invalid', details: { field: 'password' } } })
    const [whole] = await window.value('import.take', { items: [{ id, name, username: 'anna', password: 'typed' }] })
    expect(whole).toMatchObject({ problem: null, daemon: { username: 'anna', hasPassword: true } })
  })

  it('says of each how it fared: one that is there already or damaged costs only itself', async () => {
    const home = new DelugeHome()
    home.hosts([
      ['1', 'nas.home', 58846, 'me', 'x'],
      ['2', 'nas.home', 0, 'me', 'x'],
      ['3', 'box.home', 58846, 'me', 'x'],
    ])
    const { window } = await openAt(home)
    await window.value('daemons.add', nas)
    const { candidates } = await window.value('import.find', { kind: 'deluge' })
    const items = candidates.map(({ id, name }) => ({ id, name }))
    const results = await window.value('import.take', { items })
    expect(
      results.map(({ daemon, problem }) => [daemon && writeAddress(daemon.address, 58846), problem?.code ?? null]),
    ).toEqual([
      [null, 'invalid'],
      [null, 'corrupt'],
      ['box.home', null],
    ])
    expect(results[0]?.problem?.message).toContain('nas is that account at that address already')
  })

  it('takes nothing that this window did not find last', async () => {
    const home = new DelugeHome()
    home.hosts([['1', 'nas.home', 58846, 'anna', 'x']])
    const { core, window } = await openAt(home)
    const before = only(await window.value('import.find', { kind: 'deluge' }))
    const now = only(await window.value('import.find', { kind: 'deluge' }))
    const other = new Window(core)
    for (const [who, id] of [
      [window, before.id],
      [other, now.id],
      [window, 'made up'],
    ] as const) {
      const [result] = await who.value('import.take', { items: [{ id, name: 'nas' }] })
      expect(result).toMatchObject({ daemon: null, problem: { code: 'not-found' } })
    }
    expect(window.daemons).toEqual([])
  })
})
