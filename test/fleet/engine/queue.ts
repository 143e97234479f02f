import type { Torrent } from './torrent.ts'

/** The order in which torrents may load. Finished ones are not in it: their place reads -1. */
export class Queue {
  #order: Torrent[] = []

  join(torrent: Torrent): void {
    torrent.queue = this.#order.length
    this.#order.push(torrent)
  }

  leave(torrent: Torrent): void {
    if (torrent.queue < 0) return
    this.#order.splice(torrent.queue, 1)
    this.#number(torrent.queue)
    torrent.queue = -1
  }

  /** The first one that waits for its turn. */
  nextWaiting(): Torrent | undefined {
    return this.#order.find((torrent) => torrent.state === 'Queued')
  }

  /** Moves one torrent; false = it is there already, or not queued. */
  move(torrent: Torrent, to: 'top' | 'up' | 'down' | 'bottom'): boolean {
    const from = torrent.queue
    const last = this.#order.length - 1
    const target = { top: 0, up: Math.max(0, from - 1), down: Math.min(last, from + 1), bottom: last }[to]
    if (from < 0 || from === target) return false
    this.#order.splice(from, 1)
    this.#order.splice(target, 0, torrent)
    this.#number(Math.min(from, target))
    return true
  }

  #number(from: number): void {
    for (let i = from; i < this.#order.length; i++) this.#order[i]!.queue = i
  }
}
