import { beforeEach, describe, expect, it } from 'vitest'
import type { OptionsReading } from '../../../../preload/contract/options.ts'
import { OptionSheet } from '../../../../renderer/data/options.svelte.ts'
import { hashOf } from '../view/rows.ts'
import { HandBridge, offline, settled } from './bridge.ts'

const [one, two, other] = [`nas0/${hashOf(1)}`, `nas0/${hashOf(2)}`, `box0/${hashOf(3)}`] as const
const denied = { code: 'level', message: 'Not here.', retry: 'never' } as const

let bridge: HandBridge
let sheet: OptionSheet
let reading: OptionsReading

function has(connections: number | null, mixed = false): OptionsReading {
  const by = [{ daemon: 'nas0', value: connections, mixed }]
  return {
    read: 2,
    options: [{ option: 'connections', value: mixed ? null : connections, mixed, by }],
    daemons: [
      { daemon: 'nas0', cannot: [], labels: null },
      { daemon: 'box0', cannot: [{ option: 'connections', problem: denied }], labels: null },
    ],
    problems: [],
  }
}

beforeEach(() => {
  bridge = new HandBridge()
  reading = has(50)
  bridge.answers['options.read'] = () => reading
  bridge.answers['options.set'] = ({ keys }: { keys: string[] }) => keys.map((key) => ({ key, failed: [] }))
  sheet = new OptionSheet(bridge)
})

async function about(...keys: string[]): Promise<void> {
  sheet.turnTo(keys)
  await settled()
}

describe('the sheet of options', () => {
  it('sends what was changed, to those that can change it, and nothing else', async () => {
    await about(one, two, other)
    sheet.write('connections', '60')
    expect(sheet.draft.names).toEqual(['connections'])
    reading = has(60)
    expect(await sheet.apply()).toBe(2)
    expect(bridge.named('options.set')).toEqual([{ keys: [one, two], change: { connections: 60 } }])
    expect(sheet.isDirty).toBe(false)
    expect(sheet.written.size).toBe(0)
  })

  it('keeps what failed somewhere, and says where', async () => {
    await about(one, two)
    bridge.answers['options.set'] = () => [
      { key: one, failed: [] },
      { key: two, failed: [{ option: 'connections', problem: denied }] },
    ]
    sheet.write('connections', '60')
    reading = has(null, true)
    expect(await sheet.apply()).toBe(1)
    expect(sheet.failures).toEqual([{ option: 'connections', keys: [two], reason: 'Not here.' }])
    expect(sheet.written.get('connections')).toBe('60')
    expect(sheet.isDirty).toBe(true)
    sheet.write('connections', '61')
    expect(sheet.failures).toEqual([])
  })

  it('keeps everything that was written when the call itself fails', async () => {
    await about(one)
    bridge.answers['options.set'] = () => offline
    sheet.write('connections', '60')
    await sheet.apply()
    expect(sheet.refusal).toEqual(offline)
    expect(sheet.written.get('connections')).toBe('60')
  })

  it('sends nothing while something cannot be', async () => {
    await about(one)
    sheet.write('connections', 'many')
    expect(await sheet.apply()).toBeNull()
    expect(bridge.named('options.set')).toEqual([])
    expect(sheet.isDirty).toBe(true)
    sheet.revert()
    expect(sheet.isDirty).toBe(false)
  })

  it('hears only the last reading, and that of other torrents not at all', async () => {
    await about(one)
    sheet.write('connections', '60')
    sheet.turnTo([two])
    expect(sheet.reading).toBeNull()
    expect(sheet.written.size).toBe(0)
    reading = has(7)
    await settled()
    expect(sheet.reading?.options[0]?.value).toBe(50)
    await sheet.read()
    expect(sheet.reading?.options[0]?.value).toBe(7)
  })

  it('keeps what was written for those that are left when one of them is gone', async () => {
    await about(one, two)
    sheet.write('connections', '60')
    sheet.turnTo([two], true)
    expect(sheet.written.get('connections')).toBe('60')
    expect(sheet.isAbout([two])).toBe(true)
  })

  it('says why nothing could be read, and keeps what was known', async () => {
    await about(one)
    reading = { read: 0, options: [], daemons: [], problems: [{ key: one, problem: offline }] }
    await sheet.read()
    expect(sheet.problem).toEqual(offline)
    expect(sheet.reading?.options[0]?.value).toBe(50)
  })
})
