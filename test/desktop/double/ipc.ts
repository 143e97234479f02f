import type { Frame, WebContents } from './contents.ts'
import { DoubleEvent } from './strict.ts'

type Handler = (event: object, ...args: unknown[]) => unknown
type Listener = (event: object, ...args: unknown[]) => void

/** electron.ipcMain */
export class IpcMain {
  readonly #handlers = new Map<string, Handler>()
  readonly #listeners = new Map<string, Listener[]>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`There is a handler for "${channel}" already.`)
    this.#handlers.set(channel, handler)
  }

  on(channel: string, listener: Listener): this {
    this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener])
    return this
  }

  async invoke(sender: WebContents | object, frame: Frame | null, channel: string, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return await handler(new DoubleEvent({ sender, senderFrame: frame }), ...args)
  }

  send(sender: WebContents | object, frame: Frame | null, channel: string, args: unknown[]): void {
    const event = new DoubleEvent({ sender, senderFrame: frame })
    for (const listener of this.#listeners.get(channel) ?? []) listener(event, ...args)
  }
}
