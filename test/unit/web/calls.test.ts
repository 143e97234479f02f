import { describe, expect, it } from 'vitest'
import { mostTorrentFileBytes } from '../../../preload/contract/adding.ts'
import { ask, call, comeIn, openPage, type Reply } from './browser.ts'

function answerOf(reply: Reply): unknown {
  return JSON.parse(reply.body)
}

function codeOf(reply: Reply): unknown {
  return (answerOf(reply) as { error: { code: string } }).error.code
}

describe('calls through the web door', () => {
  it('hands name and arguments to the core and its answer back', async () => {
    const { core, door, cookie } = await comeIn()
    core.answer = () => ({ ok: true, value: { version: '1' } })
    const reply = await call(door, cookie, { name: 'app.info', args: {} })
    expect([reply.status, answerOf(reply)]).toEqual([200, { ok: true, value: { version: '1' } }])
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(core.made).toEqual([{ caller: 0, name: 'app.info', args: {} }])
  })

  it('answers a failure of the core with status 200: the request itself went well', async () => {
    const { core, door, cookie } = await comeIn()
    const error = { code: 'invalid', message: 'There is no call "x".', retry: 'after-change' } as const
    core.answer = () => ({ ok: false, error })
    const reply = await call(door, cookie, { name: 'x' })
    expect([reply.status, answerOf(reply)]).toEqual([200, { ok: false, error }])
  })

  it('gives a call without a page a caller of its own, which leaves with the answer', async () => {
    const { core, door, cookie } = await comeIn()
    await call(door, cookie, { name: 'view.watch', args: {} })
    await call(door, cookie, { name: 'view.watch', args: {} })
    expect(core.made.map(({ caller }) => caller)).toEqual([0, 1])
    expect(core.left).toEqual([0, 1])
  })

  it('takes a call without a page for a program’s, and a page for an open window', async () => {
    const { core, door, cookie } = await comeIn()
    await call(door, cookie, { name: 'daemons.trust', args: {} })
    const { id } = await openPage(door, cookie)
    await call(door, cookie, { name: 'daemons.trust', args: {} }, { 'x-estuary-page': id })
    expect(core.made.map(({ caller }) => core.roles[caller])).toEqual(['program', 'window'])
  })

  it('makes the calls of a page with that page’s caller', async () => {
    const { core, door, cookie } = await comeIn()
    const { id } = await openPage(door, cookie)
    await call(door, cookie, { name: 'view.watch', args: {} }, { 'x-estuary-page': id })
    await call(door, cookie, { name: 'app.info', args: {} }, { 'x-estuary-page': id })
    expect(core.made.map(({ caller }) => caller)).toEqual([0, 0])
    expect(core.left).toEqual([])
  })

  it('makes no call of a page that is not connected', async () => {
    const { core, door, cookie } = await comeIn()
    const reply = await call(door, cookie, { name: 'app.info', args: {} }, { 'x-estuary-page': 'gone' })
    expect([reply.status, codeOf(reply)]).toEqual([200, 'unauthorized'])
    expect(core.made).toEqual([])
  })

  it('needs a session, and says so as data', async () => {
    const { core, door } = await comeIn()
    const reply = await call(door, '', { name: 'app.info', args: {} })
    expect([reply.status, codeOf(reply)]).toEqual([401, 'unauthorized'])
    expect(core.made).toEqual([])
  })

  it('understands JSON objects only', async () => {
    const { core, door, cookie } = await comeIn()
    for (const body of ['', '{', 'null', '[]', '"app.info"', '7']) {
      const reply = await call(door, cookie, body)
      expect([reply.status, codeOf(reply)], body).toEqual([400, 'invalid'])
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const reply = await call(door, cookie, '{"name":"app.info"}', { 'content-type': type })
      expect([reply.status, codeOf(reply)], type).toEqual([415, 'invalid'])
    }
    expect(core.made).toEqual([])
  })

  it('keeps a hostile __proto__ an ordinary key', async () => {
    const { core, door, cookie } = await comeIn()
    await call(door, cookie, '{"name":"app.info","args":{"__proto__":{"level":10}}}')
    expect(Object.keys(core.made[0]?.args as object)).toEqual(['__proto__'])
    expect(({} as { level?: number }).level).toBeUndefined()
  })

  it('carries the largest torrent file and nothing larger', async () => {
    const { core, door, cookie } = await comeIn()
    core.answer = () => ({ ok: true, value: null })
    const content = 'A'.repeat(Math.ceil((mostTorrentFileBytes * 4) / 3))
    expect((await call(door, cookie, { name: 'torrents.add', args: { content } })).status).toBe(200)
    const reply = await call(door, cookie, { name: 'torrents.add', args: { content: content + 'A'.repeat(70_000) } })
    expect([reply.status, codeOf(reply)]).toEqual([413, 'too-large'])
    expect(core.made.length).toBe(1)
  })

  it('builds nothing of a body with more values, or deeper ones, than any call has', async () => {
    const { core, door, cookie } = await comeIn()
    const keys = Array<string>(5_000_000).fill('"x"').join(',')
    for (const args of [`{"keys":[${keys}]}`, `{${Array(1_000_000).fill('"x":1').join(',')}}`, '['.repeat(100_000)]) {
      const reply = await call(door, cookie, `{"name":"torrents.pause","args":${args}`)
      expect([reply.status, codeOf(reply)]).toEqual([413, 'too-large'])
    }
    expect(core.made).toEqual([])
  })

  it('reads no body of somebody without a session', async () => {
    const { door } = await comeIn()
    // The body is announced and never sent: only a door that does not wait for it can answer.
    const headers = { 'content-type': 'application/json', 'content-length': '40000000', origin: door.origin }
    const reply = await ask(door, '/api/call', { method: 'POST', headers, body: '' }).catch(() => null)
    expect(reply?.status).toBe(401)
  })
})
