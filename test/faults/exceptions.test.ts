import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { Screen } from '../../main/core/sync/screen.ts'
import { temporaryFolder } from '../daemons/folder.ts'
import { soon } from '../e2e/soon.ts'
import { runWeb } from './run.ts'
import { healthy, Watched } from './watched.ts'

/** A program's process in which a fault is thrown that nobody catches, so many times over its starts. */
function spoiled(times: number): { env: NodeJS.ProcessEnv } {
  const fixture = pathToFileURL(join(import.meta.dirname, 'fixtures/spoiled.ts')).href
  return { env: { NODE_OPTIONS: `--import ${fixture}`, ESTUARY_TEST_FAULTS: String(times) } }
}

describe('a fault of Estuary’s own', () => {
  it('in a timer of one daemon ends that daemon’s connection, says so, and tries another', async () => {
    const [one, other] = [await healthy(), await healthy()]
    const { estuary } = await Watched.open(temporaryFolder('timer'))
    const ids = [await estuary.add(one, 'one'), await estuary.add(other, 'other')]
    for (const id of ids) await estuary.untilLink(id, 'live')
    const before = [one, other].map(({ counters }) => counters.connections)
    const told: string[] = []
    estuary.listen('daemons', {}, (daemons) => {
      for (const { name, link } of daemons) if (link.problem) told.push(`${name}: ${link.problem.message}`)
    })
    const tick = vi.spyOn(Screen.prototype, 'tick').mockImplementationOnce(() => {
      throw new TypeError('spoiled')
    })
    await soon(() => told.length).toBeGreaterThan(0)
    tick.mockRestore()
    expect(new Set(told).size).toBe(1)
    expect(told[0]).toMatch(/^(one|other): Something in Estuary failed at (one|other) \(spoiled\)\. It connects anew/)
    for (const id of ids) await estuary.untilLink(id, 'live')
    const anew = [one, other].map(({ counters }, at) => counters.connections - before[at]!)
    expect(anew.toSorted((a, b) => a - b)).toEqual([0, 1])
  })

  it('in what a window does with an item begins that feed again, and nothing else', async () => {
    const daemon = await healthy()
    const { estuary } = await Watched.open(temporaryFolder('feed'))
    let heard = 0
    let other = 0
    estuary.listen('settings', {}, () => {
      heard += 1
      if (heard === 1) throw new TypeError('spoiled')
    })
    estuary.listen('settings', {}, () => (other += 1))
    const id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await soon(() => heard).toBe(2)
    expect(other).toBe(1)
    await estuary.call('settings.set', { theme: 'dark' })
    expect([heard, other]).toEqual([3, 2])
  })

  it('that nobody catches ends the program, which is started again three times, then in safe mode, then not any more', async () => {
    const folder = temporaryFolder('spoiled')
    const daemon = await healthy()
    const before = await Watched.open(folder)
    const id = await before.estuary.add(daemon, 'nas')
    await before.estuary.untilLink(id, 'live')
    await before.close()
    const run = await runWeb('start', folder, spoiled(4))
    // Five starts, one after the other.
    await expect.poll(() => run.addresses.length, { timeout: 120_000 }).toBe(5)
    expect(run.output.match(/ended by a fault of its own and is started again\./g)).toHaveLength(3)
    expect(run.output).toContain('it starts in safe mode and connects to nobody by itself.')
    const lines = run.errors.split('\n').filter((line) => line.includes('a fault that nobody caught'))
    expect(lines).toHaveLength(4)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 50,
      what: expect.stringContaining('TypeError: spoiled') as string,
    })
    expect(lines[0]).toContain('spoiled.ts')
    expect(run.errors).not.toContain('sesame')
    // Connected in the lives before, and nobody in this one.
    const { connections } = daemon.counters
    expect(connections).toBeGreaterThan(1)
    await soon(() => daemon.connected).toBe(0)
    writeFileSync(join(folder, 'spoil'), '')
    expect(await run.ended).toBe(70)
    expect(daemon.counters.connections).toBe(connections)
    expect(run.output).toContain('in safe mode, too, and is not started again')
  })
})
