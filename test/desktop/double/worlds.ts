import { pack, unpack } from './plain.ts'

/*
 * What runs inside of a page: the preload in a world of its own (it sees the document, but none of the page's
 * variables), and the bridge between the two worlds. Both functions go there as text, so they use nothing from outside
 * of themselves. Values cross between the worlds in the detail of synchronous events, which Chromium clones; each side
 * finds the other by a random tag.
 */

export const worldName = 'double-preload'
export const toMain = '__doubleToMain'
export const fromMain = '__doubleFromMain'

type Shape = Record<string, 'function' | { value: unknown }>
type Crossing = { value?: unknown; fn?: number; promise?: number; error?: string }
interface Detail {
  do: 'expose' | 'call' | 'callback' | 'run' | 'settle'
  key?: string
  shape?: Shape
  id?: number
  args?: Crossing[]
  result?: Crossing
  /** Under this number the answer comes back: one may ask while being asked. */
  ask?: number
}

/** The text of both scripts for one window. */
export function scriptsFor(preload: string): { page: string; preload: string } {
  const tag = `double-${Math.random().toString(36).slice(2)}`
  const bridge = (side: string, other: string): string =>
    `const bridge = (${bridgeBetweenWorlds.toString()})('${tag}', '${side}', '${other}');`
  const helpers = `const pack = ${pack.toString()}; const unpack = ${unpack.toString()};`
  const inWindow = 'if (window !== window.top) return;'
  return {
    page: `(() => { ${inWindow} ${bridge('page', 'preload')} (${pageSide.toString()})(bridge); })();`,
    preload: `(() => { ${inWindow} ${bridge('preload', 'page')} ${helpers}
      const electron = (${preloadSide.toString()})(bridge, { pack, unpack, send: globalThis.${toMain}, receive: ${JSON.stringify(fromMain)} });
      const require = (name) => {
        if (name !== 'electron') throw new Error('module not found: ' + name);
        return electron;
      };
      try {
        ((require, module, exports) => { ${preload}
        })(require, { exports: {} }, {});
      } catch (error) {
        globalThis.${toMain}(pack({ kind: 'preloadError', stack: String(error && error.stack || error) }));
      }
    })();`,
  }
}

interface Bridge {
  /** Says something to the other world; its answer is there when this returns. */
  say: (detail: Detail) => Crossing
  hear: (on: (detail: Detail) => Crossing) => void
  /** A value on its way to the other world, and one that came from there. */
  out: (value: unknown) => Crossing
  back: (crossing: Crossing) => unknown
}

/** The same on both sides. */
function bridgeBetweenWorlds(tag: string, side: string, other: string): Bridge {
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  let heard: (detail: Detail) => Crossing = () => ({})

  const say = (detail: Detail): Crossing => {
    const ask = (last += 1)
    let answer: Crossing = { error: 'The other world did not answer.' }
    const onAnswer = (event: Event): void => {
      answer = (event as CustomEvent<Crossing>).detail
    }
    const answerName = `${tag}-${side}-answer-${ask}`
    document.addEventListener(answerName, onAnswer, { once: true })
    document.dispatchEvent(new CustomEvent(`${tag}-to-${other}`, { detail: { ...detail, ask } }))
    document.removeEventListener(answerName, onAnswer)
    return answer
  }

  const out = (value: unknown): Crossing => {
    if (typeof value === 'function') {
      functions.set((last += 1), value as () => unknown)
      return { fn: last }
    }
    if (value instanceof Promise) {
      const id = (last += 1)
      value.then(
        (settled) => say({ do: 'settle', id, result: out(settled) }),
        (error: unknown) => say({ do: 'settle', id, result: { error: String(error) } }),
      )
      return { promise: id }
    }
    // What cannot be cloned throws here, in the world that offers it.
    return { value: structuredClone(value) }
  }

  const back = (crossing: Crossing): unknown => {
    const { fn, promise, error } = crossing
    if (error !== undefined) throw new Error(error)
    if (fn !== undefined) return (...args: unknown[]) => back(say({ do: 'run', id: fn, args: args.map(out) }))
    if (promise === undefined) return crossing.value
    return new Promise((resolve, reject) => promises.set(promise, { resolve, reject }))
  }

  document.addEventListener(`${tag}-to-${side}`, (event) => {
    const detail = (event as CustomEvent<Detail>).detail
    let answer: Crossing
    try {
      if (detail.do === 'run') answer = out(functions.get(detail.id ?? 0)?.(...(detail.args ?? []).map(back)))
      else if (detail.do === 'settle') {
        const waiting = promises.get(detail.id ?? 0)
        promises.delete(detail.id ?? 0)
        if (detail.result?.error === undefined) waiting?.resolve(back(detail.result ?? {}))
        else waiting?.reject(new Error(detail.result.error))
        answer = {}
      } else answer = heard(detail)
    } catch (error) {
      answer = { error: error instanceof Error ? error.message : String(error) }
    }
    document.dispatchEvent(new CustomEvent(`${tag}-${other}-answer-${detail.ask ?? 0}`, { detail: answer }))
  })

  return { say, out, back, hear: (on) => (heard = on) }
}

