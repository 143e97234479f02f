import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Lock, lockFolder } from '../../../main/store/lock.ts'
import { startChild } from './child.ts'
import { faultOf, modesIn, tempFolder } from './helpers.ts'
import { moment } from './records.ts'

function held(folder: string): Lock {
  const lock = lockFolder(folder, () => moment)
  onTestFinished(() => lock.release())
  return lock
}

describe('the lock of a data folder', () => {
  it('makes the folder, and files for their owner only', () => {
    const folder = join(tempFolder(), 'new')
    held(folder)
    expect(Object.keys(modesIn(folder)).sort()).toEqual(['lock.db', 'lock.json'])
    if (process.platform !== 'win32') expect(new Set(Object.values(modesIn(folder)))).toEqual(new Set(['600']))
  })

  it('tells a second start who holds it, since when, and where it answers', () => {
    const folder = tempFolder()
    const lock = held(folder)
    const since = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(moment)
    const first = faultOf(() => lockFolder(folder))
    expect([first.code, first.retry]).toEqual(['locked', 'after-change'])
    expect(first.message).toBe(
      `Another Estuary (process ${process.pid}) has been using the data folder ${folder} since ${since}. Use that one, or quit it first.`,
    )
    lock.describe({ address: 'http://127.0.0.1:4000' })
    const second = faultOf(() => lockFolder(folder))
    expect(second.message).toContain(`${since}. It answers at http://127.0.0.1:4000. Use that one`)
    expect(second.details).toEqual({
      folder,
      pid: process.pid,
      host: hostname(),
      startedAt: moment,
      address: 'http://127.0.0.1:4000',
    })
    lock.describe({ address: null })
    expect(faultOf(() => lockFolder(folder)).details).toMatchObject({ address: null })
  })

  it('can be taken again after it was released, and a holder that released it has no more say', () => {
    const folder = tempFolder()
    const first = held(folder)
    first.release()
    first.release()
    expect(existsSync(join(folder, 'lock.json'))).toBe(false)
    held(folder)
    first.describe({ address: 'http://127.0.0.1:1' })
    first.release()
    expect(faultOf(() => lockFolder(folder)).details).toMatchObject({ address: null })
  })

  it('keeps other processes out, also after this one tried in vain to take it twice', async () => {
    const folder = tempFolder()
    held(folder)
    // On POSIX systems a carelessly closed descriptor would drop the lock of the whole process.
    faultOf(() => lockFolder(folder))
    faultOf(() => lockFolder(folder))
    const other = startChild('holder.ts', folder)
    const answer = JSON.parse(await other.line('{')) as { code: string; details: unknown }
    expect(answer).toMatchObject({ code: 'locked', details: { pid: process.pid } })
  })

  it('of a process that was killed is taken over', async () => {
    const folder = tempFolder()
    const other = startChild('holder.ts', folder, 'http://127.0.0.1:5000')
    await other.line('held')
    expect(faultOf(() => lockFolder(folder)).details).toMatchObject({
      pid: other.pid,
      address: 'http://127.0.0.1:5000',
    })
    await other.kill()
    expect(existsSync(join(folder, 'lock.json'))).toBe(true)
    held(folder)
    expect(faultOf(() => lockFolder(folder)).details).toMatchObject({ pid: process.pid, address: null })
  })

  it('is not kept by a live process that got the number of the dead holder', () => {
    const folder = tempFolder()
    held(folder).release()
    const note = { pid: process.ppid, host: hostname(), startedAt: 1, address: null }
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(note))
    held(folder)
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('names nobody when the note beside it is damaged, foreign, or left by one that died', async () => {
    const folder = tempFolder()
    held(folder)
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'exit')
    const notes = [
      '',
      '{',
      '[]',
      '{"pid":"1"}',
      JSON.stringify({ pid: dead.pid, host: hostname(), startedAt: 1, address: null }),
    ]
    for (const note of notes) {
      writeFileSync(join(folder, 'lock.json'), note)
      expect(faultOf(() => lockFolder(folder)).message).toBe(
        `Another Estuary is using the data folder ${folder}. Use that one, or quit it first.`,
      )
    }
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid: 7, host: 'elsewhere', startedAt: 0, address: null }))
    expect(faultOf(() => lockFolder(folder)).message).toContain('(process 7 on elsewhere) has been using')
  })

  it('goes to exactly one of several that start in the same moment', async () => {
    const folder = tempFolder()
    const all = Array.from({ length: 4 }, () => startChild('holder.ts', folder))
    await Promise.all(all.map((child) => Promise.race([child.line('held'), child.line('{')])))
    const holders = all.filter(({ lines }) => lines[0] === 'held')
    expect(holders).toHaveLength(1)
    for (const { lines } of all) expect(lines[0]).toMatch(/^held$|"code":"locked"/)
  })

  it('works over a lock file that somebody wrote into', () => {
    const folder = tempFolder()
    writeFileSync(
      join(folder, 'lock.db'),
      'no database at all, but long enough to be read as the header of one. '.repeat(9),
    )
    held(folder)
    expect(faultOf(() => lockFolder(folder)).code).toBe('locked')
  })

  it('is not lost to the garbage collector', async () => {
    const folder = tempFolder()
    lockFolder(folder)
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    for (let n = 0; n < 5; n++) {
      collect()
      await wait(1)
    }
    expect(faultOf(() => lockFolder(folder)).code).toBe('locked')
  })

  it('fails in plain words when the folder cannot be used', () => {
    const place = join(tempFolder(), 'file')
    writeFileSync(place, '')
    expect(faultOf(() => lockFolder(place)).details).toEqual({ path: place, reason: 'kind' })
  })
})
