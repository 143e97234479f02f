import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from './contract/bridge.ts'
import { channels } from './contract/channels.ts'
import type { Problem } from './contract/errors.ts'

/*
 * The only thing the window has of the program. It runs in a sandbox and a world of its own: nothing of Electron or
 * Node gets through but these three functions, and no listener ever sees an event object.
 */
interface Listening {
  listener: (item: never) => void
  ended: ((why: Problem) => void) | undefined
}

const listenings = new Map<number, Listening>()
let lastId = 0

ipcRenderer.on(channels.item, (_event, id: number, item: unknown) => {
  listenings.get(id)?.listener(item as never)
})

ipcRenderer.on(channels.end, (_event, id: number, why: Problem) => {
  const ended = listenings.get(id)?.ended
  listenings.delete(id)
  ended?.(why)
})

const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke(channels.call, name, args),
  on(name, args, listener, ended) {
    const id = (lastId += 1)
    ipcRenderer.send(channels.on, id, name, args)
    listenings.set(id, { listener, ended })
    return () => {
      if (listenings.delete(id)) ipcRenderer.send(channels.off, id)
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