/** The page's own world: puts there what the preload exposes, frozen and for good. */
function pageSide({ say, out, back, hear }: Bridge): void {
  hear(({ key = '', shape = {} }) => {
    if (key in window) throw new Error(`Cannot bind an API on top of an existing property on the window object`)
    const parts = Object.entries(shape).map(([part, kind]) => {
      if (kind !== 'function') return [part, kind.value]
      return [part, (...args: unknown[]) => back(say({ do: 'call', key: `${key}.${part}`, args: args.map(out) }))]
    })
    const value: unknown = Object.freeze(Object.fromEntries(parts))
    Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false })
    return {}
  })
}

interface Port {
  pack: (value: unknown) => string
  unpack: (text: string) => unknown
  send: (text: string) => void
  receive: string
}

/** The preload's world: the part of Electron that a sandboxed preload has. */
function preloadSide({ say, out, back, hear }: Bridge, { pack, unpack, send, receive }: Port): object {
  const exposed = new Map<string, (...args: unknown[]) => unknown>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, ((...args: unknown[]) => void)[]>()
  let last = 0

  const strict = (name: string, thing: object): object =>
    new Proxy(thing, {
      get(target, part) {
        if (typeof part === 'string' && !(part in target)) throw new Error(`The desktop double has no ${name}.${part}.`)
        return Reflect.get(target, part) as unknown
      },
    })
  const plain = (args: unknown[]): unknown => structuredClone(args)

  hear(({ key = '', args = [] }) => out(exposed.get(key)?.(...args.map(back))))

  Object.defineProperty(globalThis, receive, {
    value(text: string) {
      const message = unpack(text) as {
        kind: string
        id: number
        channel: string
        args: unknown[]
        value: unknown
        error?: string
      }
      if (message.kind === 'send') {
        for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer }, ...message.args)
        return
      }
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) asked?.resolve(message.value)
      else asked?.reject(new Error(message.error))
    },
  })

  const ipcRenderer = strict('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]) {
      const id = (last += 1)
      send(pack({ kind: 'invoke', id, channel, args: plain(args) }))
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    send(channel: string, ...args: unknown[]) {
      send(pack({ kind: 'send', channel, args: plain(args) }))
    },
    on(channel: string, listener: (...args: unknown[]) => void) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
  })
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(key: string, api: Record<string, unknown>) {
      const shape: Shape = {}
      for (const [part, value] of Object.entries(api)) {
        if (typeof value === 'function') exposed.set(`${key}.${part}`, value as () => unknown)
        shape[part] = typeof value === 'function' ? 'function' : { value }
      }
      back(say({ do: 'expose', key, shape }))
    },
  })
  const webUtils = strict('webUtils', {
    getPathForFile(file: unknown) {
      if (!(file instanceof File)) throw new TypeError('Failed to get the path of what is no File')
      // A page cannot be told where a file really is.
      return `/double/chosen/${file.name}`
    },
  })
  return strict('electron', { contextBridge, ipcRenderer, webUtils })
}
