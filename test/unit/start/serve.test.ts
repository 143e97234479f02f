import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'

const root = join(import.meta.dirname, '../../..')
let data = ''

interface Run {
  child: ChildProcess
  /** The address that it printed; fails when it ends before. */
  url: Promise<string>
  end: Promise<{ code: number | null; output: string; errors: string }>
}

/** `npm start`, but for npm; killed with the test if it is still there. */
function start(...args: string[]): Run {
  const child = spawn(process.execPath, [join(root, 'main/start.ts'), ...args, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_lifecycle_event: '', DISPLAY: '', WAYLAND_DISPLAY: '' },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  let errors = ''
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()))
  const end = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, output, errors })
    })
  })
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString()
      const found = /^Estuary is at (\S+)$/m.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.on('close', () => {
      reject(new Error(`ended without an address: ${output}${errors}`))
    })
  })
  url.catch(() => {})
  return { child, url, end }
}

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'estuary-'))
  const own = data
  onTestFinished(() => rm(own, { recursive: true, force: true }))
})

async function visit(url: string): Promise<number[]> {
  const first = await fetch(url, { redirect: 'manual' })
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const second = await fetch(new URL('/', url), { headers: { cookie } })
  return [first.status, second.status]
}

describe('npm start --web', { timeout: 120_000 }, () => {
  it('prints an address that lets a browser in once, and ends in order on a signal', async () => {
    const { child, url, end } = start('--web', '--no-open')
    const address = await url
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    expect(await visit(address)).toEqual([200, 200])
    expect(await visit(address)).toEqual([401, 401])
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 0, errors: '' })
    const left = await readdir(data)
    expect(left).not.toContain('web-door.json')
    expect(left.filter((name) => name.includes('-wal'))).toEqual([])
  })

  it('prints a fresh address of the running one when started again, and leaves it running', async () => {
    const first = start('--web', '--no-open')
    const second = start('--web', '--no-open', '--port', new URL(await first.url).port)
    const address = await second.url
    expect(await second.end).toMatchObject({ code: 0 })
    expect(new URL(address).origin).toBe(new URL(await first.url).origin)
    expect(await visit(address)).toEqual([200, 200])
    first.child.kill('SIGINT')
    expect(await first.end).toMatchObject({ code: 0 })
  })

  it('opens the web door where there is no display, and says so', async () => {
    const { child, url, end } = start('--no-open')
    await url
    child.kill('SIGHUP')
    const { code, output } = await end
    expect(code).toBe(0)
    if (process.platform === 'linux') expect(output).toContain('There is no display here')
  })

  it('says in one line what it does not understand', async () => {
    const { code, errors } = await start('--wep').end
    expect(code).toBe(1)
    expect(errors.trim().split('\n')).toEqual(['Estuary does not know "--wep"; --help lists what it knows.'])
  })

  it('says in one line why it cannot use a data directory', async () => {
    const file = join(data, 'file')
    await writeFile(file, '')
    data = file
    const { code, errors } = await start('--web', '--no-open').end
    expect(code).toBe(1)
    expect(errors.trim().split('\n').length).toBe(1)
    expect(errors).toContain(file)
  })

  it('says in one line that a port is taken, and lets go of the data directory', async () => {
    const first = start('--web', '--no-open')
    const { port } = new URL(await first.url)
    data = join(data, 'another')
    const { code, errors } = await start('--web', '--no-open', '--port', port).end
    expect(code).toBe(1)
    expect(errors.trim().split('\n')).toEqual([expect.stringContaining(`port ${port}`)])
    await start('--web', '--no-open').url
  })
})
