import { connect, createServer, type Socket } from 'node:net'

/** A TCP relay that counts what passes through it: what a network would carry. */
export interface Relay {
  host: string
  port: number
  /** From the daemon to us. */
  received: number
  /** From us to the daemon. */
  sent: number
  close(): Promise<void>
}

export async function startRelay(to: { host: string; port: number }): Promise<Relay> {
  const sockets = new Set<Socket>()
  const relay = { host: '127.0.0.1', port: 0, received: 0, sent: 0 }
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
    near.on('data', (chunk) => (relay.sent += chunk.length))
    far.on('data', (chunk) => (relay.received += chunk.length))
    near.pipe(far)
    far.pipe(near)
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
