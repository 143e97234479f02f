import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { SocketChannel, type Channel } from '../../../main/wire/channel.ts'
import type { Fault } from '../../../main/lib/fault.ts'
import { openTls } from '../../../main/wire/tls.ts'
import { tcpServer, tlsServer } from './servers.ts'

const host = '127.0.0.1'

async function open(serve: (socket: Socket) => void): Promise<Channel> {
  const port = await tcpServer(serve)
  const socket = connect(port, host)
  await new Promise((resolve) => socket.once('connect', resolve))
  return new SocketChannel(socket, `${host}:${port}`)
}

function ended(channel: Channel): Promise<Fault | undefined> {
  return new Promise((resolve) => channel.onClose(resolve))
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

describe('a channel', () => {
  it('keeps what came before anyone listened', async () => {
    const channel = await open((socket) => socket.end('early'))
    await new Promise((resolve) => setTimeout(resolve, 30))
    const got: string[] = []
    channel.onData((bytes) => got.push(text(bytes)))
    expect(await ended(channel)).toBeUndefined()
    expect(got.join('')).toBe('early')
  })

  it('ends without fault when the other side ends', async () => {
    const channel = await open((socket) => socket.end())
    channel.onData(() => undefined)
    expect(await ended(channel)).toBeUndefined()
    expect(channel.closed).toBe(true)
  })

  it('ends with a fault that names the other side when the connection breaks', async () => {
    const channel = await open((socket) => socket.on('data', () => socket.resetAndDestroy()))
    channel.onData(() => undefined)
    channel.write(Buffer.from('x'))
    const fault = await ended(channel)
    expect(fault).toMatchObject({ code: 'closed', details: { reason: 'ECONNRESET' } })
    expect(fault?.message).toContain(channel.peer)
  })

  it('tells its end once, and also to a listener that comes late', async () => {
    const channel = await open((socket) => socket.resume())
    let ends = 0
    channel.onClose(() => ends++)
    channel.destroy()
    channel.destroy()
    channel.close()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(ends).toBe(1)
    expect(await ended(channel)).toBeUndefined()
  })

  it('takes every call after its end without throwing', async () => {
    const channel = await open((socket) => socket.end())
    channel.onData(() => undefined)
    await ended(channel)
    expect(channel.write(Buffer.from('late'))).toBe(false)
    channel.onData(() => undefined)
    channel.close()
    channel.destroy()
    expect(channel.backlogBytes).toBe(0)
  })

  it('sends what is pending before it ends', async () => {
    let received = 0
    let done: (() => void) | undefined
    const all = new Promise<void>((resolve) => (done = resolve))
    const channel = await open((socket) => {
      socket.on('data', (bytes) => (received += bytes.length))
      socket.on('end', () => done?.())
    })
    for (let i = 0; i < 50; i++) channel.write(Buffer.alloc(100_000))
    channel.close()
    expect(channel.write(Buffer.from('more'))).toBe(false)
    await all
    expect(received).toBe(5_000_000)
  })

  it('delivers nothing after it was closed on this side', async () => {
    const channel = await open((socket) => {
      socket.write('first')
      socket.on('end', () => socket.end('last'))
    })
    const got: string[] = []
    const end = ended(channel)
    channel.onData((bytes) => {
      got.push(text(bytes))
      channel.close()
    })
    await end
    expect(got).toEqual(['first'])
  })

  it('does not wait for ever for a side that never ends', async () => {
    const port = await tcpServer((socket) => socket.pause())
    const socket = connect({ port, host, allowHalfOpen: true })
    await new Promise((resolve) => socket.once('connect', resolve))
    const channel = new SocketChannel(socket, 'silent')
    const end = ended(channel)
    channel.write(Buffer.alloc(20_000_000))
    channel.close()
    expect(await end).toBeUndefined()
  })

  it('tells when a producer has to wait and when it may go on', async () => {
    const port = await tlsServer((socket) => socket.resume())
    const channel = await openTls({ host, port })
    const drained = new Promise<void>((resolve) => channel.onDrain(resolve))
    expect(channel.write(Buffer.alloc(4_000_000))).toBe(false)
    expect(channel.backlogBytes).toBeGreaterThan(0)
    await drained
    expect(channel.backlogBytes).toBe(0)
    expect(channel.bytesWritten).toBeGreaterThanOrEqual(4_000_000)
    channel.close()
    expect(await ended(channel)).toBeUndefined()
  })
})
