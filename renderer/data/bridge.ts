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
  if (!preload) return new WebClient({ origin: location.origin })
  return {
    call: (name, args) => preload.call(name, args),
    on: (name, listener) => preload.on(name, listener),
    pathOf: (file) => preload.pathOf(file),
    onState(listener) {
      listener('open')
      return () => {}
    },
  }
}
