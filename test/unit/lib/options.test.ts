import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOptions, type Surroundings } from '../../../main/lib/options.ts'

const home = resolve('/home/mia')
const around: Surroundings = { env: {}, platform: 'linux', home, folder: resolve('/work') }

function dataOf(change: Partial<Surroundings>, ...argv: string[]): string {
  return readOptions(argv, { ...around, ...change }).data
}

describe('the command line', () => {
  it('means the desktop window, a free port and an open browser when it says nothing', () => {
    expect(readOptions([], around)).toMatchObject({ help: false, web: false, port: 0, open: true })
  })

  it('takes what it lists in its help', () => {
    const options = readOptions(['--web', '--port', '8080', '--data=d', '--no-open', '--safe'], around)
    const data = resolve('/work', 'd')
    expect(options).toEqual({ help: false, web: true, port: 8080, data, open: false, safe: true, endings: [] })
    expect(readOptions(['-h'], around).help).toBe(true)
  })

  it('names what it does not understand', () => {
    const wrong: [string[], string][] = [
      [['--bogus'], '"--bogus"'],
      [['-x'], '"-x"'],
      [['extra'], '"extra"'],
      [['--port', 'http'], '"http"'],
      [['--port', '65536'], '"65536"'],
      [['--port', '-1'], '--port'],
      [['--port'], '--port'],
      [['--data'], '--data'],
      [['--data='], '--data'],
      [['--web=yes'], '--web'],
    ]
    for (const [argv, words] of wrong) {
      expect(() => readOptions(argv, around), argv.join(' ')).toThrow(words)
      expect(() => readOptions(argv, around), argv.join(' ')).toThrow(expect.objectContaining({ code: 'invalid' }))
    }
  })

  it('keeps data where each system keeps it', () => {
    expect(dataOf({})).toBe(join(home, '.local/share/Estuary'))
    expect(dataOf({ env: { XDG_DATA_HOME: resolve('/xdg') } })).toBe(join(resolve('/xdg'), 'Estuary'))
    // The specification of XDG says to ignore a path that is not absolute.
    expect(dataOf({ env: { XDG_DATA_HOME: 'xdg' } })).toBe(join(home, '.local/share/Estuary'))
    expect(dataOf({ platform: 'darwin' })).toBe(join(home, 'Library/Application Support/Estuary'))
    expect(dataOf({ platform: 'win32', env: { APPDATA: resolve('/roaming') } })).toBe(
      join(resolve('/roaming'), 'Estuary'),
    )
  })

  it('prefers --data to ESTUARY_DATA to the system’s place', () => {
    const env = { ESTUARY_DATA: '/env', XDG_DATA_HOME: '/xdg' }
    expect(dataOf({ env })).toBe(resolve('/env'))
    expect(dataOf({ env }, '--data', '/given')).toBe(resolve('/given'))
  })
})
