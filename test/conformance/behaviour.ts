import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { capabilityFor } from '../../preload/contract/calls.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { knownAs } from '../../preload/torrent/infohash.ts'
import { readMagnet } from '../../preload/torrent/magnet.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { Registry } from '../../main/backend/registry.ts'
import { lookedAt } from '../daemons/certificate.ts'
import { type Estuary, Home } from '../daemons/estuary.ts'
import type { Account, Made, Rig } from './rig.ts'

/** Whether it shows a certificate where it is reached. */
function showsIdentity({ backend, account: { address } }: Rig): boolean {
  return backend.kind.ways.some(({ way, identity }) => identity && way === address.way)
}

/** Of those that have one, what a person looks at before adding a daemon. */
async function certificateOf(rig: Rig): Promise<{ fingerprint?: string }> {
  const { address } = rig.account
  return showsIdentity(rig) && address.way === 'tls' ? lookedAt(address) : {}
}

/**
 * What Estuary promises of every daemon, whatever its kind: the whole core over one daemon, without a door. Call it
 * inside a describe().
 * @param options.misbehaves the rig has mischief to offer; a real daemon has not
 */
export function behavesAsPromised(makeRig: () => Promise<Rig>, { misbehaves = false } = {}): void {
  let rig: Rig
  let home: Home
  let estuary: Estuary
  let id: string
  let account: Account
  let number = 0

  const key = ({ hash }: Made): string => keyOf(id, hash)
  const row = ({ hash }: Made): Torrent | undefined => estuary.row(id, hash)
  const state = (torrent: Made): string | undefined => row(torrent)?.state
  const next = (): Made => rig.make((number += 1))
  const open = (): Promise<Estuary> => home.open({ registry: new Registry([rig.backend]), clock: rig.clock })
  const history = (kind: string, { hash }: Made): boolean =>
    estuary.events.some((event) => event.kind === kind && event.hash === hash)

  /** Somebody else adds a torrent, and it is in the list. */
  async function listed(): Promise<Made> {
    const torrent = next()
    await rig.put(torrent)
    await estuary.until(`${torrent.name} is listed`, () => row(torrent)?.name === torrent.name)
    return torrent
  }

  beforeAll(async () => {
    rig = await makeRig()
    home = new Home()
    for (let count = 0; count < 3; count += 1) await rig.put(next())
    estuary = await open()
    account = { ...rig.account, ...(await certificateOf(rig)) }
    const daemon = await estuary.call('daemons.add', { name: 'ours', ...account })
    id = daemon.id
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await rig.remove()
    home.remove()
  })
  beforeEach(() => estuary.untilLink(id, 'live', 60_000))

  // ------------------------------------------------------------- the list

  it('lists what the daemon has, with its names', async () => {
    await estuary.until('the list is whole', () => estuary.rowsOf(id).length === 3)
    const names = [1, 2, 3].map((one) => rig.make(one).name)
    expect(estuary.rowsOf(id).map(({ name }) => name)).toEqual(expect.arrayContaining(names))
    expect(estuary.daemon(id)).toMatchObject({ torrents: 3, kind: rig.backend.kind.id })
  })

  it('tells on trial what is there, and leaves nothing behind', async () => {
    const before = estuary.daemons.length
    const trial = await estuary.call('daemons.test', account)
    expect(trial).toMatchObject({ torrents: (await rig.hashes()).length })
    expect(trial.version).not.toBe('')
    expect(trial.fingerprint === null).toBe(!showsIdentity(rig))
    expect(estuary.daemons).toHaveLength(before)
  })

  it('is told nothing, on trial, before somebody has looked at what it shows of itself', async () => {
    const trial = estuary.call('daemons.test', rig.account)
    if (!showsIdentity(rig)) await expect(trial).resolves.toMatchObject({ fingerprint: null })
    else {
      const { fingerprint: seen } = await certificateOf(rig)
      await expect(trial).rejects.toMatchObject({ problem: { code: 'certificate-unknown', details: { seen } } })
    }
  })

  it('refuses an account that the daemon does not know, in words', async () => {
    if (!rig.wrongAccount) {
      const { kind } = rig.backend
      const asks = kind.account !== 'none' && kind.ways.some(({ way, login }) => login && way === account.address.way)
      expect(asks).toBe(false)
      return
    }
    const trial = estuary.call('daemons.test', { ...rig.wrongAccount, ...(await certificateOf(rig)) })
    await expect(trial).rejects.toMatchObject({ problem: { code: 'bad-login', retry: 'after-change' } })
  })

  // ------------------------------------------------------------- following

  it('shows what somebody else adds, and says so in the history', async () => {
    const torrent = await listed()
    await estuary.until('history says so', () => history('added', torrent))
  })

  it('shows what somebody else removes, and says so in the history', async () => {
    const torrent = await listed()
    await rig.drop(torrent.hash)
    await estuary.until('it is gone', () => !row(torrent))
    expect(history('removed', torrent)).toBe(true)
  })

  it('shows what somebody else resumes', async () => {
    const torrent = await listed()
    await estuary.until('it is paused', () => state(torrent) === 'paused')
    await rig.resume(torrent.hash)
    await estuary.until('it runs', () => state(torrent) !== 'paused')
  })

  it('tells of a torrent in focus for as long as it is there, and then that it is gone', async () => {
    const torrent = await listed()
    let ended = ''
    let heard = 0
    const stop = estuary.listen(
      'details',
      { key: key(torrent) },
      (details) => (heard += details?.key === key(torrent) ? 1 : 0),
      ({ code }) => (ended = code),
    )
    await expect.poll(() => heard, { timeout: 20_000 }).toBeGreaterThan(1)
    await rig.drop(torrent.hash)
    await expect.poll(() => ended, { timeout: 20_000 }).toBe('not-found')
    stop()
  })

  // ------------------------------------------------------------- acting

  it('resumes and pauses, and the list shows what became of it', async () => {
    const torrents = [await listed(), await listed()]
    const keys = torrents.map(key)
    await estuary.until('both are paused', () => torrents.every((one) => state(one) === 'paused'))
    expect(await estuary.call('torrents.resume', { keys })).toEqual(keys.map((one) => ({ key: one, problem: null })))
    await estuary.until('both run', () => torrents.every((one) => state(one) !== 'paused'))
    expect(await rig.isPaused(torrents[0]!.hash)).toBe(false)
    await estuary.call('torrents.pause', { keys })
    await estuary.until('both are paused again', () => torrents.every((one) => state(one) === 'paused'))
    expect(await rig.isPaused(torrents[1]!.hash)).toBe(true)
  })

  it('gives a magnet link that names the torrent as the daemon knows it', async () => {
    const torrent = await listed()
    const [link = ''] = await estuary.call('torrents.magnets', { keys: [key(torrent)] })
    const magnet = readMagnet(link)
    expect(magnet?.name).toBe(torrent.name)
    expect(knownAs(magnet!)).toContain(torrent.hash)
  })

  it('says of each torrent how it fared: one that is not there costs only itself', async () => {
    const torrent = await listed()
    const missing = next()
    const results = await estuary.call('torrents.resume', { keys: [key(missing), key(torrent)] })
    expect(results).toMatchObject([{ problem: { code: 'not-found' } }, { problem: null }])
    await estuary.until('the other runs', () => state(torrent) !== 'paused')
  })

  it('asks nothing that the daemon cannot do, and says why not', async () => {
    const torrent = await listed()
    const { cannot } = estuary.daemon(id)
    const why = cannot[capabilityFor('torrents.queue')!]
    const [result] = await estuary.call('torrents.queue', { keys: [key(torrent)], to: 'top' })
    expect(result?.problem ?? null).toEqual(
      why === undefined ? null : expect.objectContaining({ message: why.message }),
    )
  })

  it('tells who may log in there and nothing of their passwords, or why it cannot', async () => {
    const why = estuary.daemon(id).cannot[capabilityFor('accounts.list')!]
    const listed = estuary.call('accounts.list', { daemon: id })
    if (why) {
      await expect(listed).rejects.toMatchObject({ problem: { message: why.message } })
      return
    }
    const { accounts } = await listed
    expect(accounts.find(({ name }) => name === rig.account.username)).toMatchObject({ level: 10 })
    expect(JSON.stringify(accounts)).not.toContain(rig.account.password)
  })

  it('adds a torrent, knows it by its hash, and says when it is there already', async () => {
    const torrent = next()
    const args = { daemon: id, source: torrent.source, paused: true }
    expect(await estuary.call('torrents.add', args)).toEqual({ hash: torrent.hash, missed: [] })
    await estuary.until('it is listed', () => row(torrent)?.name === torrent.name)
    expect(await rig.hashes()).toContain(torrent.hash)
    await expect(estuary.call('torrents.add', args)).rejects.toMatchObject({
      problem: { details: { duplicate: torrent.hash } },
    })
  })

  it('removes a torrent', async () => {
    const torrent = await listed()
    const results = await estuary.call('torrents.remove', { keys: [key(torrent)], withFiles: false })
    expect(results).toEqual([{ key: key(torrent), problem: null }])
    await estuary.until('it is gone', () => !row(torrent))
    expect(await rig.hashes()).not.toContain(torrent.hash)
  })

  // ------------------------------------------------------------- trouble

  it('keeps showing the list while the daemon is away, and shows what happened meanwhile when it is back', async () => {
    const [stays, goes] = [await listed(), await listed()]
    await rig.drop(goes.hash)
    await estuary.until('it is gone', () => !row(goes))
    await rig.stop()
    await estuary.until('that it is away', () => estuary.linkState(id) !== 'live', 60_000)
    expect(row(stays)?.name).toBe(stays.name)
    const [result] = await estuary.call('torrents.pause', { keys: [key(stays)] })
    expect(result?.problem?.code).toBe('offline')
    await rig.start()
    const comes = next()
    await rig.put(comes)
    await estuary.untilLink(id, 'live', 60_000)
    await estuary.until('what is new is listed', () => row(comes)?.name === comes.name)
    expect(row(stays)?.name).toBe(stays.name)
  })

  it('shows the list after a start while the daemon is away, and comes back by itself', async () => {
    const torrent = await listed()
    await estuary.close()
    await rig.stop()
    estuary = await open()
    await estuary.until('the kept list is there', () => row(torrent)?.name === torrent.name)
    expect(estuary.linkState(id)).not.toBe('live')
    await rig.start()
    await estuary.untilLink(id, 'live', 60_000)
    expect(row(torrent)?.name).toBe(torrent.name)
  })

  if (!misbehaves) return

  it('notices a daemon that has fallen silent, keeps its list, and hears it again', async () => {
    const torrent = await listed()
    await rig.mischief!.silence(true)
    await estuary.until('that it is silent', () => estuary.linkState(id) !== 'live', 60_000)
    expect(row(torrent)?.name).toBe(torrent.name)
    await rig.mischief!.silence(false)
    await estuary.untilLink(id, 'live', 60_000)
  })

  it('says that an outcome is not known when its answer got lost, and the list shows what is true', async () => {
    const torrent = await listed()
    await estuary.until('it is paused', () => state(torrent) === 'paused')
    await rig.mischief!.loseNextAnswer()
    const [result] = await estuary.call('torrents.resume', { keys: [key(torrent)] })
    expect(result?.problem?.code).toBe('outcome-unknown')
    await estuary.until('what is true', () => state(torrent) !== undefined && state(torrent) !== 'paused', 60_000)
  })

  it('takes nothing that it did not ask for, however often and late it is told', async () => {
    const torrent = await listed()
    await rig.mischief!.babble(true)
    const other = await listed()
    await rig.drop(torrent.hash)
    await estuary.until('it is gone', () => !row(torrent), 60_000)
    await rig.mischief!.babble(false)
    await estuary.until('the other is there', () => row(other)?.name === other.name)
    const real = new Set(await rig.hashes())
    await estuary.until('nothing foreign is listed', () => estuary.rowsOf(id).every(({ hash }) => real.has(hash)))
    expect(estuary.rowsOf(id)).toHaveLength(real.size)
  })
}
