import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openLoggedIn } from './caller.ts'
import { startFleet } from './fleet.ts'

const program = join(import.meta.dirname, 'run.ts')
let child: ChildProcess | undefined

afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
})

async function linesOf(args: readonly string[], count: number): Promise<string[]> {
  child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line)
    if (lines.length === count) break
  }
  return lines
}

describe('The fleet’s program', () => {
  it('prints an address, a login, a fingerprint and a name for each daemon, and they are right', async () => {
    const lines = await linesOf(['--daemons', '3', '--torrents', '20'], 3)
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const [address = '', username = '', password = '', torrents = '', fingerprint = ''] = line.split(' ')
      const caller = await openLoggedIn(Number(address.split(':')[1]), username, password)
      expect(await caller.call('core.get_session_state')).toHaveLength(Number(torrents))
      expect(caller.fingerprint).toBe(fingerprint)
      caller.close()
    }
  })

  it('says the same as JSON, and ends with its standard input when asked to', async () => {
    const [line = ''] = await linesOf(['--daemons', '1', '--torrents', '5', '--json', '--until-eof'], 1)
    const told = JSON.parse(line) as Record<string, unknown>
    expect(told).toMatchObject({ name: 'Harbour', host: '127.0.0.1', username: 'admin', password: 'adminpass' })
    const ended = new Promise((resolve) => child!.once('exit', resolve))
    child!.stdin!.end()
    expect(await ended).toBe(0)
  })
})

describe('A fleet', () => {
  it('has daemons that differ in torrents and certificate, each found by its name', async () => {
    const fleet = await startFleet([
      { name: 'A', torrents: 5 },
      { name: 'B', torrents: 7 },
    ])
    try {
      const [a, b] = [fleet.named('A'), fleet.named('B')]
      expect([a.engine.count, b.engine.count]).toEqual([5, 7])
      expect(a.fingerprint).not.toBe(b.fingerprint)
      expect(a.engine.all()[0]!.id).not.toBe(b.engine.all()[0]!.id)
      expect(() => fleet.named('C')).toThrow('no daemon named C')
    } finally {
      await fleet.close()
    }
  })

  it('starts all or none', async () => {
    const first = await startFleet([{ name: 'A', torrents: 1 }])
    const taken = first.daemons[0]!.port
    await expect(startFleet([{ torrents: 1 }, { torrents: 1, port: taken }])).rejects.toThrow('EADDRINUSE')
    await first.close()
  })
})
