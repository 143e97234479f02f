import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { addressOf, Home, type Estuary } from './estuary.ts'
import { removeFolder, temporaryFolder } from './folder.ts'

needs('deluged').describe('what Deluge’s clients know of a real daemon', () => {
  let daemon: Deluged
  let home: Home
  let estuary: Estuary
  /** A client's folder beside the daemon's own. */
  let clients: string

  beforeAll(async () => {
    daemon = await startDeluged()
  })
  afterAll(() => daemon.dispose())
  beforeEach(async () => {
    home = new Home()
    estuary = await home.open()
    clients = temporaryFolder('clients')
  })
  afterEach(async () => {
    await estuary.close()
    home.remove()
    removeFolder(clients)
  })

  /** Writes a list of hosts beside the daemon's own files: one without account at each of the addresses. */
  function list(folder: string, ...hosts: (readonly [host: string, username: string, password: string])[]): void {
    const entries = hosts.map(([host, username, password], n) => [`id${n}`, host, daemon.port, username, password])
    writeFileSync(
      join(folder, 'hostlist.conf'),
      '{"file": 3, "format": 1}' + JSON.stringify({ hosts: entries }, null, 4),
    )
  }

  /** Like the daemon's folder, with its accounts and certificate, but ours to write to. */
  function likeTheDaemons(): void {
    mkdirSync(join(clients, 'ssl'))
    for (const name of ['auth', 'ssl/daemon.cert']) copyFileSync(join(daemon.configFolder, name), join(clients, name))
  }

  it('is found beside its auth file, taken, and live with the certificate of its folder', async () => {
    likeTheDaemons()
    list(clients, ['127.0.0.1', '', ''])
    const found = await estuary.call('import.find', { kind: 'deluge', folder: clients })
    const [candidate] = found.candidates
    expect(found.problems).toEqual([])
    expect(candidate).toMatchObject({
      address: { way: 'tls', host: '127.0.0.1', port: daemon.port },
      username: 'localclient',
      level: 10,
    })
    const [taken] = await estuary.call('import.take', { items: [{ id: candidate!.id, name: 'here' }] })
    const id = taken!.daemon!.id
    expect(taken!.daemon!.certificate?.fingerprint).toBe(candidate!.fingerprint)
    await estuary.untilLink(id, 'live')
    expect(estuary.daemon(id)).toMatchObject({ level: 10, certificate: { fingerprint: candidate!.fingerprint } })
  })

  it('is found in the daemon’s own folder, where no client ever was', async () => {
    const before = readFileSync(join(daemon.configFolder, 'auth'), 'utf8')
    const { candidates } = await estuary.call('import.find', { kind: 'deluge', folder: daemon.configFolder })
    expect(candidates).toMatchObject([
      { address: { way: 'tls', host: '127.0.0.1', port: daemon.port }, username: 'localclient' },
    ])
    const [taken] = await estuary.call('import.take', { items: [{ id: candidates[0]!.id, name: 'here' }] })
    await estuary.untilLink(taken!.daemon!.id, 'live')
    expect(readFileSync(join(daemon.configFolder, 'auth'), 'utf8')).toBe(before)
  })

  it('gives the certificate that the daemon shows', async () => {
    likeTheDaemons()
    list(clients, ['localhost', '', ''])
    const { candidates } = await estuary.call('import.find', { kind: 'deluge', folder: clients })
    const address = addressOf(daemon)
    const trial = estuary.call('daemons.test', { kind: 'deluge', address, ...daemon.accounts.admin })
    const seen = candidates[0]?.fingerprint
    await expect(trial).rejects.toMatchObject({ problem: { code: 'certificate-unknown', details: { seen } } })
  })

  it('is asked about when two entries reach the same daemon, and both live once both are kept', async () => {
    const { username, password } = daemon.accounts.normal
    list(clients, ['127.0.0.1', username, password], ['localhost', username, password])
    const { candidates } = await estuary.call('import.find', { kind: 'deluge', folder: clients })
    expect(candidates.map(({ already, fingerprint }) => [already, fingerprint])).toEqual([
      [null, null],
      [null, null],
    ])
    const [one, two] = candidates
    const first = (await estuary.call('import.take', { items: [{ id: one!.id, name: 'one' }] }))[0]!.daemon!.id
    await estuary.untilLink(first, 'live')
    const second = (await estuary.call('import.take', { items: [{ id: two!.id, name: 'two' }] }))[0]!.daemon!.id
    await estuary.untilLink(second, 'refused')
    expect(estuary.daemon(second)).toMatchObject({ twin: first, link: { problem: { code: 'twin' } } })
    expect(estuary.daemon(first).twin).toBeNull()
    await estuary.call('daemons.keepTwin', { id: second })
    await estuary.untilLink(second, 'live')
    expect(estuary.daemon(second).twin).toBeNull()
  })

  it('is asked about when both come in one go, and the other connects when the first is removed', async () => {
    const { username, password } = daemon.accounts.admin
    list(clients, ['127.0.0.1', username, password], ['localhost', username, password])
    const { candidates } = await estuary.call('import.find', { kind: 'deluge', folder: clients })
    const results = await estuary.call('import.take', { items: candidates.map(({ id, name }) => ({ id, name })) })
    const ids = results.map((result) => result.daemon!.id)
    const states = (): string[] => ids.map((id) => String(estuary.linkState(id))).toSorted()
    await estuary.until('one lives and one waits', () => states().join() === 'live,refused')
    const living = ids.find((id) => estuary.linkState(id) === 'live')!
    const waiting = ids.find((id) => id !== living)!
    expect(estuary.daemon(waiting).twin).toBe(living)
    await estuary.call('daemons.remove', { id: living })
    await estuary.untilLink(waiting, 'live')
  })
})

needs('deluged').describe('a real daemon that is met while no window is open', () => {
  it('gets no password, and is trusted only by a person', async () => {
    const home = new Home()
    const daemon = await startDeluged()
    await daemon.stop()
    const before = await home.open()
    const id = await before.add(daemon, 'nas')
    await before.close()
    await daemon.start()
    const unseen = await home.open({ role: 'program' })
    try {
      await unseen.untilLink(id, 'refused')
      const { problem } = unseen.daemon(id).link
      expect(problem).toMatchObject({ code: 'certificate-unknown' })
      const fingerprint = String(problem?.details?.['seen'])
      const byProgram = unseen.call('daemons.trust', { id, fingerprint })
      await expect(byProgram).rejects.toMatchObject({ problem: { code: 'unauthorized' } })
      await unseen.callAtWindow('daemons.trust', { id, fingerprint })
      await unseen.untilLink(id, 'live')
      expect(unseen.daemon(id).certificate?.fingerprint).toBe(fingerprint)
    } finally {
      await unseen.close()
      await daemon.dispose()
      home.remove()
    }
  })
})
