import { describe, expect, it } from 'vitest'
import { say } from '../../../preload/words/sentences.ts'
import type { DiskReason } from '../../../preload/contract/app.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import type { Doing, Standing, Work } from '../../../main/store/messages.ts'
import { type Carrier, Tending } from '../../../main/store/tending.ts'
import { storageFault } from '../../../main/store/trouble.ts'
import { ManualClock } from '../core/clock.ts'
import { said } from '../../said.ts'

/** A disk as the test says. */
class Disk {
  /** With what the system refuses to write; empty = it does not. */
  code = ''
  standing: Standing = 'in-place'
  readonly asked: Doing[] = []
}

class Scripted implements Carrier {
  readonly #disk: Disk
  isBroken = false

  constructor(disk: Disk) {
    this.#disk = disk
  }

  async ask<Name extends Doing>(name: Name, ..._args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
    return this.#answer(name) as ReturnType<Work[Name]>
  }

  shut(): void {}

  async end(): Promise<void> {}

  #answer(name: Doing): unknown {
    const { asked, code, standing } = this.#disk
    asked.push(name)
    if (this.isBroken) throw new Fault('internal', said('It has ended.'), { details: { reason: 'ended' } })
    if (name === 'look') return standing
    if (name === 'attach') this.#disk.standing = 'in-place'
    if (name === 'open' || name === 'attach') return { remarks: [], lastEventId: 7 }
    if (code !== '')
      throw storageFault(Object.assign(new Error('no'), { code }), say('doing.probe'), '/data/estuary.db')
    return undefined
  }
}

async function tended(hold: () => void = () => {}) {
  const clock = new ManualClock()
  const disk = new Disk()
  const carriers: Scripted[] = []
  const begin = (): Scripted => {
    const carrier = new Scripted(disk)
    carriers.push(carrier)
    return carrier
  }
  const place = { folder: '/data', at: 0, mostEvents: 10 }
  const tending = new Tending({ begin, place, clock, log: silentLog, hold })
  const told: (DiskReason | null)[] = []
  const renewed: number[] = []
  tending.changed.on((trouble) => told.push(trouble?.reason ?? null))
  tending.renewed.on(({ lastEventId }) => renewed.push(lastEventId))
  await tending.open()
  const write = (): Promise<unknown> => tending.ask('settings.write', []).catch((error: unknown) => error)
  return { clock, disk, carriers, tending, told, renewed, write }
}

describe('a store that is tended', () => {
  it.each([
    ['EIO', 'io'],
    ['SQLITE_IOERR_FSYNC', 'io'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_READONLY', 'read-only'],
    ['SQLITE_BUSY', 'busy'],
    ['EACCES', 'permission'],
  ])('says that nothing is written after %s, tries again, and says when it works', async (code, reason) => {
    const { clock, disk, tending, told, write } = await tended()
    disk.code = code
    expect(await write()).toBeInstanceOf(Fault)
    await write()
    await clock.advance(60_000)
    expect(told).toEqual([reason])
    expect(tending.trouble).toMatchObject({ reason, folder: '/data' })
    const tries = disk.asked.filter((name) => name === 'probe').length
    expect(tries).toBeGreaterThan(3)
    expect(tries).toBeLessThan(20)
    disk.code = ''
    await clock.advance(15_000)
    expect([told, tending.trouble]).toEqual([[reason, null], null])
  })

  it('notices by itself that its files are gone, and opens what is there in their place once the folder is held', async () => {
    let holder = 'another'
    const { clock, disk, told, renewed } = await tended(() => {
      if (holder === 'another') throw new Fault('locked', said('Another Estuary is using it.'))
    })
    disk.standing = 'gone'
    await clock.advance(5_000)
    expect(told).toEqual(['gone'])
    disk.standing = 'replaced'
    await clock.advance(30_000)
    expect([disk.asked.includes('attach'), renewed]).toEqual([false, []])
    holder = 'nobody'
    await clock.advance(15_000)
    expect([told, renewed]).toEqual([['gone', null], [7]])
  })

  it('begins again what carries out its work when that has broken', async () => {
    const { clock, carriers, told, renewed, write } = await tended()
    carriers[0]!.isBroken = true
    await write()
    await clock.advance(15_000)
    expect([told, renewed, carriers.length]).toEqual([['ended', null], [7], 2])
    expect(await write()).toBeUndefined()
  })

  it('tries at once when the person says so, and never two at a time', async () => {
    const { disk, tending, write } = await tended()
    disk.code = 'ENOSPC'
    await write()
    disk.asked.length = 0
    expect(await Promise.all([tending.retry(), tending.retry()])).toMatchObject([
      { reason: 'full' },
      { reason: 'full' },
    ])
    expect(disk.asked).toEqual(['look', 'probe'])
    disk.code = ''
    expect(await tending.retry()).toBeNull()
  })

  it('leaves alone what is damaged, and says so until the end', async () => {
    const { clock, disk, told, write } = await tended()
    disk.code = 'SQLITE_CORRUPT'
    await write()
    disk.code = ''
    await write()
    await clock.advance(60_000)
    expect(told).toEqual(['damaged'])
  })

  it('tries nothing any more when it is shut', async () => {
    const { clock, disk, tending, write } = await tended()
    disk.code = 'ENOSPC'
    await write()
    tending.shut()
    disk.asked.length = 0
    await clock.advance(60_000)
    expect(disk.asked).toEqual([])
  })
})
