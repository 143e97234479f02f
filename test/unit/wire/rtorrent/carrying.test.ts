import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Address } from '../../../../preload/contract/address.ts'
import { say } from '../../../../preload/words/sentences.ts'
import { Fault } from '../../../../main/lib/fault.ts'
import { openCarrier, type CarrierOptions } from '../../../../main/wire/rtorrent/carrier.ts'
import { Client } from '../../../../main/wire/rtorrent/client.ts'
import { meet, type Rtorrent } from '../../../../main/wire/rtorrent/rtorrent.ts'
import { removeFolder, temporaryFolder } from '../../../daemons/folder.ts'
import { manners, SimulatedRtorrent, type SimulatedRtorrentOptions } from '../../../fleet/rtorrent/daemon.ts'
import { certificate, key, listen } from '../servers.ts'

async function simulated(options: SimulatedRtorrentOptions = {}, path?: string): Promise<[SimulatedRtorrent, Client]> {
  const daemon = new SimulatedRtorrent(options)
  const address = await daemon.listen(path)
  onTestFinished(() => daemon.close())
  return [daemon, clientOf(address)]
}

function clientOf(address: Address, options: Partial<CarrierOptions> = {}): Client {
  const carrier = openCarrier({ address, login: null, whyNotTrusted: () => null, ...options })
  return new Client({ carrier, daemon: 'box' })
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Fault) return outcome
  throw new Error(`This did not fail: ${JSON.stringify(outcome)}`)
}

const pid = { method: 'system.pid', params: [], changing: false }

describe('a daemon behind SCGI', () => {
  it.each(['tcp', 'unix'])('is met, listed and changed by %s', async (way) => {
    const folder = temporaryFolder('socket')
    onTestFinished(() => removeFolder(folder))
    const [daemon, client] = await simulated({ torrents: 3 }, way === 'unix' ? join(folder, 'rpc.sock') : undefined)
    const rt = await meet(client)
    expect([rt.version, rt.methods.size, client.mostBytes]).toEqual(['0.9.8', 735, 524_288])
    const [first] = await rt.torrentsIn('started').hash().name().all()
    expect(first).toEqual({ hash: `${'0'.repeat(39)}1`, name: 'torrent 1' })
    await rt.torrents([first!.hash]).stop().setLabel('ä').each()
    expect(await rt.torrent(first!.hash).state().label().first()).toMatchObject({ state: 0, label: 'ä' })
    await vi.waitFor(() => expect(daemon.connections).toBe(0))
  })

  it.each([
    ['says nothing', manners.silent, 'timeout'],
    ['closes without a word', manners.nothing, 'protocol'],
    ['resets the connection', manners.reset, 'closed'],
    ['closes in the middle', manners.short, 'protocol'],
    ['sends more than it said', manners.longer, 'protocol'],
    ['says that there is more than anybody has', manners.huge, 'too-large'],
    ['sends lines without end', manners.endless, 'not-a-daemon'],
    ['answers as a web server', manners.web, 'web-ui'],
    ['sends what is no XML-RPC', manners.garbage, 'protocol'],
    ['nests without end', manners.deep, 'too-large'],
  ])('that %s fails with its reason, and its connection is closed', async (_what, manner, code) => {
    const [daemon, client] = await simulated()
    daemon.manner = manner
    expect(await faultOf(client.call(pid, { deadlineMs: 400 }))).toMatchObject({ code })
    await vi.waitFor(() => expect(daemon.connections).toBe(0))
    daemon.manner = null
    expect(await client.call(pid)).toBe(4_711)
  })

  it('may send its answer in crumbs', async () => {
    const [daemon, client] = await simulated()
    daemon.manner = manners.crumbs
    expect(await client.call(pid)).toBe(4_711)
  })

  it('is left alone when nobody waits any more', async () => {
    const [daemon, client] = await simulated()
    daemon.manner = manners.silent
    const stop = new AbortController()
    const asked = faultOf(client.call(pid, { signal: stop.signal }))
    await vi.waitFor(() => expect(daemon.connections).toBe(1))
    stop.abort()
    expect(await asked).toMatchObject({ code: 'closed' })
    await vi.waitFor(() => expect(daemon.connections).toBe(0))
  })

  it('that is something else is a stranger', async () => {
    const [, client] = await simulated({ methods: ['system.listMethods', 'system.multicall', 'system.client_version'] })
    expect(await faultOf(meet(client))).toMatchObject({ code: 'not-a-daemon' })
  })

  it('is never asked of a file in a way that would end it', async () => {
    const [daemon, client] = await simulated({ torrents: 1 })
    const rt = await meet(client)
    const hash = '0'.repeat(40)
    await rt.file(hash, 0).path().setPriority(2).first()
    await rt.files(hash, [0, 7]).setPriority(0).each()
    await rt.filesOf(hash).path().all()
    expect(daemon.death).toBeNull()
    await faultOf(client.call({ method: 'f.path', params: [hash], changing: false }))
    expect(daemon.death).toBe(`f.path of ${hash}`)
  })

  it('is not reached where nothing listens, by TLS, or at an address that is none', async () => {
    expect(await faultOf(clientOf({ way: 'tcp', host: '127.0.0.1', port: 1 }).call(pid))).toMatchObject({
      code: 'refused',
    })
    expect(await faultOf(clientOf({ way: 'unix', path: '/nowhere/rpc.sock' }).call(pid))).toMatchObject({
      code: 'refused',
    })
    expect(await faultOf(clientOf({ way: 'tcp', host: '127.0.0.1', port: 70_000 }).call(pid))).toMatchObject({
      code: 'invalid',
    })
    const wrong: Address[] = [
      { way: 'tls', host: 'a', port: 1 },
      { way: 'url', url: 'ftp://a/RPC2' },
      { way: 'url', url: 'http://me:secret@a/RPC2' },
    ]
    const login = { username: 'a:b', password: '' }
    const colon = Promise.resolve().then(() => clientOf({ way: 'url', url: 'http://a/RPC2' }, { login }))
    expect(await faultOf(colon)).toMatchObject({ code: 'invalid' })
    for (const address of wrong) {
      expect(await faultOf(Promise.resolve().then(() => clientOf(address)))).toMatchObject({ code: 'invalid' })
    }
  })
})

