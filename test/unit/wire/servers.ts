import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'

function pem(name: string): string {
  return readFileSync(new URL(`../../vectors/tls/${name}.pem`, import.meta.url), 'utf8')
}

/** A self-signed X.509 v1 certificate as Deluge daemons make them. */
export const certificate = pem('certificate')
export const key = pem('key')

/** Listens on a free port of this machine until the test is over. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** A plain TCP server that does `serve` with each connection. */
export function tcpServer(serve: (socket: Socket) => void): Promise<number> {
  return listen(createServer({ pauseOnConnect: false }, serve))
}

/** A TLS server with the test certificate. */
export function tlsServer(serve: (socket: TLSSocket) => void, options: TlsOptions = {}): Promise<number> {
  const server = createTlsServer({ key, cert: certificate, ...options }, (socket) => {
    socket.on('error', () => undefined)
    serve(socket)
  })
  server.on('tlsClientError', () => undefined)
  return listen(server)
}
