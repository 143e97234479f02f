import { EventEmitter } from 'node:events'

/** Asked of everything by promises, consoles and JSON; never a part of Electron. */
const asked = new Set(['then', 'toJSON', 'constructor', 'inspect'])

/** The thing itself, but asking for a part that the double does not have is an error, not undefined. */
export function strict<T extends object>(name: string, thing: T): T {
  return new Proxy(thing, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target) && !asked.has(key)) throw missing(`${name}.${key}`)
      const part: unknown = Reflect.get(target, key)
      // Its methods know themselves, not the proxy: private fields would not be found on that. Classes stay as they are.
      if (typeof part !== 'function' || Object.hasOwn(part, 'prototype')) return part
      return part.bind(target) as unknown
    },
    set(_target, key) {
      throw missing(`${name}.${String(key)} = …`)
    },
  })
}

export function missing(what: string): Error {
  return new Error(`The desktop double does not have ${what}.`)
}

/** Options of which each is known, or the double would silently not do what was asked. */
export function onlyKnown(what: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) if (!known.includes(key)) throw missing(`${what}: ${key}`)
}

/** As Electron's: preventDefault is found on the prototype and works on its own event only. */
export class DoubleEvent {
  #prevented = false

  constructor(facts: object = {}) {
    Object.assign(this, facts)
  }

  preventDefault(): void {
    this.#prevented = true
  }

  get defaultPrevented(): boolean {
    return this.#prevented
  }
}

type Listener = (...args: never[]) => void

/** Listening to an event that the double never emits is an error. */
export class StrictEmitter {
  readonly #name: string
  readonly #known: readonly string[]
  readonly #emitter = new EventEmitter()

  constructor(name: string, known: readonly string[]) {
    this.#name = name
    this.#known = known
  }

  on(event: string, listener: Listener): this {
    this.#check(event)
    this.#emitter.on(event, listener as (...args: unknown[]) => void)
    return this
  }

  once(event: string, listener: Listener): this {
    this.#check(event)
    this.#emitter.once(event, listener as (...args: unknown[]) => void)
    return this
  }

  off(event: string, listener: Listener): this {
    this.#check(event)
    this.#emitter.off(event, listener as (...args: unknown[]) => void)
    return this
  }

  emit(event: string, ...args: unknown[]): boolean {
    this.#check(event)
    return this.#emitter.emit(event, ...args)
  }

  listenerCount(event: string): number {
    return this.#emitter.listenerCount(event)
  }

  #check(event: string): void {
    if (!this.#known.includes(event)) throw missing(`the event "${event}" of ${this.#name}`)
  }
}
