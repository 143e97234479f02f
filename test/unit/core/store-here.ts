import type { Log } from '../../../main/lib/log.ts'
import { Fault } from '../../../main/lib/fault.ts'
import type { Doing, Place, Work } from '../../../main/store/messages.ts'
import { openDatabase, type OpenDatabase } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/records.ts'
import { type Carrier, openStoreOver } from '../../../main/store/store.ts'

/** Does the work of the store's thread in the test's own, so that time is what the test's clock says. */
class Here implements Carrier {
  readonly #log: Log
  #database: OpenDatabase | null = null
  #isShut = false

  constructor(log: Log) {
    this.#log = log
  }

  async ask<D extends Doing>(name: D, ...args: Parameters<Work[D]>): Promise<ReturnType<Work[D]>> {
    if (this.#isShut) throw new Fault('closed', 'The store is closed.')
    return this.#carryOut(name, args) as ReturnType<Work[D]>
  }

  shut(): void {
    this.#isShut = true
  }

  end(): Promise<void> {
    return Promise.resolve()
  }

  #carryOut(name: Doing, args: readonly unknown[]): unknown {
    if (name !== 'open') return this.#database?.carryOut(name, args)
    this.#database = openDatabase(args[0] as Place, this.#log)
    const { remarks, lastEventId } = this.#database
    return { remarks, lastEventId }
  }
}

export function openStoreHere(folder: string, { log }: { log: Log }): Promise<Store> {
  return openStoreOver(new Here(log), { folder, at: Date.now(), mostEvents: 100_000 })
}
