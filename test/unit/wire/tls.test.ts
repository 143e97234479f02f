import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { framedDialect } from '../../../main/wire/deluge/dialect.ts'
import { openTls, refusesNewTls, type TlsChannel, type TlsOptions } from '../../../main/wire/tls.ts'
import { certificate, key, listen, tcpServer, tlsServer } from './servers.ts'
import { said } from '../../said.ts'

const host = '127.0.0.1'

async function faultOf(options: Partial<TlsOptions> & { port: number }): Promise<Fault> {
  try {
    const channel = await openTls({ host, ...options })
    channel.destroy()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('it connected')
}

function firstData(channel: TlsChannel): Promise<string> {
  return new Promise((resolve) => channel.onData((bytes) => resolve(Buffer.from(bytes).toString())))
}

const wanted = { what: said('a daemon of ours'), refusedHint: said('Is it running?'), webHint: said('Take port 7.') }

describe('a TLS connection to a daemon', () => {
  it('shows the fingerprint of its self-signed certificate', async () => {
    const port = await tlsServer((socket) => socket.pipe(socket))
    const channel = await openTls({ host, port })
    const der = new X509Certificate(certificate).raw
    const sha256 = createHash('sha256').update(der).digest('hex').toUpperCase()
    expect(channel.fingerprint).toBe(sha256.match(/../g)!.join(':'))
    expect(channel.certificate.der).toEqual(new Uint8Array(der))
    expect(channel.certificate.subject).toBe('CN=Deluge Daemon')
    expect(new Date(channel.certificate.validToAt).getUTCFullYear()).toBe(2126)
    expect(channel.protocol).toBe('TLSv1.3')
    expect(channel.peer).toBe(`${host}:${port}`)
    channel.write(Buffer.from('ping'))
    expect(await firstData(channel)).toBe('ping')
    channel.close()
  })

  it('shows the same fingerprint form that a real daemon certificate has', () => {
    const der = readFileSync(new URL('../../vectors/deluge/daemon-certificate.der', import.meta.url))
    const sha256 = createHash('sha256').update(der).digest('hex').toUpperCase()
    expect(new X509Certificate(der).fingerprint256.replaceAll(':', '')).toBe(sha256)
  })

  it('reads frames of a web UI over https as what they are', async () => {
    const port = await listen(createHttpsServer({ key, cert: certificate }))
    const channel = await openTls({ host, port })
    const reader = framedDialect.reader()
    const fault = await new Promise<unknown>((resolve) => {
      channel.onData((bytes) => {
        try {
          for (const message of reader.push(bytes)) resolve(message)
        } catch (error) {
          resolve(error)
        }
      })
      channel.write(framedDialect.write([[1, 'daemon.info', [], {}]]))
    })
    channel.destroy()
    expect(fault).toMatchObject({ code: 'not-a-daemon', details: { speaks: 'http' } })
  })
})

describe('a failed connection', () => {
  it('to a closed port says that remote connections must be allowed', async () => {
    const { createServer } = await import('node:net')
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, host, () => resolve((server.address() as { port: number }).port)),
    )
    await new Promise((resolve) => server.close(resolve))
    const fault = await faultOf({ port, wanted })
    expect(fault).toMatchObject({
      code: 'refused',
      retry: 'later',
      details: { peer: `${host}:${port}`, reason: 'ECONNREFUSED' },
    })
    expect(fault.message).toContain(`${host}:${port}`)
    expect(fault.message).toContain('Is it running?')
  })

  it('to a port that cannot be says so', async () => {
    expect((await faultOf({ port: 70_000 })).code).toBe('invalid')
  })

  it('to a name without address says so', async () => {
    const fault = await faultOf({ host: 'daemon.invalid', port: 58846 })
    expect(fault.code).toBe('unresolved')
    expect(fault.message).toContain('daemon.invalid:58846')
  })

  it('to a web page says what it is, and which port to use instead', async () => {
    const port = await listen(createHttpServer((_, response) => response.end('hello')))
    const fault = await faultOf({ port, wanted })
    expect(fault).toMatchObject({ code: 'web-ui', retry: 'after-change' })
    expect(fault.message).toContain(`${host}:${port}`)
    expect(fault.message).toContain('Take port 7.')
  })

  it('to a web server that hangs up on TLS without a word is recognised too', async () => {
    const port = await tcpServer((socket) => {
      socket.once('data', (bytes) => {
        if (bytes.toString('latin1').startsWith('HEAD ')) socket.end('HTTP/1.0 200 OK\r\n\r\n')
        else socket.destroy()
      })
    })
    expect((await faultOf({ port })).code).toBe('web-ui')
  })

  it('to a service that speaks something else says that it is no daemon', async () => {
    const port = await tcpServer((socket) => socket.write('220 mail.example ESMTP ready\r\n'))
    expect((await faultOf({ port })).code).toBe('not-a-daemon')
  })

  it('that is closed before TLS says so', async () => {
    const port = await tcpServer((socket) => socket.end())
    const fault = await faultOf({ port })
    expect(fault).toMatchObject({ code: 'closed', retry: 'later' })
    expect(fault.message).toContain(`${host}:${port}`)
  })

  it('that is reset before TLS says so', async () => {
    const port = await tcpServer((socket) => socket.resetAndDestroy())
    expect((await faultOf({ port })).code).toBe('closed')
  })

  it('to a server that stays silent ends at the deadline', async () => {
    const port = await tcpServer((socket) => socket.resume())
    const fault = await faultOf({ port, timeoutMs: 150 })
    expect(fault).toMatchObject({ code: 'timeout', retry: 'later' })
    expect(fault.message).toContain('took the connection')
  })

  it('to a server of old TLS versions is a TLS fault, unless they are allowed', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const
    const port = await tlsServer((socket) => socket.pipe(socket), old)
    const fault = await faultOf({ port })
    expect([fault.code, refusesNewTls(fault)]).toEqual(['tls', true])
    const channel = await openTls({ host, port, minVersion: 'TLSv1' })
    expect(channel.protocol).toBe('TLSv1.1')
    channel.close()
  })

  it('is given up at once when it is aborted', async () => {
    const port = await tcpServer((socket) => socket.resume())
    expect((await faultOf({ port, signal: AbortSignal.abort() })).code).toBe('closed')
    const controller = new AbortController()
    const failed = faultOf({ port, signal: controller.signal })
    controller.abort()
    expect(await failed).toMatchObject({ code: 'closed', retry: 'never' })
  })
})
