import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from './contract/bridge.ts'
import { channels } from './contract/channels.ts'

/*
 * The only thing the window has of the program. It runs in a sandbox and a world of its own: nothing of Electron or
 * Node gets through but these three functions, and no listener ever sees an event object.
 */
type Listener = (item: never) => void

const listeners = new Map<number, Listener>()
let lastId = 0

ipcRenderer.on(channels.item, (_event, id: number, item: unknown) => {
  listeners.get(id)?.(item as never)
})

const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke(channels.call, name, args),
  on(name, listener) {
    const id = (lastId += 1)
    listeners.set(id, listener)
    ipcRenderer.send(channels.on, id, name)
    return () => {
      if (listeners.delete(id)) ipcRenderer.send(channels.off, id)
    }
  },
  pathOf(file) {
    try {
      return webUtils.getPathForFile(file as File) || null
    } catch {
      return null
    }
  },
}

contextBridge.exposeInMainWorld('estuary', bridge)
