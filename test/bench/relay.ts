import { connect, createServer, type Socket } from 'node:net'

/** What a network does to what comes from the daemon. */
export interface Weather {
  /** Everything comes so much later. */
  delayMs: number
  /** It comes in pieces of so many bytes; 0 = as it was sent. */
  pieceBytes: number
  /** Nothing comes, and nothing goes; the connection stays. */
  halfOpen: boolean
  /** The connection breaks after so many bytes more, once; null = never. */
  cutAfterBytes: number | null
}

const fair: Weather = { delayMs: 0, pieceBytes: 0, halfOpen: false, cutAfterBytes: null }

/** A TCP relay that counts what passes through it: what a network would carry. */
export interface Relay {
  host: string
  port: number
  /** From the daemon to us. */
  received: number
  /** From us to the daemon. */
  sent: number
  weather: Weather
  close(): Promise<void>
}

export async function startRelay(to: { host: string; port: number }): Promise<Relay> {
  const sockets = new Set<Socket>()
  const relay = { host: '127.0.0.1', port: 0, received: 0, sent: 0, weather: { ...fair } }
  const server = createServer((near) => {
    const far = connect({ host: to.host, port: to.port, noDelay: true })
    near.setNoDelay(true)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      relay.sent += chunk.length
      if (!relay.weather.halfOpen) far.write(chunk)
    })
    let before = Promise.resolve()
    far.on('data', (chunk) => {
      relay.received += chunk.length
      far.pause()
      before = before.then(() => pass(chunk, near, relay.weather)).then(() => void far.resume())
    })
    near.on('end', () => far.end())
    far.on('end', () => void before.then(() => near.end()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  relay.port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(relay, {
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}

async function pass(chunk: Buffer, to: Socket, weather: Weather): Promise<void> {
  const { delayMs, pieceBytes, halfOpen, cutAfterBytes } = weather
  if (halfOpen) return
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  if (cutAfterBytes !== null) {
    weather.cutAfterBytes = chunk.length < cutAfterBytes ? cutAfterBytes - chunk.length : null
    if (weather.cutAfterBytes === null) {
      to.end(chunk.subarray(0, cutAfterBytes))
      to.destroySoon()
      return
    }
  }
  for (let at = 0; at < chunk.length; at += pieceBytes || chunk.length) {
    to.write(chunk.subarray(at, at + (pieceBytes || chunk.length)))
    if (pieceBytes > 0) await new Promise(setImmediate)
  }
}
