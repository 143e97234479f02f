import type { Bridge } from '../../preload/contract/bridge.ts'
import { proofPlace } from '../../preload/contract/proof.ts'
import type { DoorBridge } from './door.ts'
import { WebClient } from './web-client.ts'

declare global {
  interface Window {
    /** The preload's face; absent in a browser. */
    readonly estuary?: Bridge
  }
}

/** The way to the rest of the program: the preload's in the desktop window, the web door's in a browser. */
export function connectBridge(): DoorBridge {
  const preload = window.estuary
  if (!preload) return connectWeb()
  return {
    call: (name, args) => preload.call(name, plain(args)),
    on: (name, args, listener, ended) => preload.on(name, plain(args), listener, ended),
    pathOf: (file) => preload.pathOf(file),
    onState(listener) {
      listener('open')
      return () => {}
    },
  }
}

/** The preload takes plain data only, and a window's state is made of proxies. */
function plain<T>(args: T): T {
  return JSON.parse(JSON.stringify(args)) as T
}

/** A page that comes to the front, or back to a network, does not wait for its next turn to try. */
function connectWeb(): DoorBridge {
  const client = new WebClient({ origin: location.origin, proof: keptProof })
  window.addEventListener('online', () => client.hurry())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.hurry()
  })
  return client
}

/** Asked for each time: a fresh address that was opened in another tab gives this one a new proof, too. */
function keptProof(): string | null {
  try {
    return localStorage.getItem(proofPlace)
  } catch {
    // A browser that keeps nothing.
    return null
  }
}