/** A web server in front of a simulated daemon. */
async function behindWeb(
  serve: (request: IncomingMessage, response: ServerResponse, answer: () => Buffer) => void,
  { tls = false } = {},
): Promise<string> {
  const daemon = new SimulatedRtorrent({ torrents: 1 })
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => serve(request, response, () => daemon.answerTo(Buffer.concat(parts))))
  }
  const server = tls ? createTlsServer({ key, cert: certificate }, handle) : createServer(handle)
  return `${tls ? 'https' : 'http'}://127.0.0.1:${await listen(server)}/RPC2`
}

function webClient(url: string, options: Partial<CarrierOptions> = {}): Client {
  return clientOf({ way: 'url', url }, { login: { username: 'me', password: 'sécret:1' }, ...options })
}

describe('a daemon behind a web server', () => {
  it('is asked with the login, at the path that was given', async () => {
    const seen: unknown[] = []
    const url = await behindWeb((request, response, answer) => {
      seen.push(
        request.method,
        request.url,
        Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString(),
      )
      response.end(answer())
    })
    const rt: Rtorrent = await meet(webClient(url))
    expect(await rt.torrentsIn().name().all()).toEqual([{ name: 'torrent 0' }])
    expect(seen.slice(0, 3)).toEqual(['POST', '/RPC2', 'me:sécret:1'])
  })

  it('gets nothing at all before its certificate may be trusted, and shows it', async () => {
    let requests = 0
    const url = await behindWeb(
      (_request, response, answer) => {
        requests += 1
        response.end(answer())
      },
      { tls: true },
    )
    const seen: string[] = []
    const distrustful = webClient(url, {
      whyNotTrusted: (fingerprint) => {
        seen.push(fingerprint)
        return new Fault('certificate-changed', say('certificate.changed', { daemon: 'box' }))
      },
    })
    expect(await faultOf(distrustful.call(pid))).toMatchObject({ code: 'certificate-changed' })
    expect(seen).toEqual([expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)])
    expect(requests).toBe(0)
    const trusting = webClient(url)
    expect(await trusting.call(pid)).toBe(4_711)
    expect(trusting.identity).toBe(seen[0])
  })

  it.each([false, true])(
    'has one connection for what is read, and a new one for each change (TLS: %s)',
    async (tls) => {
      const ports: (number | undefined)[] = []
      let open = 0
      const url = await behindWeb(
        ({ socket }, response, answer) => {
          if (!ports.includes(socket.remotePort)) {
            open += 1
            socket.once('close', () => (open -= 1))
          }
          ports.push(socket.remotePort)
          if (ports.length === 33) response.shouldKeepAlive = false
          response.end(answer())
        },
        { tls },
      )
      const warned: string[] = []
      const warn = ({ name }: Error): void => void warned.push(name)
      process.on('warning', warn)
      onTestFinished(() => void process.off('warning', warn))
      const client = webClient(url)
      for (let round = 0; round < 30; round += 1) expect(await client.call(pid)).toBe(4_711)
      expect([new Set(ports).size, warned]).toEqual([1, []])
      await client.call({ ...pid, changing: true })
      await client.call(pid)
      expect(ports[30]).not.toBe(ports[0])
      expect(ports[31]).toBe(ports[30])
      // This one says that it will close, so that the next has a connection of its own.
      await client.call(pid)
      await client.call(pid)
      expect(ports).toHaveLength(34)
      expect(ports[33]).not.toBe(ports[32])
      client.close()
      await vi.waitFor(() => expect(open).toBe(0))
    },
  )

  it('is asked again over a new connection where the old one was closed meanwhile', async () => {
    const sockets: Socket[] = []
    const url = await behindWeb((request, response, answer) => {
      const isOld = sockets.includes(request.socket)
      sockets.push(request.socket)
      if (isOld) request.socket.destroy()
      else response.end(answer())
    })
    const client = webClient(url)
    expect(await client.call(pid)).toBe(4_711)
    expect(await client.call(pid)).toBe(4_711)
    expect(sockets).toHaveLength(3)
    expect(await faultOf(client.call({ ...pid, params: ['x'], method: 'nope', changing: true }))).toMatchObject({
      code: 'incompatible',
    })
    expect(sockets).toHaveLength(4)
  })

  it.each([
    [401, 'bad-login'],
    [403, 'bad-login'],
    [404, 'web-ui'],
    [301, 'web-ui'],
    [413, 'too-large'],
    [502, 'refused'],
    [500, 'web-ui'],
  ])('that answers with status %i says so', async (status, code) => {
    const url = await behindWeb((_request, response) =>
      response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end('no'),
    )
    const fault = await faultOf(webClient(url).call({ ...pid, changing: status < 500 }))
    expect(fault).toMatchObject({ code })
    expect(JSON.stringify([fault.message, fault.details])).not.toContain('cret')
  })

  it('that breaks off, hangs, or sends a page fails with its reason', async () => {
    const broken = await behindWeb((_request, response, answer) => {
      response.writeHead(200, { 'Content-Length': 10_000 }).write(answer())
      setImmediate(() => response.destroy())
    })
    expect(await faultOf(webClient(broken).call(pid))).toMatchObject({ code: 'protocol' })
    const silent = await behindWeb(() => {})
    expect(await faultOf(webClient(silent).call(pid, { deadlineMs: 200 }))).toMatchObject({ code: 'timeout' })
    const page = await behindWeb((_request, response) => response.end('<html></html>'))
    expect(await faultOf(webClient(page).call(pid))).toMatchObject({ code: 'protocol' })
  })
})
