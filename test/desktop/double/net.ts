import { request as overHttp, type ClientRequest as Sent, type IncomingMessage } from 'node:http'
import { missing, StrictEmitter, strict } from './strict.ts'

interface Asked {
  protocol?: string
  hostname?: string
  port?: string | number
  path?: string
  method?: string
  headers?: Record<string, string>
  redirect?: string
  session?: unknown
}

/** electron.net's request: of this machine alone, since tests have no other. */
class ClientRequest extends StrictEmitter {
  readonly #sent: Sent

  constructor({ protocol, hostname, port, path, method = 'GET', headers = {} }: Asked) {
    super('ClientRequest', ['abort', 'aborted', 'close', 'error', 'login', 'redirect', 'response', 'socket'])
    if (protocol !== 'http:' || hostname !== '127.0.0.1') throw missing(`requests to ${protocol}//${hostname}`)
    this.#sent = overHttp({ host: hostname, port, path, method, headers })
    this.#sent.on('response', (response) => this.#take(response))
    this.#sent.on('error', (error) => this.emit('error', error))
    this.#sent.on('close', () => this.emit('close'))
    return strict('ClientRequest', this)
  }

  end(): void {
    this.#sent.end()
  }

  abort(): void {
    this.#sent.destroy()
    this.emit('abort')
  }

  /** Electron follows nothing where it is to be done by hand: it says where to. */
  #take(response: IncomingMessage): void {
    const { statusCode = 0, headers } = response
    if (statusCode < 300 || statusCode >= 400) return void this.emit('response', response)
    this.emit('redirect', statusCode, 'GET', headers.location ?? '', headers)
  }
}

export function netModule(): object {
  return strict('net', { isOnline: () => true, request: (asked: Asked) => new ClientRequest(asked) })
}

/** electron.autoUpdater: that of macOS, which takes what it is given, or says that nobody signed it. */
export function updaterModule(): object {
  return strict(
    'autoUpdater',
    new StrictEmitter('autoUpdater', ['before-quit-for-update', 'error', 'update-downloaded']),
  )
}
