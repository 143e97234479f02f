import type { Bridge } from '../../preload/contract/bridge.ts'
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
    // The preload takes plain data only, and a window's state is made of proxies.
    call: (name, args) => preload.call(name, JSON.parse(JSON.stringify(args)) as typeof args),
    on: (name, listener) => preload.on(name, listener),
    pathOf: (file) => preload.pathOf(file),
    onState(listener) {
      listener('open')
      return () => {}
    },
  }
}

/** A page that comes to the front, or back to a network, does not wait for its next turn to try. */
function connectWeb(): DoorBridge {
  const client = new WebClient({ origin: location.origin })
  window.addEventListener('online', () => client.hurry())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.hurry()
  })
  return client
}
