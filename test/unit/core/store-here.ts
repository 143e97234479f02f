import { systemClock } from '../../../main/lib/clock.ts'
import type { Log } from '../../../main/lib/log.ts'
import { Fault } from '../../../main/lib/fault.ts'
import type { Doing, Place, Work } from '../../../main/store/messages.ts'
import { openDatabase, type OpenDatabase } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/records.ts'
import { openStoreOver } from '../../../main/store/store.ts'
import type { Carrier } from '../../../main/store/tending.ts'
import { said } from '../../said.ts'

/** Hears of each piece of work, before it is done and when it is on the disk. */
type OnWork = (when: 'before' | 'behind', name: Doing) => void

/** Does the work of the store's thread in the test's own, so that time is what the test's clock says. */
class Here implements Carrier {
  readonly #log: Log
  readonly #onWork: OnWork
  #database: OpenDatabase | null = null
  #isShut = false
  readonly isBroken = false

  constructor(log: Log, onWork: OnWork) {
    this.#log = log
    this.#onWork = onWork
  }

  async ask<D extends Doing>(name: D, ...args: Parameters<Work[D]>): Promise<ReturnType<Work[D]>> {
    if (this.#isShut) throw new Fault('closed', said('The store is closed.'))
    this.#onWork('before', name)
    const result = this.#carryOut(name, args) as ReturnType<Work[D]>
    this.#onWork('behind', name)
    return result
  }

  shut(): void {
    this.#isShut = true
  }

  end(): Promise<void> {
    return Promise.resolve()
  }

  #carryOut(name: Doing, args: readonly unknown[]): unknown {
    if (name !== 'open' && name !== 'attach') return this.#database?.carryOut(name, args)
    const place = args[0] as Place
    this.#database = name === 'attach' && this.#database ? this.#database.attach(place) : openDatabase(place, this.#log)
    const { remarks, lastEventId } = this.#database
    return { remarks, lastEventId }
  }
}

export function openStoreHere(folder: string, { log }: { log: Log }, onWork: OnWork = () => {}): Promise<Store> {
  const place = { folder, at: Date.now(), mostEvents: 100_000 }
  return openStoreOver({ begin: () => new Here(log, onWork), place, clock: systemClock, log, hold: () => {} })
}
